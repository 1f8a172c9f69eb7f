"""The JSON Schema that authors' editors use is the one the program checks with."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from alongside.aids.document import json_schema
from tests.aids.good import good_aid

KEPT = Path(__file__).parents[2] / "docs" / "reference" / "choice-aid.schema.json"
WRITE_IT = "python -m alongside.aids.document > docs/reference/choice-aid.schema.json"


def test_the_kept_schema_is_generated_from_the_shapes() -> None:
    assert json.loads(KEPT.read_text()) == json.loads(json.dumps(json_schema())), (
        f"Write it again: {WRITE_IT}"
    )


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_another_program_with_the_schema_alone_takes_a_good_aid() -> None:
    assert list(Draft202012Validator(json.loads(KEPT.read_text())).iter_errors(good_aid())) == []


def test_another_program_with_the_schema_alone_refuses_an_arm_of_another_population() -> None:
    aid = good_aid()
    aid["comparisons"][0]["arms"][0]["population"] = "Children"
    assert list(Draft202012Validator(json.loads(KEPT.read_text())).iter_errors(aid))
