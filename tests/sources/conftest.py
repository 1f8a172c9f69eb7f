"""A search index of its own for every test of the library."""

from pathlib import Path

import pytest

from alongside.sources import indexing
from alongside.sources.index.protocol import EmbedderChoice


@pytest.fixture
def index_folder(db: None, settings, tmp_path: Path) -> Path:
    settings.LIBRARY_INDEX = tmp_path / "index"
    return tmp_path / "index"


@pytest.fixture(autouse=True)
def one_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second index, across languages, has tests of its own."""
    monkeypatch.setattr(indexing, "multilingual", lambda: EmbedderChoice(None, "off for this test"))
