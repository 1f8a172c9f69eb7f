"""Who may be shown each field of every table with a patient in it: one declaration, field by field.

The walls in the database let in by row; which fields of a row a page may show to whom is said here, and held
by the rule of the room that is named. A house test refuses a field that nobody has thought about, and a table
whose wall lets in more people than its fields name.
"""

from enum import StrEnum


class Reader(StrEnum):
    RECORD = "everybody with the record open: the patient, the team, those let in"
    PAIR = "the patient and the team"
    TEAM = "the team"
    RULE = "some of those with the record open, as a rule of the room says row by row"
    NOBODY = "no page: it holds rows together"


RECORD, PAIR, TEAM, RULE, NOBODY = Reader
SAID = "said_by recorded_by confirmed at"
TOLD = f"{SAID} said_by_name"
STATED = f"{SAID} recorded_at"
Fields = dict[Reader, str]

PATIENTS: dict[str, Fields] = {
    "patients_patient": {NOBODY: "id", RECORD: "person"},
    "patients_stay": {NOBODY: "id patient", RECORD: "unit started_at ended_at"},
    "patients_teammember": {NOBODY: "id patient", RECORD: "person role leads since until"},
    "patients_relative": {NOBODY: "id patient", RECORD: "person relation"},
    "patients_grant": {NOBODY: "id patient", RECORD: "person state since until", PAIR: "basis"},
    "patients_death": {
        NOBODY: "id patient number",
        RECORD: "died_at closes_at",
        TEAM: "because recorded_by recorded_at",
    },
}
# partnership/rules.py: may_read_topic, may_see_findings, may_read_said_back; team_queries: _met;
# speaking_queries: _open_to.
PARTNERSHIP: dict[str, Fields] = {
    "partnership_statement": {
        NOBODY: "id patient",
        RULE: f"{TOLD} topic about relation choice words taken_back corrects",
    },
    "partnership_wallpermission": {NOBODY: "id patient", RECORD: f"{TOLD} topic allowed"},
    "partnership_promise": {NOBODY: "id patient", RECORD: "words by at"},
    "partnership_introduction": {
        NOBODY: "id patient",
        RULE: "clinician role to to_name by recorded_by at",
    },
    "partnership_matter": {NOBODY: "id patient", RECORD: "name opened_by at"},
    "partnership_capacityassessment": {
        NOBODY: "id patient",
        RECORD: "matter found",
        PAIR: "supports reason by at",
    },
    "partnership_speaker": {
        NOBODY: "id patient",
        RULE: f"{TOLD} name person relationship willing reachable refused_by_patient holds_from holds_until",
    },
    "partnership_paper": {NOBODY: "id patient", RECORD: f"{TOLD} kind names says kept dated seen"},
    "partnership_earlierwish": {
        NOBODY: "id patient",
        RECORD: f"{TOLD} matter words in_own_words said_when sureness",
    },
    "partnership_speakerview": {NOBODY: "id patient", RECORD: f"{TOLD} matter name position words"},
    "partnership_standardused": {
        NOBODY: "id patient",
        RECORD: "matter standard highest_open choice reason by at",
    },
    "partnership_accessreview": {NOBODY: "id patient", PAIR: f"{TOLD} words"},
    "partnership_given": {NOBODY: "id patient", RECORD: "handout language to to_name by at"},
    "partnership_saidback": {
        NOBODY: "id patient",
        RULE: "given asked own_words gap told_again by at",
    },
}
# decisions/rules.py: may_read for what was said; may_see_what_is_open and may_write_note for the team's own.
DECISIONS: dict[str, Fields] = {
    "decisions_choice": {
        NOBODY: "id patient",
        RECORD: "aid matter language stratum reopens reopened_because opened_by opened_at",
    },
    "decisions_byhand": {NOBODY: "id patient choice", RECORD: f"{SAID} way kind words place takes_back"},
    "decisions_explained": {NOBODY: "id patient choice", RECORD: f"{SAID} words"},
    "decisions_saidback": {NOBODY: "id patient choice", RECORD: f"{SAID} asked own_words came_out gap"},
    "decisions_question": {NOBODY: "id patient choice", RECORD: f"{SAID} asks words place"},
    "decisions_answer": {NOBODY: "id patient question", RECORD: f"{SAID} words"},
    "decisions_whatmatters": {NOBODY: "id patient choice", RECORD: f"{SAID} outcome importance words"},
    "decisions_rolewanted": {NOBODY: "id patient choice", RECORD: f"{SAID} role words"},
    "decisions_view": {NOBODY: "id patient choice", RECORD: f"{SAID} option words takes_back"},
    "decisions_recommendation": {NOBODY: "id patient choice", RECORD: "option reason rests_on by at"},
    "decisions_ending": {
        NOBODY: "id patient choice",
        RECORD: f"{SAID} kind option reason next_step review_on told_of_difference",
    },
    "decisions_promptclosed": {NOBODY: "id patient choice", TEAM: "rule reason by at"},
    "decisions_notedraft": {
        NOBODY: "choice patient revision",
        TEAM: "kind sections revised_by revised_at",
    },
    "decisions_signednote": {
        NOBODY: "id patient choice account",
        RECORD: "number text digest amends_because signed_by signed_at",
    },
    "decisions_timelimitedtrial": {
        NOBODY: "id patient",
        RECORD: f"{SAID} treatments aim better worse hours who_decides started_at",
    },
    "decisions_trialreview": {
        NOBODY: "id patient trial",
        RECORD: "kind reason agreed_by longer_hours recorded_by at",
    },
}
# meetings/rules.py: may_read; may_see_both_estimates for guesses at the outlook; prompts speak to the team.
MEETINGS: dict[str, Fields] = {
    "meetings_familyfree": {
        NOBODY: "id patient recorded_at recorded_by",
        RECORD: "starts_at ends_at person",
    },
    "meetings_meeting": {
        NOBODY: "id patient recorded_at sequence opened_by",
        RECORD: "unit state starts_at began_at minutes room",
    },
    "meetings_meetingstep": {
        NOBODY: "id patient recorded_at meeting",
        RECORD: "step at starts_at room reason by",
    },
    "meetings_offeredtime": {NOBODY: "id patient recorded_at meeting round", RECORD: "starts_at room"},
    "meetings_guest": {NOBODY: "id patient recorded_at meeting", RECORD: "person part"},
    "meetings_reply": {NOBODY: "id patient meeting", RECORD: f"{STATED} coming"},
    "meetings_calendarletter": {
        NOBODY: "id patient recorded_at meeting sequence",
        RULE: "to method text",
    },
    "meetings_familywish": {NOBODY: "id patient", RECORD: f"{STATED} kind words"},
    "meetings_question": {NOBODY: "id patient meeting", RECORD: f"{STATED} moment words"},
    "meetings_questionfollowed": {NOBODY: "id patient question", RECORD: f"{STATED} kind moment words"},
    "meetings_dayplan": {NOBODY: "id patient", RECORD: f"{STATED} day today watch_for grade"},
    "meetings_roundsreply": {NOBODY: "id patient", RECORD: f"{STATED} day coming"},
    "meetings_noteline": {NOBODY: "id patient meeting", RECORD: f"{STATED} kind words"},
    "meetings_todo": {NOBODY: "id patient meeting", RECORD: f"{STATED} words owner due_on"},
    "meetings_tododone": {NOBODY: "id patient todo", RECORD: STATED},
    "meetings_teachback": {
        NOBODY: "id patient meeting",
        RECORD: f"{STATED} first asked own_words understood gap explained",
    },
    "meetings_outlookestimate": {NOBODY: "id patient", RULE: f"{STATED} side percent question"},
    "meetings_promptnote": {NOBODY: "id patient recorded_at meeting", TEAM: "prompt met by"},
    "meetings_meetingsummary": {
        NOBODY: "id patient recorded_at meeting",
        RECORD: "sections language grade verdict kept_although next_meeting closed_by",
    },
    "meetings_summarytranslation": {
        NOBODY: "id patient summary",
        RECORD: "recorded_at language sections grade verdict signed_by",
    },
}
# support/rules.py: OWN_OR_TEAM; the wall says the same.
SUPPORT: dict[str, Fields] = {
    "support_patientanswers": {
        NOBODY: "id patient unit",
        PAIR: f"{SAID} pack nervous worrying little_interest down worry words",
    },
    "support_patientrequest": {
        NOBODY: "id patient unit",
        PAIR: "kind state asked_at seen_to_by changed_at for_person asked_by",
    },
}
FIELDS = PATIENTS | PARTNERSHIP | DECISIONS | MEETINGS | SUPPORT


def declared(table: str) -> list[str]:
    """Every field that is declared for a table, as often as it is."""
    return [field for names in FIELDS.get(table, {}).values() for field in names.split()]


def those_let_in_read(table: str) -> bool:
    """Whether any field may be shown to somebody whom the patient let in."""
    return bool(FIELDS[table].keys() & {RECORD, RULE})
