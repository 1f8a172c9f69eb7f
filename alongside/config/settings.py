"""Django settings. Everything an operator may change is read from ALONGSIDE_* variables here.

docs/reference/settings.md lists them; a house test compares the two.
"""

import os
import tomllib
from pathlib import Path
from typing import Any

from django.conf import global_settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from alongside.answers.joining_process import endpoint_from
from alongside.config import languages
from alongside.config.home import current_home
from alongside.config.postgres.roles import APP, OWNER
from alongside.config.postgres.servers import django_options
from alongside.web.logs import configure as configure_logs

HOME = current_home()
CODE = Path(__file__).resolve().parent.parent

SECRET_KEY = HOME.secret("django_key") if HOME.path.exists() else "only-for-tools-that-read-settings"
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALONGSIDE_HOSTS", "localhost 127.0.0.1 [::1]").split()
# Beyond loopback only with TLS: cookies then are Secure, and plain HTTP is refused.
TLS = os.environ.get("ALONGSIDE_TLS", "no") == "yes"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "procrastinate.contrib.django",
    "alongside.web",
    "alongside.trail",
    "alongside.people",
    "alongside.post",
    "alongside.sources",
    "alongside.editorial",
    "alongside.aids",
    "alongside.answers",
    "alongside.materials",
    "alongside.patients",
    "alongside.partnership",
    "alongside.decisions",
    "alongside.meetings",
    "alongside.support",
    "alongside.home",
    "alongside.config.apps.HouseConfig",
]

MIDDLEWARE = [
    "alongside.web.observing.observed",
    "alongside.web.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "alongside.web.middleware.same_origin_only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alongside.people.middleware.who_is_here",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.web.middleware.plain_refusals",
]

ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "alongside.web.templating.environment",
            # For pages that allauth renders; our own go through web.render.
            "context_processors": ["alongside.web.render.surroundings"],
        },
    }
]

_ENGINE: dict[str, Any] = {
    "ENGINE": "alongside.config.kept_connection",
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
}
DATABASES: dict[str, dict[str, Any]] = {
    # Serves. Owns nothing and bypasses nothing.
    "default": {**_ENGINE, **django_options(HOME, APP)},
    # Migrations only.
    "owner": {**_ENGINE, **django_options(HOME, OWNER), "CONN_MAX_AGE": 0},
}
DATABASES["default"]["OPTIONS"]["options"] = (
    "-c statement_timeout=15s -c idle_in_transaction_session_timeout=30s"
)
# Statements and their values travel apart, and a statement that comes again is planned once for each
# connection: row-level security makes planning dear. (A pooler between must keep a session together.)
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["alongside.people.hashing.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "alongside.people.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
# Tries are counted by alongside.people.attempts, in the database; allauth's own counts live in one process.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "alongside.people.second_step.SecondStep"
MFA_FORMS = {
    "authenticate": "alongside.people.forms.CodeAtSignIn",
    "reauthenticate": "alongside.people.forms.CodeAgain",
    "activate_totp": "alongside.people.forms.FirstCode",
}
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# "required": who works here sets up a second step first (never in a demonstration); "asked": may do so.
STAFF_SECOND_STEP = os.environ.get("ALONGSIDE_STAFF_SECOND_STEP", "required")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:start"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

SESSION_ENGINE = "alongside.people.sessions"
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = TLS
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
# “no-referrer” would make browsers send forms with the origin “null”.
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "alongside.web.refusals.form_from_elsewhere"
# Idle limits in seconds, by whether a person works here (DESIGN.md, section 2).
IDLE_SECONDS = {"staff": 15 * 60, "others": 30 * 60}
# However busy: after so long everybody signs in anew (security.md 6.4).
LONGEST_SECONDS = {"staff": 12 * 60 * 60, "others": 24 * 60 * 60}
# Shared by all processes, so that a one-time code is good once in all of them. Holds nothing about health.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "people_used_codes"}
}
# What a form may hold: a long note, not a flood.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = [
    "alongside.sources.uploads.OnlySoMuch",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGE_CODE = "en"
# English, and what this installation has taken up (`alongside language`).
TAKEN_UP = languages.taken(HOME.path)
LANGUAGES: list[tuple[str, Any]] = [("en", _("English")), *((one.code, one.name) for one in TAKEN_UP)]
LANGUAGES_BIDI = sorted(
    {*global_settings.LANGUAGES_BIDI, *(one.code for one in TAKEN_UP if one.right_to_left)}
)
DRAFT_LANGUAGES = frozenset(one.code for one in TAKEN_UP if one.is_draft)
LANG_INFO.update({one.code: one.info for one in TAKEN_UP})
LOCALE_PATHS = [HOME.path / languages.FOLDER]
if os.environ.get("ALONGSIDE_PSEUDO_LOCALES"):
    # English made longer, and English written from right to left: for tests and for designers.
    LANGUAGES += [("en-xa", "Pseudo, long"), ("ar-xb", "Pseudo, right to left")]
    LOCALE_PATHS += [Path(os.environ["ALONGSIDE_PSEUDO_LOCALES"])]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The search index over the library: a copy that can be built again from the database. Several databases
# of one home never share one, or each would answer with what another holds.
_NAMED = os.environ.get("ALONGSIDE_DATABASE")
LIBRARY_INDEX = HOME.path / (f"index-{_NAMED}" if _NAMED else "index")

STATIC_URL = "/static/"
STATIC_ROOT = HOME.path / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Where something broke, and never what anybody wrote (web/logs.py).
_LEVEL = os.environ.get("ALONGSIDE_LOG_LEVEL", "warning").upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "alongside.web.logs.Discreet",
            "json": os.environ.get("ALONGSIDE_LOG_FORMAT", "lines") == "json",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "alongside": {"level": _LEVEL},
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}
configure_logs()
# How many processes answer, each with eight threads and about 300 MB; one for each core at most.
SERVER_PROCESSES = int(os.environ.get("ALONGSIDE_PROCESSES", "1"))
# Where traces go (an OTLP address over HTTP); empty: none are made.
TRACES = os.environ.get("ALONGSIDE_TRACES", "")

# Where this installation is reached (https://alongside.example), for the code on paper; empty: no code.
ADDRESS = os.environ.get("ALONGSIDE_ADDRESS", "")
# The unit's own emergency number, as it stands in urgent texts; empty: "your emergency number".
EMERGENCY_NUMBER = os.environ.get("ALONGSIDE_EMERGENCY_NUMBER", "")
# Who knows choice aids about a condition: a function of condition names, giving (title, address) pairs.
ALONGSIDE_AID_LINKS = "alongside.aids.queries.links_about"

# How letters go out (post/ways.py). A file, because it may hold a password.
POST: dict[str, Any] = (
    tomllib.loads(Path(os.environ["ALONGSIDE_POST"]).read_text(encoding="utf-8"))
    if "ALONGSIDE_POST" in os.environ
    else {}
)
# How long those whom a patient let in may still read after a death (patients/death.py).
ACCESS_AFTER_DEATH = os.environ.get("ALONGSIDE_ACCESS_AFTER_DEATH", "default")

# Pages that need no sign-in, by url name. Everything else does (tests/house/test_urls.py).
PUBLIC_PAGES = frozenset(
    {
        "account_login",
        "people:demonstration",
        "people:become",
        "web:comfort",
        "web:health",
        "web:ready",
        "web:language",
    }
)
# Between the password and the code: allauth sends everybody else away itself.
HALF_WAY_PAGES = frozenset({"mfa_authenticate"})
# The three faces: who sees which first-level links (label, url name).
NAVIGATION = {
    "care": [
        (_("Home"), "home:start"),
        (_("My choices"), "home:choices"),
        (_("Meetings"), "meetings:worklist"),
        (_("Ask a question"), "answers:ask"),
        (_("How are you?"), "support:mine"),
    ],
    "ward": [
        (_("Worklist"), "home:start"),
        (_("Meetings"), "meetings:worklist"),
        (_("Asked of you"), "support:asked_of_me"),
        (_("Choice aids"), "aids:all"),
        (_("Ask"), "answers:ask"),
    ],
    "manage": [
        (_("Home"), "home:start"),
        (_("Choice aids"), "aids:all"),
        (_("Ask"), "answers:ask"),
        (_("Library"), "sources:shelf"),
        (_("Review desk"), "editorial:desk"),
    ],
}
# What a start page offers besides (label, url name).
BESIDES = [
    (_("Read about choices"), "aids:all"),
    (_("Pages to read and take home"), "materials:all"),
    (_("How letters reach me"), "post:reach"),
    (_("How I sign in"), "people:signing_in"),
]
# The same for those who have a duty.
BESIDES_BY_DUTY = {
    "board": [(_("Review desk"), "editorial:desk")],
    "editor": [(_("Review desk"), "editorial:desk")],
}
# The rooms of one patient's record, in the order in which they are shown (label, url name).
SECTIONS = [
    (_("About"), "partnership:about"),
    (_("Team"), "partnership:team"),
    (_("Who speaks"), "partnership:speaking"),
    (_("Meetings"), "meetings:meetings"),
    (_("Choices"), "decisions:choices"),
    (_("A try for a time"), "decisions:tries"),
    (_("Support"), "support:support"),
    (_("Handouts given"), "partnership:handouts"),
]
# What else can be written down while a family talk goes on (label, url name; the patient is its argument).
TALK_LINKS = [(_("Write down a try for a time"), "decisions:plan_try")]
# What can be done with a choice aid besides reading it (label, url name; the aid's version is its argument).
AID_LINKS = [(_("Start this choice"), "home:begin")]

# A language model that may put the quotations of an answer in order; None: off (answers/joining_process.py).
LANGUAGE_MODEL = endpoint_from(
    url=os.environ.get("ALONGSIDE_MODEL_URL", ""),
    model=os.environ.get("ALONGSIDE_MODEL_NAME", ""),
    key_file=os.environ.get("ALONGSIDE_MODEL_KEY_FILE", ""),
    seconds=os.environ.get("ALONGSIDE_MODEL_SECONDS", "6"),
)
