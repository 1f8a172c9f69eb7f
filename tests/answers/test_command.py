"""`alongside ask`: what it prints, from the same steps as the page."""

import json

from alongside.answers import queries
from alongside.answers.models import AnswerVersion
from alongside.answers.readers import Reader
from alongside.config.command_line import ask
from tests.answers.asking import FOUNDING


def test_the_json_holds_every_claim_with_its_place_and_source(library):
    told = json.loads(json.dumps(ask._answer_json(queries.ask(FOUNDING), Reader.DOCTOR), default=str))
    assert told["sections"][0]["place"] == "short answer"
    claims = [claim for section in told["sections"] for claim in section["claims"]]
    assert {claim["citation"] for claim in claims} == {one["number"] for one in told["references"]}
    assert all(len(claim["sha256"]) == 64 and claim["start"] < claim["end"] for claim in claims)


def test_every_step_can_be_looked_at(library):
    steps = ask._steps(queries.ask(FOUNDING))
    assert list(steps) == ["understood", "topic", "found", "admitted", "left out", "refused", "chosen"]
    assert steps["topic"]["themes"] == ["partnership"]
    assert steps["chosen"]


def test_words_of_the_answer_are_printed_with_their_numbers(library, capsys):
    ask._print_answer(queries.ask(FOUNDING), Reader.NURSE)
    printed = capsys.readouterr().out
    assert printed.index("Practical steps") < printed.index("Benefits and harms")
    assert "[1]" in printed


def test_asking_at_the_command_line_keeps_nothing(library):
    before = AnswerVersion.objects.count()
    queries.ask("What is shared decision making?")
    assert AnswerVersion.objects.count() == before


def test_what_may_be_a_danger_is_told_beside_the_answer(library, capsys):
    message = "He told us he wants to die at home by the lake. What is a time-limited trial?"
    ask._print_answer(queries.ask(message), Reader.NURSE)
    printed = capsys.readouterr()
    assert printed.err.startswith("If this is happening now:")
    assert "A time-limited trial is" in printed.out
