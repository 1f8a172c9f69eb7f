"""`alongside reading`: a text's grade, what makes it hard, and what to say instead."""

from typer.testing import CliRunner

from alongside.config.command_line.main import app

runner = CliRunner()


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
