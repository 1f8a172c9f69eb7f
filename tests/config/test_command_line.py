"""The command line: data on standard output, complaints on standard error, exit codes."""

import json

import pytest
from typer.testing import CliRunner

from alongside.config.command_line.main import app
from tests.installation import CHECKOUT

AID = CHECKOUT / "alongside/aids/library/atrial-fibrillation.yaml"
runner = CliRunner()


def test_a_good_aid_file_is_said_to_hold():
    result = runner.invoke(app, ["aid", "check", str(AID)])
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, f"{AID}: this file can be loaded.")


def test_a_bad_aid_file_is_told_with_line_and_mend_and_exit_code_1():
    text = AID.read_text(encoding="utf-8").replace("denominator: 1000", "denominator: 250", 1)
    result = runner.invoke(app, ["aid", "check", "-", "--json"], input=text)
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["holds"] is False
    assert [finding["line"] > 0 and bool(finding["mend"]) for finding in told["findings"]].count(False) == 0


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
