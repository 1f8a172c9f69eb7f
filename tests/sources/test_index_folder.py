"""The embedded index when its files are missing, damaged, left over, locked or the disk is full."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.sources.index.folder import IndexFolder, Marker
from alongside.sources.index.protocol import (
    IndexBusy,
    IndexCorrupt,
    IndexMissing,
    Passage,
    SearchRequest,
    StorageFailed,
)
from alongside.sources.index.tandem import TandemIndex
from tests.sources.index_examples import LIBRARY, HashedWords, passage

STROKE = SearchRequest(text="stroke")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    TandemIndex(tmp_path / "index", HashedWords()).rebuild(LIBRARY, sequence=5)
    return tmp_path / "index"


def reader(root: Path) -> TandemIndex:
    return TandemIndex(root, HashedWords())


def generations(root: Path) -> list[str]:
    return [path.name for path in IndexFolder(root).generations()]


def test_a_place_that_is_a_file_holds_no_index(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder")
    with pytest.raises(IndexMissing, match="Build it from the library"):
        reader(tmp_path / "index").search(STROKE)
    with pytest.raises(StorageFailed, match=r"could not be written .*File exists"):
        reader(tmp_path / "index").rebuild(LIBRARY, sequence=1)


@pytest.mark.parametrize("content", ["", "generation-000099", "../../etc", "generation-000001/..", "\n"])
def test_a_pointer_to_nowhere_is_damage(root: Path, content: str) -> None:
    (root / "CURRENT").write_text(content)
    with pytest.raises(
        IndexCorrupt, match=r"is damaged: CURRENT names .* which is not there\. Build it again"
    ):
        reader(root).search(STROKE)


def test_a_pointer_of_other_bytes_is_damage(root: Path) -> None:
    (root / "CURRENT").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(IndexCorrupt, match=r"is damaged: CURRENT cannot be read"):
        reader(root).search(STROKE)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"sequence": "many"}', b"\xff"])
def test_a_marker_that_cannot_be_read_is_damage(root: Path, content: bytes) -> None:
    (root / "generation-000001" / "marker.json").write_bytes(content)
    with pytest.raises(IndexCorrupt, match=r"is damaged: generation-000001/marker\.json cannot be read"):
        reader(root).stats()


def test_an_index_of_another_format_is_not_read(root: Path) -> None:
    folder = IndexFolder(root)
    folder.write_marker(folder.current(), Marker(format=99))
    with pytest.raises(IndexCorrupt, match=r"it has format 99, this program reads format 1\. Build it again"):
        reader(root).search(STROKE)


@pytest.mark.parametrize("ending", ["term", "idx", "fast", "store", "fieldnorm"])
@pytest.mark.parametrize("content", [b"", b"\x00" * 64], ids=["emptied", "overwritten"])
def test_a_damaged_word_file_is_told_and_mended_by_a_rebuild(root: Path, ending: str, content: bytes) -> None:
    for path in (root / "generation-000001" / "words").glob(f"*.{ending}"):
        path.write_bytes(content)
    index = reader(root)
    with pytest.raises(IndexCorrupt, match=r"is damaged: .*Build it again from the library"):
        index.search(STROKE)
    index.rebuild(LIBRARY, sequence=6)
    assert index.search(STROKE)[0].passage_id == "afib.1"


def test_a_lost_word_folder_is_damage(root: Path) -> None:
    words = root / "generation-000001" / "words"
    words.rename(root / "elsewhere")
    with pytest.raises(IndexCorrupt, match="is damaged"):
        reader(root).search(STROKE)


@pytest.mark.parametrize("name", ["vectors.f32", "vectors.keys"])
def test_a_vector_file_cut_short_is_damage(root: Path, name: str) -> None:
    path = root / "generation-000001" / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexCorrupt, match=r"vectors\.f32 has 15 rows instead of 16"):
        reader(root).search(STROKE)


def test_rows_that_a_crash_left_at_the_end_are_written_over(root: Path) -> None:
    path = root / "generation-000001" / "vectors.f32"
    path.write_bytes(path.read_bytes() + b"\x01" * 777)
    index = reader(root)
    index.put([passage("new.1", "Grab bars", "Grab bars in the bathroom prevent falls.")], sequence=6)
    hit = reader(root).search(SearchRequest(text="Grab bars in the bathroom prevent falls"))[0]
    assert hit.passage_id == "new.1"
    assert hit.meaning is not None
    assert hit.meaning > 0.8


def test_a_generation_that_a_crash_left_is_swept_by_the_next_rebuild(root: Path) -> None:
    IndexFolder(root).next_generation()
    assert generations(root) == ["generation-000001", "generation-000002"]
    reader(root).rebuild(LIBRARY, sequence=6)
    assert generations(root) == ["generation-000002"]


def test_a_reader_keeps_its_snapshot_of_a_generation_that_is_gone(root: Path) -> None:
    index = reader(root)
    snapshot = index._current()
    index.rebuild([], sequence=6)
    assert not snapshot.generation.exists()
    assert len(snapshot.words.search(STROKE, 10)) == 1
    assert index.search(STROKE) == ()


def test_the_lock_falls_with_the_process_that_held_it(root: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from alongside.sources.index.folder import IndexFolder\n"
        "with IndexFolder(pathlib.Path(sys.argv[1])).writing('being built anew'):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(
            IndexBusy, match=r"is being built anew by another process\. This change was not made"
        ):
            reader(root).rebuild(LIBRARY, sequence=6)
        other.kill()
        other.wait()
    assert reader(root).rebuild(LIBRARY, sequence=6).sequence == 6


FULL_DISK = """
import pathlib, resource, signal, sys
from alongside.sources.index.protocol import SearchRequest, StorageFailed
from alongside.sources.index.tandem import TandemIndex
from tests.sources.index_examples import LIBRARY, HashedWords, passage

index = TandemIndex(pathlib.Path(sys.argv[1]), HashedWords())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
many = [passage(f"p{n}.1", f"Title {n}", f"unheard{n} " * 50) for n in range(400)]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
for change in (index.put, index.rebuild):
    try:
        change(many, sequence=9)
    except StorageFailed as error:
        print("The index as it was keeps serving." in str(error))
print(index.sequence, index.search(SearchRequest(text="stroke"))[0].passage_id)
"""


@pytest.mark.parametrize("room", [3_000, 30_000], ids=["no room for words", "no room for vectors"])
def test_a_full_disk_loses_nothing_and_says_so(root: Path, room: int) -> None:
    """A limit on file size, set by the operating system, stands for the full disk."""
    command = [sys.executable, "-c", FULL_DISK, str(root), str(room)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout == "True\nTrue\n5 afib.1\n", done.stderr[-2000:]
    assert generations(root) == ["generation-000001"]
    assert reader(root).put([LIBRARY[0]], sequence=9) == 1
    assert reader(root).stats().passages == len(LIBRARY) - 1


def test_an_id_that_comes_twice_is_refused_before_anything_changes(root: Path) -> None:
    index = reader(root)
    with pytest.raises(ValueError, match=r"The passage 'afib\.1' came twice"):
        index.put([LIBRARY[0], LIBRARY[0]], sequence=6)
    assert (index.sequence, index.stats().passages) == (5, len(LIBRARY))


def test_vectors_of_words_met_before_are_taken_over_by_a_rebuild(root: Path) -> None:
    class Counting(HashedWords):
        def __init__(self) -> None:
            self.seen: list[str] = []

        def vectors(self, texts):  # type: ignore[no-untyped-def]
            self.seen.extend(texts)
            return super().vectors(texts)

    embedder = Counting()
    new = passage("new.1", "Grab bars", "prevent falls")
    index = TandemIndex(root, embedder)
    before = index.search(STROKE)
    index.rebuild([*LIBRARY, new], sequence=6)
    assert embedder.seen == ["Grab bars prevent falls"]
    assert [(hit.passage_id, hit.meaning) for hit in index.search(STROKE)][:1] == [
        (hit.passage_id, hit.meaning) for hit in before
    ][:1]


def test_the_status_says_what_search_by_meaning_lacks(root: Path) -> None:
    assert reader(root).stats().said == ()
    words = TandemIndex(root, None, off="The model file is not there.")
    assert words.stats().said == ("The model file is not there.",)
    words.put([passage("new.1", "Grab bars", "prevent falls")], sequence=6)
    assert reader(root).stats().said == (
        "1 passage can be found by words only, not yet by meaning. "
        "Work out their meaning, or build the index anew.",
    )
    assert reader(root).search(SearchRequest(text="grab bars"))[0].passage_id == "new.1"


def test_another_embedder_is_not_mixed_with_the_old_vectors(root: Path) -> None:
    class Other(HashedWords):
        name = "other"

    index = TandemIndex(root, Other())
    assert index.stats().said == (
        "The index was made with hashed-words. Build it anew to search by meaning with other.",
    )
    assert index.search(STROKE)[0].meaning is None
    index.rebuild(LIBRARY, sequence=6)
    assert index.stats().said == ()
    assert index.search(STROKE)[0].meaning is not None


def test_passages_are_read_as_they_come_not_all_at_once(tmp_path: Path) -> None:
    given: list[int] = []

    class Watching(HashedWords):
        def vectors(self, texts):  # type: ignore[no-untyped-def]
            given.append(taken)
            return super().vectors(texts)

    taken = 0

    def passages() -> Iterator[Passage]:
        nonlocal taken
        for number in range(1_100):
            taken = number + 1
            yield passage(f"p{number}.1", f"Title {number}", "words")

    TandemIndex(tmp_path / "index", Watching()).rebuild(passages(), sequence=1)
    assert given == [512, 1_024, 1_100]
