"""Fixtures for every test: the embedded database, clones of a migrated template, made-up people."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from alongside.config.home import current_home
from alongside.config.installation import collect_static
from alongside.config.postgres.servers import running_postgres
from tests import databases
from tests.family import Family, make_family
from tests.pseudo import write_catalogs

# Property tests judge what is computed, never how fast a busy machine was.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page that was served in another language leaves none behind for the next test."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def database_name() -> str:
    return f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"


@pytest.fixture(scope="session")
def template_database(django_db_blocker) -> Iterator[str]:
    with running_postgres(current_home()) as home:
        with django_db_blocker.unblock():
            collect_static()
            write_catalogs(Path(os.environ["ALONGSIDE_PSEUDO_LOCALES"]))
            name = databases.template(home)
        yield name


@pytest.fixture(scope="session")
def django_db_setup(template_database: str, database_name: str, django_db_blocker) -> Iterator[None]:
    """What pytest-django's `db` fixture stands on: a clone, connected to as the application's role."""
    with django_db_blocker.unblock():
        databases.clone(current_home(), template_database, database_name)
        yield
        for connection in connections.all():
            connection.close()
        databases.drop(current_home(), database_name)


@pytest.fixture
def committed(
    django_db_setup, template_database: str, database_name: str, django_db_blocker
) -> Iterator[None]:
    """A database in which transactions really commit; put back as it was afterwards."""
    with django_db_blocker.unblock():
        yield
        databases.clone(current_home(), template_database, database_name)


@pytest.fixture
def family(db) -> Family:
    return make_family()


@pytest.fixture
def committed_family(committed) -> Family:
    return make_family()


@pytest.fixture
def demonstration_database(committed) -> None:
    """A database whose owner has marked it as holding made-up people only."""
    databases.mark_as_demonstration()
