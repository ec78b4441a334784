"""The librarian's command line, as it is run."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from knowledge import add_documents, open_library, snapshots
from knowledge.settings import LibrarySettings
from tests.conftest import link_files

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def library(settings, write):
    """A home with one document about boats."""
    path = write("boats.md", "# Boats\n\nThe red boats float.", publisher="Sample Press")
    add_documents(settings, [path])
    return settings.home


def run(*arguments):
    """Run the command line in the home of this test."""
    return subprocess.run(
        [sys.executable, "ingest.py", *map(str, arguments)],
        cwd=PROJECT,
        env=os.environ | {"PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def documents(home):
    return snapshots.read(snapshots.current(home)).documents


def pointer(home):
    return (home / "CURRENT").read_text()


def test_what_became_of_each_file_is_printed(library, write):
    known = write("boats.md", "# Boats\n\nThe red boats float.", publisher="Sample Press")
    new = write("rain.txt", "Rain fell on the sample bridge.\n\nThe lamp went out.")

    done = run("add", known, new)

    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r"added: rain\.txt as rain-\w{6}: Rain fell on the sample bridge\.\n"
        r"unchanged: boats\.md as boats-\w{6}: Boats\n"
        r"The library has 2 document\(s\) in 3 passages\.\n",
        done.stdout,
    )


def test_an_unchanged_file_is_no_fault(library, write):
    before = pointer(library)

    done = run(
        "add", write("boats.md", "# Boats\n\nThe red boats float.", publisher="Sample Press")
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"unchanged: boats\.md as boats-\w{6}: Boats\n", done.stdout)
    assert pointer(library) == before


def test_a_refused_file_is_one_line_and_leaves_the_index(library, write):
    before = pointer(library)

    done = run("add", write("table.xlsx", b"Sample."))

    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert line.startswith("error: table.xlsx: files ending in .xlsx cannot be read; use ")
    assert pointer(library) == before


def test_good_files_are_added_beside_a_refused_one(library, write):
    done = run("add", write("a.txt", b"\xff"), write("rain.txt", "Rain fell."))

    assert done.returncode == 1
    assert re.fullmatch(r"error: a\.txt: not UTF-8 text \(byte 1\)\. .*\n", done.stderr)
    assert done.stdout.startswith("added: rain.txt as rain-")
    assert [document.source for document in documents(library)] == ["boats.md", "rain.txt"]


def test_what_the_librarian_says_wins_over_the_file(library, write):
    path = write("rain.md", "Rain fell.", title="Rain", publisher="Press", published="1999-09-09")

    done = run(
        "add", path, "--title", "Showers", "--publisher", "Other Press",
        "--published", "2001-02-03", "--url", "https://example.org/rain",
    )  # fmt: skip

    found = documents(library)[1]
    assert done.returncode == 0
    assert (found.title, found.publisher) == ("Showers", "Other Press")
    assert (found.published, found.url) == (date(2001, 2, 3), "https://example.org/rain")


@pytest.mark.parametrize("option", ["--title", "--url"])
def test_what_describes_one_document_is_not_taken_for_a_folder(library, write, option):
    before = pointer(library)
    path = write("rain.md", "Rain fell.")

    done = run("add", path.parent, option, "https://example.org/rain")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "error: --title and --url describe one document: give one file with them.\n"
    )
    assert pointer(library) == before


def test_a_day_that_cannot_be_used_is_refused(library, write):
    done = run("add", write("rain.md", "Rain fell."), "--published", "3 February 2001")

    assert done.returncode == 1
    assert done.stderr.startswith("error: rain.md: published '3 February 2001' is not a date like ")


def test_if_empty_does_nothing_when_there_is_an_index(library, write):
    done = run("add", "--if-empty", write("rain.md", "Rain fell."))

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(documents(library)) == 1


def test_a_folder_without_documents_is_an_error(library, tmp_path):
    (tmp_path / "nothing").mkdir()

    done = run("add", tmp_path / "nothing")

    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"error: .*nothing: the folder has no .* files\.\n", done.stderr)


def test_a_second_ingest_at_the_same_time_is_refused(library, write):
    path = write("rain.md", "Rain fell.")

    with snapshots.ingest_lock(library):
        done = run("add", path)

    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"error: .*: another ingest is running; .*\n", done.stderr)


def test_a_damaged_index_is_one_line_that_says_what_to_do(library, write):
    (snapshots.current(library) / "passages.jsonl").unlink()

    done = run("add", write("rain.md", "Rain fell."))

    assert done.returncode == 1
    assert re.fullmatch(r"error: .* Remove CURRENT from ASSISTANT_HOME .*\n", done.stderr)


def test_documents_are_listed_with_what_is_known_of_them(library, settings, write):
    path = write("rain.md", "Rain fell.", url="https://example.org/rain", published="2001-02-03")
    add_documents(settings, [path])

    done = run("list")

    boats, rain = documents(library)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"{boats.id}\tunknown\t1 p.\tBoats\tSample Press",
        f"{rain.id}\t2001-02-03\t1 p.\tRain fell.\texample.org",
    ]


def test_a_list_of_nothing_says_how_to_begin(home):
    done = run("list")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"error: {home}: there is no index yet. Add documents: python ingest.py add PATH\n"
    )


@pytest.mark.parametrize("arguments", [(), ("add",), ("remove", "a")], ids=["none", "add", "other"])
def test_a_command_that_is_none_shows_the_usage(arguments):
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: ingest.py")


def test_a_document_is_added_to_those_that_ship(shipped_home, home, write):
    name = (shipped_home / "CURRENT").read_text()
    source, target = shipped_home / "snapshots" / name, home / "snapshots" / name
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("encoder"))
    link_files(source / "encoder", target / "encoder")
    (home / "CURRENT").write_text(name)

    done = run("add", write("rain.md", "A shower poured down on the sample bridge."))

    assert (done.returncode, done.stderr) == (0, "")
    library = open_library(LibrarySettings())
    assert library.documents()[-1].source == "rain.md"
    library.close()
