"""No statement that goes to the database is put together from values (docs/adr/0021)."""

import ast

import pytest

from tests.installation import CHECKOUT

TAKES_SQL = {"execute", "executemany", "raw", "extra", "RawSQL", "SQL"}
# (file, function): why its statement may be text that is no constant. Nothing here comes from a request.
MAY = {
    (
        "config/postgres/picture.py",
        "picture_of",
    ): "queries of its own over the catalogues, with their one filter",
    (
        "config/postgres/roles.py",
        "create_roles",
    ): "role names and attributes of roles.py; run by the superuser",
    ("patients/doors.py", "_asked"): "called with two constants below",
    ("sources/index/lance.py", "put"): "no SQL: the shared index takes rows",
    ("trail/chains.py", "_one"): "called with one constant",
    ("trail/chains.py", "_walk"): "names of settings in the line above",
}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_fixed(said: ast.expr, constants: set[str]) -> bool:
    """A literal, a constant of the module, or psycopg's composition (its parts are looked at themselves)."""
    if isinstance(said, ast.Constant):
        return True
    if isinstance(said, ast.Name):
        return said.id in constants
    while isinstance(said, ast.Call) and isinstance(said.func, ast.Attribute) and said.func.attr != "SQL":
        if said.func.attr == "Composed":
            return True
        said = said.func.value
    return isinstance(said, ast.Call) and _name(said.func) == "SQL"


def put_together(source: str) -> list[str]:
    """The functions that hand over SQL which is not fixed, each as often as it does."""
    tree = ast.parse(source)
    constants = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.isupper()
    }
    places = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]

    def where(call: ast.Call) -> str:
        around = [one for one in places if one.lineno <= call.lineno <= (one.end_lineno or 0)]
        return max(around, key=lambda one: one.lineno).name if around else "the module"

    return [
        where(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and _name(node.func) in TAKES_SQL
        and node.args
        and not _is_fixed(node.args[0], constants)
    ]


def found() -> set[tuple[str, str]]:
    rooms = CHECKOUT / "alongside"
    return {
        (str(file.relative_to(rooms)), function)
        for file in rooms.rglob("*.py")
        if "migrations" not in file.parts
        for function in put_together(file.read_text(encoding="utf-8"))
    }


def test_no_statement_is_put_together_from_values():
    assert found() == MAY.keys()


@pytest.mark.parametrize(
    "statement",
    [
        "f\"SELECT * FROM t WHERE name = '{name}'\"",
        '"SELECT * FROM t WHERE name = %s" % name',
        '"SELECT * FROM t WHERE name = " + name',
        '"SELECT {}".format(name)',
        "name",
        "sql.SQL(name)",
    ],
)
def test_a_statement_put_together_from_a_value_would_be_noticed(statement):
    assert put_together(f"def find(cursor, name):\n    cursor.execute({statement})\n") == ["find"]


@pytest.mark.parametrize("statement", ['"SELECT 1"', "ALL", 'sql.SQL("SELECT {}").format(sql.Literal(name))'])
def test_a_fixed_statement_with_its_values_beside_it_is_no_fault(statement):
    source = f'ALL = "SELECT %s"\ndef find(cursor, name):\n    cursor.execute({statement}, [name])\n'
    assert put_together(source) == []
