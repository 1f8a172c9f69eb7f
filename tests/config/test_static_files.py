"""The files of pages are gathered once, and held to be there only when they are on the disk."""

from pathlib import Path

import pytest

from alongside.config import installation


def test_the_mark_that_they_are_there_comes_after_they_were_brought_to_the_disk(
    tmp_path, settings, monkeypatch
):
    settings.STATIC_ROOT = str(tmp_path)
    found: list[tuple[bool, bool]] = []

    def look(folder: Path) -> None:
        found.append(((folder / "staticfiles.json").stat().st_size > 0, any(folder.glob(".made-from-*"))))

    monkeypatch.setattr(installation, "sync_tree", look)
    installation.collect_static()
    installation.collect_static()
    assert found == [(True, False)]
    assert any(tmp_path.glob(".made-from-*"))


@pytest.mark.parametrize("lost", ["staticfiles.json", "web/alongside.css", "web/favicon.*.svg"])
def test_a_power_cut_on_the_way_has_them_gathered_anew(tmp_path, settings, monkeypatch, lost):
    settings.STATIC_ROOT = str(tmp_path)

    def cut(_folder: Path) -> None:
        next(tmp_path.glob(lost)).write_text("")
        raise SystemExit

    monkeypatch.setattr(installation, "sync_tree", cut)
    with pytest.raises(SystemExit):
        installation.collect_static()
    monkeypatch.undo()
    settings.STATIC_ROOT = str(tmp_path)
    installation.collect_static()
    assert next(tmp_path.glob(lost)).stat().st_size > 0
