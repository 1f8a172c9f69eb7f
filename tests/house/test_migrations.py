"""The models and the migrations say the same."""

import pytest
from django.core.management import call_command

from alongside.patients.models import Stay


def nothing_to_migrate() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_migration_is_missing(db):
    nothing_to_migrate()


def test_django_finds_nothing_wrong_with_settings_models_and_addresses(db):
    call_command("check", databases=["default"], fail_level="WARNING", verbosity=0)


def test_a_field_without_its_migration_would_be_noticed(db, monkeypatch):
    monkeypatch.setattr(Stay._meta.get_field("ended_at"), "null", False)
    with pytest.raises(SystemExit):
        nothing_to_migrate()
