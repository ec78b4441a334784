"""Snapshots: written once, published by one pointer, gone back to, and dropped when old."""

import shutil

import pytest

from knowledge import snapshots
from knowledge.contents import load, save
from knowledge.errors import (
    DamagedSnapshot,
    LibraryLocked,
    LibraryNotReady,
    LibraryNotWritable,
    UnknownSnapshot,
)
from knowledge.manifest import MANIFEST, Change, Manifest, write_manifest
from knowledge.snapshots import KEPT
from tests.fakes import make_contents
from tests.knowledge.homes import folders

CONTENTS = make_contents(["red boat", "rain"], ["green fruit"])


def fill(folder, action="add"):
    save(folder, CONTENTS)
    change = Change(action, added=1)
    write_manifest(
        folder, Manifest("2001-02-03T04:05:06+00:00", "sample model", "directory", 1, 2, 3, change)
    )
    return folder


def publish(home, action="add"):
    folder = fill(snapshots.new_folder(home), action)
    snapshots.publish(home, folder)
    return folder


def test_the_published_snapshot_is_the_current_one(home):
    folder = publish(home)

    assert snapshots.current(home) == folder


def test_what_is_not_published_is_not_current(home):
    folder = publish(home)
    fill(snapshots.new_folder(home))

    assert snapshots.current(home) == folder


def test_a_home_without_index_says_what_to_do(home):
    with pytest.raises(LibraryNotReady, match=r"no index yet.* python ingest\.py add PATH"):
        snapshots.current(home)


@pytest.mark.parametrize("name", ["", "gone", ".", ".."])
def test_a_pointer_to_nothing_is_damage(home, name):
    publish(home)
    (home / "CURRENT").write_text(name)

    with pytest.raises(DamagedSnapshot, match=r"index is incomplete\. Remove CURRENT"):
        snapshots.current(home)


def test_a_pointer_that_is_no_text_is_no_pointer(home):
    publish(home)
    (home / "CURRENT").write_bytes(b"\xff\xfe")

    assert snapshots.pointed_at(home) is None


def test_the_last_three_snapshots_are_kept(home):
    names = [publish(home).name for _ in range(KEPT + 2)]

    assert KEPT == 3
    assert folders(home) == names[-KEPT:]


def test_publishing_says_which_snapshots_it_dropped(home):
    first = publish(home)
    for _ in range(KEPT - 1):
        publish(home)

    assert snapshots.publish(home, fill(snapshots.new_folder(home))) == [first.name]


def test_the_published_snapshot_stays_after_the_clock_was_set_back(home):
    for _ in range(KEPT):
        publish(home)
    older = home / "snapshots" / "20010203T000000000000Z"
    older.mkdir()

    snapshots.publish(home, fill(older))

    assert snapshots.current(home) == older


def test_what_a_dead_build_left_is_removed_by_the_next(home):
    kept = publish(home)
    dead = snapshots.new_folder(home)
    (dead / "documents.jsonl").write_text("{}")

    folder = snapshots.new_folder(home)

    assert folders(home) == [kept.name, folder.name]


def test_a_dropped_snapshot_whose_removal_was_cut_short_is_gone_after_the_next(home, monkeypatch):
    old = [publish(home) for _ in range(KEPT)]
    newest = fill(snapshots.new_folder(home))
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", interrupt)
        with pytest.raises(KeyboardInterrupt, match="sample"):
            snapshots.publish(home, newest)

    last = publish(home)

    assert snapshots.current(home) == last
    assert folders(home) == [old[-1].name, newest.name, last.name]


def interrupt(*arguments, **options):
    raise KeyboardInterrupt("sample")


def test_a_snapshot_that_is_half_removed_cannot_be_gone_back_to(home, monkeypatch):
    old = [publish(home) for _ in range(KEPT)]
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", interrupt)
        with pytest.raises(KeyboardInterrupt, match="sample"):
            publish(home)

    assert old[0].is_dir()
    assert old[0] not in snapshots.kept(home)


def test_what_was_complete_but_never_published_is_removed_by_the_next(home):
    kept = publish(home)
    fill(snapshots.new_folder(home))

    folder = snapshots.new_folder(home)

    assert folders(home) == [kept.name, folder.name]


def test_what_was_never_published_is_not_gone_back_to(home):
    first = publish(home)
    never = fill(snapshots.new_folder(home))
    publish(home)

    assert snapshots.go_back(home) == first
    assert never not in [folder for folder, _ in snapshots.history(home)]


def test_a_file_beside_the_snapshots_stays(home):
    publish(home)
    (home / "snapshots" / "notes.txt").write_text("Sample.")

    publish(home)

    assert (home / "snapshots" / "notes.txt").exists()


def test_a_snapshot_can_be_copied_to_another_home(home, tmp_path):
    publish(home)
    shutil.copytree(home, tmp_path / "copy")
    shutil.rmtree(home)

    assert load(snapshots.current(tmp_path / "copy")).passages == CONTENTS.passages


def test_going_back_publishes_the_snapshot_before(home):
    _, second, _ = [publish(home) for _ in range(3)]

    assert snapshots.go_back(home) == second
    assert snapshots.current(home) == second


def test_going_back_twice_goes_back_by_two(home):
    first, *_ = [publish(home) for _ in range(3)]

    snapshots.go_back(home)

    assert snapshots.go_back(home) == first


def test_a_snapshot_is_gone_back_to_by_its_name(home):
    first, *_ = [publish(home) for _ in range(3)]

    snapshots.go_back(home, first.name)

    assert snapshots.current(home) == first


def test_after_going_back_a_later_snapshot_can_be_taken_up_again_by_its_name(home):
    _, second = [publish(home) for _ in range(2)]
    snapshots.go_back(home)

    snapshots.go_back(home, second.name)

    assert snapshots.current(home) == second


def test_an_unknown_name_says_which_there_are(home):
    first, second = [publish(home) for _ in range(2)]

    with pytest.raises(
        UnknownSnapshot, match=rf"no index unheard; there are: {first.name}, {second.name}\."
    ):
        snapshots.go_back(home, "unheard")

    assert snapshots.current(home) == second


def test_in_an_empty_home_there_is_no_snapshot_of_any_name(home):
    with pytest.raises(UnknownSnapshot, match=r"no index unheard; there are: none\."):
        snapshots.go_back(home, "unheard")


@pytest.mark.parametrize("count", [0, 1])
def test_with_nothing_before_there_is_no_going_back(home, count):
    for _ in range(count):
        publish(home)

    with pytest.raises(UnknownSnapshot, match="there is no earlier index to go back to"):
        snapshots.go_back(home)


def test_going_back_drops_nothing(home):
    names = [publish(home).name for _ in range(3)]

    snapshots.go_back(home, names[0])

    assert folders(home) == names


def test_a_damaged_snapshot_is_not_gone_back_to(home):
    first, second = [publish(home) for _ in range(2)]
    (first / "passages.jsonl").write_text("")

    with pytest.raises(DamagedSnapshot, match=r"passages\.jsonl: is not as it was written"):
        snapshots.go_back(home)

    assert snapshots.current(home) == second


def test_the_history_tells_what_each_snapshot_changed(home):
    made = [publish(home, action) for action in ("add", "sync", "remove")]

    found = [(folder, manifest.change.action) for folder, manifest in snapshots.history(home)]

    assert found == list(zip(made, ("add", "sync", "remove"), strict=True))


def test_the_history_leaves_out_what_cannot_be_gone_back_to(home):
    damaged, whole = publish(home), publish(home)
    (damaged / MANIFEST).write_text("{")

    assert [folder for folder, _ in snapshots.history(home)] == [whole]


def test_only_one_ingest_at_a_time(home):
    with (
        snapshots.ingest_lock(home),
        pytest.raises(LibraryLocked, match="another ingest is running"),
        snapshots.ingest_lock(home),
    ):
        pytest.fail("the lock was given twice")


def test_the_lock_is_free_again_after_a_failure(home):
    with pytest.raises(RuntimeError, match="sample"), snapshots.ingest_lock(home):
        raise RuntimeError("sample")

    with snapshots.ingest_lock(home):
        assert (home / "ingest.lock").exists()


def test_a_home_that_cannot_be_written_is_said_to_be_so(tmp_path):
    (tmp_path / "file").write_text("Sample.")

    with (
        pytest.raises(LibraryNotWritable, match=r"cannot be written .* set ASSISTANT_HOME"),
        snapshots.ingest_lock(tmp_path / "file"),
    ):
        pytest.fail("a file was taken for a home")
