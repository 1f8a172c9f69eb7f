"""Each test has an index folder of its own."""

import pytest

from alongside.sources import indexing
from alongside.sources.index.protocol import EmbedderChoice
from tests.answers.asking import House, fill_library, make_house


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.LIBRARY_INDEX = tmp_path / "index"


@pytest.fixture(autouse=True)
def one_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests need no second index; those that do ask for it (`test_across.py`)."""
    monkeypatch.setattr(indexing, "multilingual", lambda: EmbedderChoice(None, "off for this test"))


@pytest.fixture
def house(family) -> House:
    """People, and a library that is empty."""
    return make_house(family)


@pytest.fixture
def library(house) -> House:
    """People, and the shipped summaries with their index."""
    fill_library()
    return house
