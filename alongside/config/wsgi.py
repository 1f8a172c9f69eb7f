"""The application, as a WSGI server sees it."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
application = get_wsgi_application()


def _get_ready() -> None:
    from alongside.answers.queries import likeness  # models are only there once Django has started

    likeness()


# The first question should not wait for the embedding to load; danger that a rule finds never does.
threading.Thread(target=_get_ready, daemon=True).start()
