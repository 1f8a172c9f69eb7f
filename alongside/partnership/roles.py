"""What people of a care team do, in plain words; and the words of the promise to begin from."""

from alongside.plain.marked import N_

# Role in a team or profession, to what a patient may read about it.
ROLE_WORDS: dict[str, str] = {
    N_("attending"): N_("The head doctor. Has the last word on the plan, and makes it with you."),
    N_("doctor"): N_("Finds out what is wrong. Plans your care with you."),
    N_("resident"): N_("A doctor who is here each day and works with the head doctor."),
    N_("nurse"): N_("Is close to you day and night. Gives your care and sees how you are."),
    N_("pharmacist"): N_("Knows all about drugs. Makes sure that yours are safe and fit you."),
    N_("interpreter"): N_("Turns each word into your language, and keeps it to themselves."),
    N_("social worker"): N_("Helps with home, money, work and family."),
    N_("physiotherapist"): N_("Helps you move, breathe and get strong again."),
    N_("dietitian"): N_("Helps you get the food that you need."),
    N_("chaplain"): N_("Is there to talk and to listen, with faith or without."),
    N_("respiratory therapist"): N_("Helps you breathe and cares for the breathing machine."),
    N_("psychologist"): N_("Helps with fear, worry and sad thoughts."),
    N_("speech therapist"): N_("Helps you talk and swallow."),
}
LEADS_WORDS = N_("Ask for this person when you are not sure who to ask.")
OTHER_ROLE = N_("Is part of your team. Ask what they do: they like to tell you.")
PROMISE = N_(
    "We care for you together with you. We tell you what we know and what we do not know. "
    "We ask what matters to you, and we listen. Nothing about you is planned without you."
)


def role_words(role: str, profession: str = "") -> str:
    """The plain words of a role; of the profession where the role has none."""
    return ROLE_WORDS.get(role.casefold()) or ROLE_WORDS.get(profession.casefold()) or OTHER_ROLE


def initials(full_name: str) -> str:
    """A face when there is no picture: first letters of the first and the last name."""
    parts = [part for part in full_name.split() if part[0].isalpha()]
    chosen = parts[:1] + parts[1:][-1:]
    return "".join(part[0] for part in chosen).upper()
