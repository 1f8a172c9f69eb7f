"""How well the balance check sees what is open, over the written conversations of tests/spec/balance.

`python -m benchmarks.balance` prints sensitivity and false alarms; `--write` also writes the two pages of
the documentation that show every conversation and every rule. A test fails when those are not current.
"""

import argparse
from collections.abc import Callable, Iterable

from alongside.decisions.balance.reasons import REASON_WORDS, Reason
from alongside.decisions.balance.rule import MENDED_WORDS, Failure, Rule
from alongside.decisions.balance.table import BY_ID, RULES
from tests.decisions.vignettes import SETTINGS, Vignette, vignettes
from tests.installation import CHECKOUT

WRITTEN = "This page is written by `python -m benchmarks.balance --write`."
EXPLAINED = {
    Failure.PATERNALISM: "Something was settled before the person had a part in it",
    Failure.ABANDONMENT: "The person was left alone with it",
    Failure.ACQUIESCENCE: "Something was gone along with, and the difference was not said",
    Failure.ASSUMPTION: "Something was guessed that could have been asked",
}


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.0f} %)" if whole else "none"


def measured(cases: list[Vignette]) -> list[tuple[str, str, str]]:
    """(of what, found of what should be found, what nobody expected), for each way to fail and all."""
    rows = []
    for failure in [*Failure, None]:
        mine = {rule.id for rule in RULES if failure in {rule.failure, None}}
        expected = sum(len(case.expected & mine) for case in cases)
        missed = sum(len(case.missed & mine) for case in cases)
        false = sum(len(case.false_alarms & mine) for case in cases)
        rows.append(
            (EXPLAINED[failure] if failure else "All", share(expected - missed, expected), str(false))
        )
    return rows


def peace(cases: list[Vignette]) -> str:
    """How many of the conversations that lack nothing are left in peace."""
    good = [case for case in cases if not case.expected]
    return share(sum(1 for case in good if not case.found), len(good))


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["--"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def vignette_page() -> str:
    cases = vignettes()
    parts = [
        "# The balance check on written conversations",
        WRITTEN,
        f"{len(cases)} short conversations were written, and for each it was decided what should be said to "
        "be still open, before any rule was run on them (`tests/spec/balance/`). All people in them are made "
        "up. They were written by the people who wrote the rules, so the numbers below say that the rules do "
        "what was meant; they do not say how often real talks go well, or that nothing else can go wrong.",
        table(["What is looked for", "Seen", "Seen though nobody expected it"], measured(cases)),
        f"Conversations that lack nothing and are left in peace: {peace(cases)}.",
        "A rule reads what is written, and nothing else: words that were put into somebody's mouth look like "
        "their own, and a way that is only named looks like one that was offered.",
    ]
    for setting, title in SETTINGS.items():
        rows = [_case(case) for case in cases if case.setting == setting]
        parts += [
            f"## {title}",
            table(["Conversation", "What should be found", "What the rules say"], rows),
        ]
    return "\n\n".join(parts) + "\n"


def _case(case: Vignette) -> tuple[str, str, str]:
    wrong = [f"**not seen: {rule}**" for rule in sorted(case.missed)]
    wrong += [f"**not expected: {rule}**" for rule in sorted(case.false_alarms)]
    story = " ".join(case.story.split())
    return f"**{case.title}.** {story}", _ids(case.expected), "; ".join(wrong) or "the same"


def _ids(rules: Iterable[str]) -> str:
    return "<br>".join(rule for rule in BY_ID if rule in set(rules)) or "nothing"


def rule_page() -> str:
    parts = [
        "# The rules of the balance check",
        WRITTEN,
        f"{len(RULES)} rules. Each looks at what is written about one choice and says, to the team only, "
        "what is still open. It never blocks, scores or counts anybody. A reason closes it; an emergency, a "
        "single acceptable path and “they wanted our advice first” are said once and hold for all of it. "
        "`Rosa` stands for the person.",
    ]
    for failure in Failure:
        rows = [_rule(rule) for rule in RULES if rule.failure is failure]
        parts += [
            f"## {EXPLAINED[failure]}",
            table(["Rule", "What the team reads", "When to mend it", "What may close it", "Source"], rows),
        ]
    return "\n\n".join(parts) + "\n"


def _rule(rule: Rule) -> tuple[str, ...]:
    closes = "<br>".join(REASON_WORDS[reason] for reason in Reason if reason in rule.closes)
    sentence = rule.sentence.format(called="Rosa")
    return rule.id, sentence, MENDED_WORDS[rule.mended], closes, rule.source


PAGES: dict[str, Callable[[], str]] = {
    "docs/explanation/balance-vignettes.md": vignette_page,
    "docs/reference/balance-rules.md": rule_page,
}


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--write", action="store_true", help="write the pages of the documentation")
    cases = vignettes()
    print(table(["What is looked for", "Seen", "Not expected"], measured(cases)))
    print(f"\nConversations: {len(cases)}. Left in peace where nothing is lacking: {peace(cases)}.")
    if reading.parse_args().write:
        for place, page in PAGES.items():
            (CHECKOUT / place).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
