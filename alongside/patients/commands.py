"""`alongside import`: read a table, show what it would do, and do it."""

from alongside.patients import actions, importing, queries
from alongside.patients.doors import work_of


def bring_in(data: bytes, *, zone: str = "UTC", dry_run: bool = False) -> importing.Plan:
    """Plan what a file would do and, unless `dry_run` or there are errors, do it in one transaction.

    Returns the plan: its errors by line, and for each good row whether it is added, changed or the same.
    Raises NotATable when the file as a whole cannot be read.
    """
    table = importing.read(data, zone=zone)
    with work_of("import", purpose=f"{'look at' if dry_run else 'bring in'} {table.kind}"):
        plan = importing.plan(table, queries.known_for_import())
        if not dry_run and not plan.errors:
            actions.bring_in(plan=plan)
    return plan


def told(plan: importing.Plan, *, dry_run: bool) -> list[str]:
    """The plan in sentences, errors first; for people at a terminal."""
    lines = [f"Line {error.line}: {error.sentence}" for error in plan.errors]
    counts = ", ".join(f"{plan.count(deed)} to {word}" for deed, word in _WORDS.items())
    counts += f", {plan.count(importing.Deed.SAME)} the same"
    done = "Nothing was changed." if dry_run or plan.errors else "Done."
    return [*lines, f"{plan.kind}: {counts}. {done}"]


_WORDS = {importing.Deed.ADD: "add", importing.Deed.CHANGE: "change"}
