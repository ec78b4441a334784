"""A change of the library in a process of its own: told as it goes, whatever becomes of it."""

import fcntl
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from knowledge import LibraryChange, add_documents, open_library, snapshots
from knowledge.changing import change_state, files_folder, planned_change, start_change
from knowledge.changing import write as write_json

LONGEST_WAIT = 120


@pytest.fixture
def settings(settings, write):
    """A library with one document, embedded by a fake model."""
    add_documents(settings, [write("harbour.md", "# Harbour\n\nThe sample harbour has 3 piers.")])
    return settings


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "change"
    files_folder(made).mkdir(parents=True)
    return made


def finished(folder):
    end = time.monotonic() + LONGEST_WAIT
    while (state := change_state(folder)).status == "running":
        assert time.monotonic() < end, state
        time.sleep(0.05)
    return state


def change(settings, folder, action, **about):
    start_change(settings, folder, LibraryChange(action, **about))
    return finished(folder)


def put(folder, name="boats.md", text="# Boats\n\nThere are 214 sample boats.\n"):
    (files_folder(folder) / name).write_text(text, encoding="utf-8")


def titles(settings):
    library = open_library(settings)
    try:
        return [document.title for document in library.documents()]
    finally:
        library.close()


def test_files_are_added_and_told_one_by_one(settings, folder):
    put(folder)
    put(folder, "empty.txt", "")

    state = change(settings, folder, "add", given={})

    assert state.status == "done"
    told = {each["name"]: (each["outcome"], each["action"]) for each in state.report["files"]}
    assert told == {"boats.md": ("ok", "added"), "empty.txt": ("empty_scanned", "none")}
    assert "Boats" in titles(settings)


def test_a_preview_tells_what_would_be_done_and_does_nothing(settings, folder):
    before = titles(settings)
    put(folder)

    state = change(settings, folder, "preview")

    (told,) = state.report["files"]
    assert told["action"] == "added"
    assert told["document"]["title"] == "Boats"
    assert "There are 214 sample boats." in told["document"]["beginning"]
    assert titles(settings) == before
    assert planned_change(folder).action == "preview"


def test_no_path_of_the_server_is_told(settings, folder):
    put(folder, "empty.txt", "")

    state = change(settings, folder, "preview")

    assert str(folder) not in str(state)
    assert "empty.txt" in str(state)


def test_a_document_is_replaced_and_keeps_what_is_known_of_it(settings, folder):
    put(folder)
    change(settings, folder, "add", given={"publisher": "Sample office", "kind": "report"})
    (files_folder(folder) / "boats.md").unlink()
    put(folder, "ships.md", "# Ships\n\nThere are 9 sample ships.\n")
    library = open_library(settings)
    (old,) = [each for each in library.documents() if each.title == "Boats"]
    library.close()

    state = change(settings, folder, "replace", target=old.id)

    library = open_library(settings)
    (new,) = [each for each in library.documents() if each.title == "Ships"]
    library.close()
    assert state.report["files"][0]["action"] == "replaced"
    assert (new.publisher, new.kind) == ("Sample office", "report")
    assert "Boats" not in titles(settings)


def test_a_file_that_cannot_be_read_replaces_nothing(settings, folder):
    put(folder, "empty.txt", "")
    library = open_library(settings)
    (old,) = library.documents()
    library.close()

    state = change(settings, folder, "replace", target=old.id)

    assert state.report["files"][0]["outcome"] == "empty_scanned"
    assert titles(settings) == [old.title]


def test_a_document_is_removed_and_brought_back(settings, folder):
    put(folder)
    change(settings, folder, "add")
    before = snapshots.pointed_at(settings.home)
    library = open_library(settings)
    (boats,) = [each for each in library.documents() if each.title == "Boats"]
    library.close()

    removed = change(settings, folder, "remove", target=boats.id)
    without = titles(settings)
    back = change(settings, folder, "rollback", target=before)

    assert removed.report["removed"] == ["Boats"]
    assert "Boats" not in without
    assert back.status == "done"
    assert "Boats" in titles(settings)


def test_what_cannot_be_done_is_told_in_our_words(settings, folder):
    state = change(settings, folder, "remove", target="nothing")

    assert state.status == "failed"
    assert "nothing: no document has this id" in state.message


def test_a_fault_of_ours_is_told_without_its_details(settings, folder):
    (files_folder(folder)).rmdir()

    state = change(settings, folder, "add")

    assert state.status == "failed"
    assert "because of a fault of the server; the library is as it was" in state.message
    assert "FileNotFoundError" in (folder / "log").read_text("utf-8")


def test_a_process_that_is_killed_is_told_from_one_that_works(settings, folder):
    put(folder)
    with snapshots.ingest_lock(settings.home):
        start_change(settings, folder, LibraryChange("add"))
        end = time.monotonic() + LONGEST_WAIT
        while (state := change_state(folder)).stage != "Waiting":
            assert time.monotonic() < end
            time.sleep(0.05)
        kill_process_of(folder)
    after = finished(folder)

    assert state.status == "running"
    assert after.status == "failed"
    assert "was broken off; the library is as it was" in after.message


def kill_process_of(folder):
    """Kill the process that works on the change of a folder."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            said = path.read_bytes()
            if b"knowledge.change_process" in said and str(folder.resolve()).encode() in said:
                os.kill(int(path.parent.name), signal.SIGKILL)


def test_a_change_waits_for_another_one(settings, folder):
    put(folder)
    with snapshots.ingest_lock(settings.home):
        start_change(settings, folder, LibraryChange("add"))
        end = time.monotonic() + LONGEST_WAIT
        while change_state(folder).stage != "Waiting":
            assert time.monotonic() < end
            time.sleep(0.05)

    assert finished(folder).status == "done"
    assert "Boats" in titles(settings)


def test_what_is_being_written_is_never_read_by_half(folder):
    write_json(folder / "progress.json", {"stage": "Reading", "done": 1, "total": 2})
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = change_state(folder)
        (folder / "progress.json").write_text('{"stage": "Rea', encoding="utf-8")
        torn = change_state(folder)

    assert (state.stage, state.done, state.total) == ("Reading", 1, 2)
    assert (torn.status, torn.stage) == ("running", "Starting")


def test_what_would_be_added_can_be_told_without_adding_it(settings, folder):
    put(folder)

    report = add_documents(settings, [files_folder(folder) / "boats.md"], dry_run=True)

    assert report.dry_run
    assert [document.title for document in report.added] == ["Boats"]
    assert "Boats" not in titles(settings)
