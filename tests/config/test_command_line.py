"""The command line: data on standard output, complaints on standard error, exit codes."""

import pytest
from typer.testing import CliRunner

from alongside.config.command_line.main import app

runner = CliRunner()


def test_a_file_that_is_not_there_is_said_plainly():
    result = runner.invoke(app, ["aid", "check", "no-such-file.yaml"])
    assert result.exit_code == 2
    assert "no-such-file.yaml cannot be read: No such file or directory." in result.stderr


@pytest.mark.parametrize("words", [[], ["aid"], ["user"], ["trail"]])
def test_without_a_command_the_help_is_shown(words):
    assert "Usage" in runner.invoke(app, words).output


def test_serving_beyond_this_machine_without_tls_is_refused():
    import typer

    from alongside.config.command_line.serving import _check_address

    with pytest.raises(typer.Exit):
        _check_address("0.0.0.0")
    _check_address("127.0.0.1")


def test_the_published_example_reads_as_published_and_few_sentences_are_said_to_be_few():
    """Flesch ease 116 and grade -1.45: the usual example of both formulas."""
    told = runner.invoke(app, ["reading", "-"], input="The cat sat on the mat.")
    assert told.exit_code == 0
    for line in ("flesch_ease: 116.1", "flesch_kincaid: -1.4", "(a hint under 30 sentences)", "indicative"):
        assert line in told.output


def test_a_hard_sentence_is_told_with_its_reason_and_what_to_say_instead():
    told = runner.invoke(app, ["reading", "-"], input="Utilize the medication that the physician prescribed.")
    assert told.exit_code == 1
    assert "Some words are long or not known to all: Utilize" in told.output
    assert "Plainer: Utilize = use; medication = medicine; physician = doctor" in told.output
