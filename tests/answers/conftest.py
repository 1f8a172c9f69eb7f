"""Each test has an index folder of its own."""

import pytest

from tests.answers.asking import House, fill_library, make_house


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.LIBRARY_INDEX = tmp_path / "index"


@pytest.fixture
def house(family) -> House:
    """People, and a library that is empty."""
    return make_house(family)


@pytest.fixture
def library(house) -> House:
    """People, and the shipped summaries with their index."""
    fill_library()
    return house
