"""A search index of its own for every test of the library."""

from pathlib import Path

import pytest


@pytest.fixture
def index_folder(db: None, settings, tmp_path: Path) -> Path:
    settings.LIBRARY_INDEX = tmp_path / "index"
    return tmp_path / "index"
