"""The shared index's own duties: its lock, its extra, its storage. The rest is in the conformance tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from alongside.sources.index import lance
from alongside.sources.index.protocol import (
    IndexBusy,
    IndexCorrupt,
    IndexProblem,
    SearchRequest,
)
from tests.sources.index_examples import LIBRARY, HashedWords


def test_without_its_package_it_says_which_extra_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lance, "find_spec", lambda _name: None)
    with pytest.raises(IndexProblem, match=r"needs the package lancedb, which is not installed"):
        lance.LanceIndex(str(tmp_path))


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[], lance.LanceIndex]:
    return lambda: lance.LanceIndex(str(tmp_path / "lance"), HashedWords())


@pytest.mark.slow
def test_a_lock_left_behind_is_kept_for_six_hours_and_then_broken(
    opened: Callable[[], lance.LanceIndex],
) -> None:
    index = opened()
    row = {"what": "being built anew", "until": "2999-01-01T00:00:00+00:00"}
    index._database.create_table(lance.WRITING, [row])
    with pytest.raises(IndexBusy, match=r"is being built anew by another process\. This change was not made"):
        index.rebuild(LIBRARY, sequence=1)
    index._database.create_table(
        lance.WRITING, [{**row, "until": "2001-01-01T00:00:00+00:00"}], mode="overwrite"
    )
    assert opened().rebuild(LIBRARY, sequence=1).passages == len(LIBRARY)
    assert opened().put([], sequence=2) == 0


@pytest.mark.slow
def test_a_lost_table_is_damage_and_mended_by_a_rebuild(opened: Callable[[], lance.LanceIndex]) -> None:
    index = opened()
    index.rebuild(LIBRARY, sequence=1)
    index._database.drop_table("passages_000001")
    with pytest.raises(IndexCorrupt, match=r"cannot be read .* build the index again from the library"):
        index.search(SearchRequest(text="stroke"))
    index.rebuild(LIBRARY, sequence=2)
    assert index.search(SearchRequest(text="stroke"))[0].passage_id == "afib.1"


@pytest.mark.slow
def test_only_the_serving_table_and_the_one_before_it_are_kept(
    opened: Callable[[], lance.LanceIndex],
) -> None:
    index = opened()
    for sequence in range(1, 5):
        index.rebuild(LIBRARY[:2], sequence=sequence)
    assert index._tables() == ["passages_000003", "passages_000004"]


@pytest.mark.slow
def test_a_storage_that_cannot_be_reached_is_told() -> None:
    storage = {
        "aws_access_key_id": "made-up",
        "aws_secret_access_key": "made-up",
        "endpoint": "http://127.0.0.1:9",
        "region": "us-east-1",
        "allow_http": "true",
        "client_max_retries": "0",
        "connect_timeout": "1s",
        "timeout": "1s",
    }
    with pytest.raises(IndexCorrupt, match=r"cannot be read .*Check the storage"):
        lance.LanceIndex("s3://evidence/library", HashedWords(), storage)
