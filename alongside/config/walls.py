"""Which tables must stand behind the second wall: what the doctor and the house tests go by."""

from django.apps import apps

# Tables with people in them that need no wall of this kind, each with its reason.
NO_WALL = {
    "people_account": "read before anybody is known; holds a chosen name and no contact data",
    "people_clinician": "who works here is known to everybody here",
    "people_duty": "who works here is known to everybody here",
    "people_unitlead": "who answers for what a unit promises is known to everybody here",
    "aids_aidversion": "the library: names who loaded it, and no patient",
    "materials_handoutversion": "the library: names who loaded it, and no patient",
    "aids_draftstep": "the library: names who wrote it, and no patient",
    "editorial_edition": "the library: names who sent it in, and no patient",
    "editorial_boardmember": "who is on the board is known to everybody here",
    "editorial_review": "the library: names who checked it, and no patient",
    "editorial_signedexception": "the library: names who signed it, and no patient",
    "editorial_comment": "the library: names who said it at the desk, and no patient",
    "editorial_flag": "the library: names who looked at it, and no patient",
    "sources_document": "the library: names who added it, and no patient",
    "sources_intake": "the library: names who added it, and no patient",
}
# Policies that let every reader in, on purpose, each with its reason: (table, policy).
OPEN = {
    ("support_watch", "told_to_everybody"): "before the first question it is said who reads the answers",
    ("trail_entry", "the_gate_appends"): "the gate's own; nobody can sign in as it",
}
THEMSELVES = frozenset({"patients_patient", "people_person", "trail_entry"})


def tables_about_people() -> set[str]:
    """Every table that points at a patient or at a person, and those two themselves, and the trail."""
    found = set(THEMSELVES)
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            label = getattr(getattr(target, "_meta", None), "label", "")
            if field.concrete and label in ("patients.Patient", "people.Person"):
                found.add(model._meta.db_table)
    return found - NO_WALL.keys()
