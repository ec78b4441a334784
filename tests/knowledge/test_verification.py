"""No index is published that another process does not find whole."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from knowledge import add_documents, building, placing, snapshots, verification
from knowledge.encoder import MODEL_FILE
from knowledge.errors import DamagedSnapshot
from knowledge.manifest import MANIFEST, read_manifest
from knowledge.verification import verify, verify_apart
from tests.conftest import CORPUS
from tests.knowledge.homes import files, flipped, folders, found, state


def lose_a_sentence(patch):
    """Write one vector less into the store."""
    write = placing.chroma.write
    patch.setattr(
        placing.chroma,
        "write",
        lambda client, name, ids, documents, vectors: write(
            client, name, ids[1:], documents[1:], vectors[1:]
        ),
    )


def rename_a_sentence(patch):
    """Write a vector under a name that no sentence has."""
    name = placing.sentence_id
    patch.setattr(placing, "sentence_id", lambda each: name(each).replace("rain", "snow"))


def exchange_vectors(patch):
    """Write each vector under the name of another sentence."""
    write = placing.chroma.write
    patch.setattr(
        placing.chroma,
        "write",
        lambda client, name, ids, documents, vectors: write(
            client, name, ids, documents, vectors[::-1]
        ),
    )


def exchange_documents(patch):
    """Say of each vector that it belongs to another document."""
    write = placing.chroma.write
    patch.setattr(
        placing.chroma,
        "write",
        lambda client, name, ids, documents, vectors: write(
            client, name, ids, documents[::-1], vectors
        ),
    )


def count_fewer_words(patch):
    """Make the word statistics of a smaller library."""
    words = building.sentence_words
    patch.setattr(building, "sentence_words", lambda contents: list(words(contents))[1:])


def count_other_words(patch):
    """Make the word statistics of another library that is as large."""
    words = building.sentence_words
    patch.setattr(
        building,
        "sentence_words",
        lambda contents: [("Something else.", language) for _, language in words(contents)],
    )


def take_another_model(patch):
    """Put a model into the index that is not the one that made the vectors."""
    save = building.save

    def save_with_another_model(folder, contents):
        other_meanings(folder / "encoder" / MODEL_FILE)
        save(folder, contents)

    patch.setattr(building, "save", save_with_another_model)


def other_meanings(path):
    """Exchange the meanings that a compiled fake gives to words."""
    import onnx

    model = onnx.load(path)
    (table,) = model.graph.initializer
    values = onnx.numpy_helper.to_array(table)
    table.CopyFrom(onnx.numpy_helper.from_array(np.roll(values, 1, axis=1), table.name))
    onnx.save(model, path)


def change_a_file(patch):
    """Flip a bit after the manifest was written."""
    write = building.write_manifest

    def write_and_change(folder, manifest):
        write(folder, manifest)
        path = folder / "passages.jsonl"
        path.write_bytes(flipped(path.read_bytes()))

    patch.setattr(building, "write_manifest", write_and_change)


def miscount(patch):
    """Note another number of documents than there are."""
    make = building.Manifest
    patch.setattr(
        building, "Manifest", lambda **facts: make(**{**facts, "documents": facts["documents"] + 1})
    )


FAULTS = {
    lose_a_sentence: "has vectors of 4 of 5 sentences",
    rename_a_sentence: "has vectors of 5 of 5 sentences",
    exchange_vectors: "does not find itself",
    exchange_documents: "does not find itself",
    count_fewer_words: "has word statistics of .* entries",
    count_other_words: "its word statistics are",
    take_another_model: "its vectors are not of its model",
    change_a_file: r"passages\.jsonl: is not as it was written",
    miscount: "its manifest says",
}


@pytest.fixture
def fault(request, monkeypatch):
    with monkeypatch.context() as patch:
        request.param(patch)
        yield FAULTS[request.param]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__, indirect=True)
def test_an_index_with_a_fault_is_not_published_and_leaves_no_trace(
    settings, home, first_and_second, add, write, fault
):
    lamps = write("lamps.md", "The lamps shine. A blue harbour.")
    before = state(home)

    with pytest.raises(DamagedSnapshot, match=fault) as raised:
        add(lamps)

    assert "\n" not in str(raised.value)
    assert state(home) == before
    assert folders(home) == [folder.name for folder in first_and_second]
    assert found(settings, "rain", count=1) == ["Rain fell on the bridge."]


@pytest.mark.parametrize("fault", [exchange_vectors], indirect=True)
def test_a_fault_is_found_by_another_process(settings, home, first_and_second, boats, fault):
    before = state(home)

    with pytest.raises(
        DamagedSnapshot, match=rf"the check of the index failed: .*{fault}"
    ) as raised:
        add_documents(settings, [boats])

    assert "\n" not in str(raised.value)
    assert state(home) == before


def test_an_index_without_fault_passes_in_another_process(settings, first_and_second):
    assert verify_apart(settings, first_and_second[1]) is None


def test_a_verified_index_gives_its_manifest(settings, first_and_second):
    assert verify(settings, first_and_second[1]) == read_manifest(first_and_second[1])


def test_verifying_changes_nothing(settings, first_and_second):
    folder = first_and_second[1]
    before = contents(folder)

    verify(settings, folder)

    assert contents(folder) == before


def contents(folder):
    found = files(folder).items()
    return {name: path.read_bytes() for name, path in found if path.name != "chroma.sqlite3"}


def test_an_empty_library_is_whole(settings, add, remove, boats, home):
    remove(add(boats).added[0].id)

    assert verify(settings, snapshots.current(home)).documents == 0


def test_equal_sentences_may_find_one_another(add, write):
    text = "The red boats float.\n\nRain fell.\n\nThe red boats float."

    assert add(write("twice.md", text), write("again.md", f"{text}\n\nA lamp.")).documents == 2


def test_where_the_ingest_is_run_does_not_matter(settings, first_and_second, tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    relative = os.path.relpath(first_and_second[1])

    assert verify_apart(settings, type(first_and_second[1])(relative)) is None


@contextlib.contextmanager
def standing_in(tmp_path, monkeypatch, script):
    """Let a shell script stand in for the process that verifies."""
    path = tmp_path / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", str(path))
        yield


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (f"kill -{int(signal.SIGSEGV)} $$", "failed: ended with -11"),
        ("echo first >&2; echo last >&2; exit 1", "failed: last"),
        ("echo nothing to see; exit 3", "failed: ended with 3"),
    ],
    ids=["crash", "message", "silent"],
)
def test_a_process_that_fails_says_so_in_one_line(
    settings, first_and_second, tmp_path, monkeypatch, script, message
):
    with (
        standing_in(tmp_path, monkeypatch, script),
        pytest.raises(DamagedSnapshot, match=rf"the check of the index {message}$"),
    ):
        verify_apart(settings, first_and_second[1])


def test_a_process_that_does_not_end_is_ended(settings, first_and_second, tmp_path, monkeypatch):
    monkeypatch.setattr(verification, "TIMEOUT", 0.2)

    with (
        standing_in(tmp_path, monkeypatch, "exec sleep 60"),
        pytest.raises(DamagedSnapshot, match=r"checking it did not end in 0\.2 s"),
    ):
        verify_apart(settings, first_and_second[1])


ROOT = CORPUS.parents[1]
CHECKING = """
import sys
from pathlib import Path
from knowledge import LibrarySettings
from knowledge.verification import verify_apart
verify_apart(LibrarySettings(), Path(sys.argv[1]))
"""


def running(group):
    """Return the processes of a group that have not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            status, _, of_group = path.read_text().rpartition(")")[2].split()[:3]
            if int(of_group) == group and status != "Z":
                found.append(int(path.parent.name))
    return found


def wait_for(condition):
    """Wait until something holds, for a minute at most; return whether it does."""
    end = time.monotonic() + 60
    while time.monotonic() < end and not condition():
        time.sleep(0.05)
    return condition()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such signal")
def test_a_check_ends_with_the_ingest_that_started_it(tmp_path):
    os.mkfifo(tmp_path / MANIFEST)  # nobody writes into it: reading it never ends
    ingest = subprocess.Popen(
        [sys.executable, "-c", CHECKING, str(tmp_path)],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert wait_for(lambda: len(running(ingest.pid)) == 2)

        ingest.kill()
        ingest.wait()

        assert wait_for(lambda: not running(ingest.pid))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(ingest.pid, signal.SIGKILL)
