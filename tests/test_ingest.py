"""The librarian's command line, as it is run."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from knowledge import add_documents, open_library, snapshots
from knowledge.contents import load
from knowledge.settings import LibrarySettings
from tests.conftest import link_files

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def library(settings, write):
    """A home with one document about boats."""
    path = write("boats.md", "# Boats\n\nThe red boats float.", publisher="Sample Press")
    add_documents(settings, [path])
    return settings.home


@pytest.fixture
def served(tmp_path):
    """Serve the documents of this test over HTTP; return the address."""
    (tmp_path / "documents").mkdir(exist_ok=True)
    handler = partial(SimpleHTTPRequestHandler, directory=tmp_path / "documents")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


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
    return load(snapshots.current(home)).documents


def table(text):
    """Return the rows of a printed table by their first cell."""
    lines = [re.split(r"\s{2,}", line.rstrip()) for line in text.splitlines() if "  " in line]
    return {cells[0]: cells[1:] for cells in lines}


def pointer(home):
    return (home / "CURRENT").read_text()


def test_what_became_of_each_file_is_a_table(library, write):
    known = write("boats.md", "# Boats\n\nThe red boats float.", publisher="Sample Press")
    new = write("rain.txt", "Rain fell on the sample bridge.\n\nThe lamp went out.")

    done = run("add", known, new)

    assert (done.returncode, done.stderr) == (0, "")
    rows = table(done.stdout)
    assert rows["File"] == ["Outcome", "Library", "Document"]
    assert rows[str(known)][:2] == ["duplicate", "-"]
    assert rows[str(new)][:2] == ["ok", "added"]
    assert re.fullmatch(r"rain-\w{6}: Rain fell on the sample bridge\.", rows[str(new)][2])
    assert done.stdout.endswith(
        "The library has 2 document(s) in 3 passages; 2 passage(s) were new to the model.\n"
    )


def test_a_program_gets_the_same_as_json(library, write):
    bad, new = write("a.txt", b"\xff"), write("rain.txt", "Rain fell on the sample bridge.")

    done = run("add", "--json", bad, new)

    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert [(each["name"], each["outcome"], each["action"]) for each in report["files"]] == [
        (str(bad), "bad_encoding", "none"),
        (str(new), "ok", "added"),
    ]
    assert report["files"][1]["document"] == documents(library)[1].id
    assert report["files"][0]["notes"][0].startswith("a.txt: ")
    assert (report["documents"], report["passages"], report["embedded"]) == (2, 2, 1)


def test_an_unchanged_file_is_no_fault(library, write):
    before = pointer(library)

    done = run(
        "add", write("boats.md", "# Boats\n\nThe red boats float.", publisher="Sample Press")
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing to do: the library has 1 document(s) in 1 passages." in done.stdout
    assert pointer(library) == before


def test_a_refused_file_is_named_with_the_reason_and_leaves_the_index(library, write):
    before = pointer(library)
    path = write("table.xlsx", b"Sample.")

    done = run("add", path)

    assert (done.returncode, done.stderr) == (
        1,
        "error: 1 of 1 file(s) could not be taken in; see the table.\n",
    )
    outcome, did, reason = table(done.stdout)[str(path)]
    assert (outcome, did) == ("unsupported", "-")
    assert reason.startswith("table.xlsx: ")
    assert pointer(library) == before


def test_good_files_are_added_beside_a_refused_one(library, write):
    done = run("add", write("a.txt", b"\xff"), write("rain.txt", "Rain fell."))

    assert done.returncode == 1
    assert [document.source for document in documents(library)] == ["boats.md", "rain.txt"]


def test_a_web_page_is_downloaded_and_known_by_its_address(library, write, served):
    page = write("rain.html", "<html><title>Rain</title><p>Rain fell on the sample bridge.</p>")

    done = run("add", f"{served}/{page.name}", f"{served}/gone.html")

    rows = table(done.stdout)
    assert rows[f"{served}/rain.html"][:2] == ["ok", "added"]
    assert rows[f"{served}/gone.html"][:2] == ["failed", "-"]
    assert documents(library)[1].url == f"{served}/rain.html"


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
    folder = write("rain.md", "Rain fell.").parent
    write("lamps.md", "The lamp went out.")

    done = run("add", folder, option, "https://example.org/rain")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"error: {option}: true of one document; give one file with it.\n"
    assert pointer(library) == before


def test_a_day_that_cannot_be_used_is_refused(library, write):
    done = run("add", write("rain.md", "Rain fell."), "--published", "3 February 2001")

    assert done.returncode == 1
    assert "rain.md: published '3 February 2001' is not a date like " in done.stdout


def test_if_empty_does_nothing_when_there_is_an_index(library, write):
    done = run("add", "--if-empty", write("rain.md", "Rain fell."))

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(documents(library)) == 1


def test_if_empty_does_not_pass_over_an_index_of_another_version(library, write):
    path = snapshots.current(library) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 1}))

    done = run("add", "--if-empty", write("rain.md", "Rain fell."))

    assert (done.returncode, done.stdout) == (1, "")
    assert re.search(
        r"error: .* has format 1, this version reads \d\. Add the documents again", done.stderr
    )


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
    rows = table(done.stdout)
    assert rows[boats.id][-3:] == [
        "Boats",
        "Sample Press",
        "issuer, number, kind, published, effective, url",
    ]
    assert rows[rain.id] == [
        *("2001-02-03", "en", "1", "Rain fell.", "example.org"),
        "issuer, number, kind, effective",
    ]


def test_a_list_for_programs_has_all_that_is_known(library):
    done = run("list", "--json")

    (boats,) = json.loads(done.stdout)
    assert boats["title"] == "Boats"
    assert boats["published"] is None
    assert boats["pages"] == 1


def test_sync_shows_its_plan_before_it_does_it(library, write):
    folder = write("rain.md", "Rain fell.").parent
    (folder / "boats.md").unlink()
    before = pointer(library)

    planned = run("sync", "--dry-run", folder)

    assert planned.returncode == 0
    assert table(planned.stdout)[str(folder / "rain.md")][:2] == ["ok", "would be added"]
    assert re.search(r"would remove: boats-\w{6}: Boats", planned.stdout)
    assert pointer(library) == before

    done = run("sync", folder)

    assert done.returncode == 0
    assert [document.source for document in documents(library)] == ["rain.md"]


def test_a_document_is_removed_by_its_id(library, write, settings):
    add_documents(settings, [write("rain.md", "Rain fell.")])
    boats, _ = documents(library)

    done = run("remove", boats.id)

    assert done.returncode == 0
    assert f"removed: {boats.id}: Boats" in done.stdout
    assert [document.source for document in documents(library)] == ["rain.md"]


def test_a_mistyped_id_is_an_error_with_a_hint(library):
    (boats,) = documents(library)

    done = run("remove", boats.id[:-1])

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith(f"no document has this id. Did you mean {boats.id}?\n")


def test_history_and_rollback(library, write, settings):
    first = pointer(library)
    add_documents(settings, [write("rain.md", "Rain fell.")])

    back = run("rollback")

    assert back.returncode == 0
    assert re.search(rf"The index {first} of \S+ serves again: 1 document", back.stdout)
    assert pointer(library) == first
    kept = json.loads(run("history", "--json").stdout)
    assert [(each["published"], each["documents"]) for each in kept] == [(True, 1), (False, 2)]


def test_verify_says_that_a_whole_index_is_whole(library):
    done = run("verify")

    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"is whole: 1 documents, 1 passages, 1 sentences\.", done.stdout)


def test_verify_names_the_file_that_is_damaged(library):
    path = snapshots.current(library) / "sentence_vectors.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")

    done = run("verify")

    assert (done.returncode, done.stdout) == (1, "")
    assert re.search(r"error: .*sentence_vectors\.npy: is not as it was written", done.stderr)


def test_a_list_of_nothing_says_how_to_begin(home):
    done = run("list")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"error: {home}: there is no index yet. Add documents: python ingest.py add PATH\n"
    )


@pytest.mark.parametrize("arguments", [(), ("add",), ("drop", "a")], ids=["none", "add", "other"])
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
