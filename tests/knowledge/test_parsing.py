"""Files read apart from the process that wants them: the same as read here, and checked."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import parsing, worker
from knowledge.drafts import load_draft
from knowledge.errors import (
    BadMetadata,
    DamagedDocument,
    EmptyDocument,
    MissingDocument,
    TooBig,
    UnreadableDocument,
    UnsupportedFormat,
)
from knowledge.parsing import Draft, Limits, fingerprint, parse_file, parse_files
from knowledge.readers import READERS
from knowledge.readers.base import Block, ReadText
from knowledge.types import Page

SAMPLES = sorted(
    path
    for path in (Path(__file__).parent.parent / "data").glob("sample.*")
    if path.suffix in READERS
)
# What reading needs none of: each would cost more than the reading itself.
HEAVY = {
    *("chromadb", "gradio", "httpx", "langchain", "langchain_core", "numpy", "onnxruntime"),
    *("pydantic", "sentence_transformers", "tokenizers", "torch", "transformers"),
}
TEXT = "Boats\n\nThe red boats float. The green boats sink.\n\nRain fell on the bridge.\n"


@pytest.fixture
def boats(tmp_path):
    path = tmp_path / "boats.txt"
    path.write_text(TEXT)
    return path


def said_of(path, **given):
    """Return what the worker says of a file, read in this process."""
    status, said = worker.outcome(path, given, Limits())
    assert status == worker.DONE
    return json.loads(said)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.suffix for path in SAMPLES])
def test_a_file_is_read_apart_as_it_would_be_here(path):
    draft = parse_file(path, {})

    here = load_draft(json.dumps(said_of(path)).encode())
    assert replace(draft, document=replace(draft.document, fingerprint="")) == here
    assert draft.passages


def test_every_format_is_tried():
    assert {path.suffix for path in SAMPLES} == set(READERS)


def test_what_the_librarian_says_comes_through(boats):
    document = parse_file(boats, {"title": "Thuyền", "published": "2001-02-03"}).document

    assert (document.title, str(document.published)) == ("Thuyền", "2001-02-03")


def test_a_file_is_found_from_where_the_caller_is(boats, monkeypatch):
    monkeypatch.chdir(boats.parent)

    assert parse_file(Path(boats.name), {}).document.title == "Boats"


def test_a_caller_that_has_the_package_on_its_path_alone_reads_too(boats, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "knowledge").symlink_to(Path(worker.__file__).parent)
    code = (
        "import sys, types, pathlib; package = types.ModuleType('knowledge');"
        f"package.__path__ = [{str(folder / 'knowledge')!r}]; sys.modules['knowledge'] = package;"
        f"from knowledge.parsing import parse_file;"
        f"print(parse_file(pathlib.Path({str(boats)!r}), {{}}).document.title)"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-c", code], cwd="/", capture_output=True, text=True, check=True
    )

    assert done.stdout == "Boats\n"


def test_a_name_that_is_no_text_is_read(tmp_path):
    path = tmp_path / "bo\udce9ats.txt"
    path.write_text(TEXT)

    assert parse_file(path, {}).document.source == "boats.txt"


def test_a_slide_of_lines_that_stand_alone_has_passages(tmp_path):
    path = tmp_path / "slide.txt"
    path.write_text("The red boats float")

    (passage,) = parse_file(path, {}).passages

    assert passage.text == "The red boats float"


@pytest.mark.parametrize(
    ("name", "content", "given", "error", "message"),
    [
        ("a.txt", b"", {}, EmptyDocument, r"^a\.txt: has no text"),
        ("a.txt", b"... --- ...", {}, EmptyDocument, r"^a\.txt: has no text"),
        ("a.pdf", b"%PDF-1.4", {}, UnreadableDocument, r"^a\.pdf: "),
        ("a.xyz", b"sample", {}, UnsupportedFormat, r"^a\.xyz: files ending in \.xyz cannot"),
        ("a.txt", b"A sample.", {"published": "May"}, BadMetadata, r"^a\.txt: published 'May'"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, content, given, error, message):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(error, match=message):
        parse_file(path, given)


@pytest.mark.parametrize("name", ["gone.txt", "boats.txt/gone.txt", ".", "pipe.txt"])
def test_what_is_no_file_is_missing(boats, name):
    os.mkfifo(boats.parent / "pipe.txt")

    with pytest.raises(MissingDocument, match=r": no such file\.$"):
        parse_file(boats.parent / name, {})


def test_a_file_over_the_limit_is_not_even_opened(boats):
    boats.chmod(0)

    with pytest.raises(TooBig, match=r"boats\.txt: has 0\.0 MB, more than 0\.0 MB"):
        parse_file(boats, {}, Limits(file_bytes=10), command=["/no-such-program"])


def test_garbled_pages_are_left_out_with_a_warning(boats, monkeypatch):
    good = "The red boats float on the river. " * 5
    pages = (Page(1, good), Page(2, "\ufffd" * 200), Page(3, good))
    blocks = tuple(Block("paragraph", p.number, 0, len(p.text)) for p in pages)
    monkeypatch.setattr(worker, "read_file", lambda path: ReadText(pages, blocks))

    said = said_of(boats)

    assert {passage["page"] for passage in said["passages"]} == {1, 3}
    assert [len(page["text"]) > 0 for page in said["document"]["pages"]] == [True, False, True]
    assert said["warnings"] == ["Left out as garbled: page 2."]


def test_a_text_of_marks_alone_is_empty(boats, monkeypatch):
    read = ReadText((Page(1, "... ---"),), (Block("paragraph", 1, 0, 7),))
    monkeypatch.setattr(worker, "read_file", lambda path: read)

    assert worker.outcome(boats, {}, Limits()) == (
        worker.REFUSED,
        b'{"error": "EmptyDocument", "message": "boats.txt: has no text, only marks."}',
    )


def test_the_worker_loads_nothing_heavy():
    code = (
        "import json, pathlib, sys, types; package = types.ModuleType('knowledge');"
        f"package.__path__ = [{str(Path(worker.__file__).parent)!r}];"
        "sys.modules['knowledge'] = package; from knowledge import worker;"
        "names = [str(p) for p in map(pathlib.Path, sys.argv[1:])];"
        "done = [worker.outcome(pathlib.Path(n), {}, worker.Limits())[0] for n in names];"
        "print(json.dumps([done, sorted(sys.modules)]))"
    )
    paths = [str(path) for path in SAMPLES]

    found = subprocess.run(
        [sys.executable, "-I", "-c", code, *paths], capture_output=True, text=True, check=True
    )

    done, loaded = json.loads(found.stdout)
    assert done == [worker.DONE] * len(paths)
    assert HEAVY & set(loaded) == set()


def test_files_come_in_their_order_with_their_errors(tmp_path):
    paths = [tmp_path / f"{number}.txt" for number in range(9)]
    for path in paths:
        path.write_text("" if path.stem == "4" else f"The boat number {path.stem} floats.")
    paths.insert(2, tmp_path / "gone.txt")

    found = list(parse_files(paths, {}))

    named = [each.document.source if isinstance(each, Draft) else type(each) for each in found]
    expected = [path.name for path in paths]
    expected[2], expected[5] = MissingDocument, EmptyDocument
    assert named == expected


def test_the_caller_sees_how_many_files_are_read(boats):
    seen = []

    list(parse_files([boats] * 3, {}, advance=lambda *step: seen.append(step)))

    assert seen == [("Reading", done, 3) for done in range(4)]


def test_no_files_are_no_drafts():
    assert list(parse_files([], {})) == []


def test_a_fault_of_ours_is_not_taken_for_one_of_the_file(boats):
    with pytest.raises(FileNotFoundError, match="no-such-program"):
        list(parse_files([boats], {}, command=["/no-such-program"]))


def test_a_document_knows_the_fingerprint_of_its_file(boats):
    given = {"title": "Ships"}

    assert parse_file(boats, given).document.fingerprint == fingerprint(boats, given)


def test_a_fingerprint_stays_while_nothing_changes(boats, tmp_path):
    same = tmp_path / "other" / "name.TXT"
    same.parent.mkdir()
    same.write_text(TEXT)

    assert fingerprint(boats, {}) == fingerprint(same, {"title": ""})
    assert fingerprint(boats, {"a": "1", "b": "2"}) == fingerprint(boats, {"b": "2", "a": "1"})


def test_a_fingerprint_changes_with_the_file_its_format_and_what_is_said_of_it(boats, tmp_path):
    (tmp_path / "other.txt").write_text(TEXT + " ")
    (tmp_path / "other.md").write_text(TEXT)

    prints = {
        fingerprint(boats, {}),
        fingerprint(boats, {"title": "Ships"}),
        fingerprint(boats, {"publisher": "Ships"}),
        fingerprint(tmp_path / "other.txt", {}),
        fingerprint(tmp_path / "other.md", {}),
    }

    assert len(prints) == 5


def test_a_fingerprint_changes_when_the_readers_do(boats, monkeypatch):
    before = fingerprint(boats, {})

    monkeypatch.setattr(parsing, "READERS_VERSION", parsing.READERS_VERSION + 1)

    assert fingerprint(boats, {}) != before


def test_the_fingerprint_of_no_file_is_an_error_of_ours(tmp_path):
    with pytest.raises(UnreadableDocument, match=r"gone\.txt: cannot be read \(No such file"):
        fingerprint(tmp_path / "gone.txt", {})


def changed(said, change):
    """Return what the worker says with one place changed: a path of keys and the new value."""
    *keys, last, value = change
    place = said
    for key in keys:
        place = place[key]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return json.dumps(said).encode()


def test_what_the_worker_says_unchanged_is_believed(boats):
    draft = load_draft(json.dumps(said_of(boats)).encode())

    assert [passage.text for passage in draft.passages] == [
        "The red boats float. The green boats sink.",
        "Rain fell on the bridge.",
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("document", "id", 5), "is incomplete"),
        (("document", "title", None), "is incomplete"),
        (("document", "published", "May"), "is incomplete"),
        (("document", "pages", 0, "number", "1"), "is incomplete"),
        (("document", "pages", 0, "number", True), "is incomplete"),
        (("document", "pages", 0, "number", 0), "pages are not in order"),
        (("document", "pages", []), "passages do not stand"),
        (("document", "pages", 0, "text", "Ships"), "passages do not stand"),
        (("passages", []), "it has no passages"),
        (("passages", 0, "page", 2), "passages do not stand"),
        (("passages", 0, "document_id", "other"), "passages do not stand"),
        (("passages", 0, "text", "The blue boats fly."), "passages do not stand"),
        (("passages", 0, "start", 6), "passages do not stand"),
        (("passages", 0, "start", -50), "passages do not stand"),
        (("passages", 0, "end", 10**6), "passages do not stand"),
        (("passages", 0, "sentences", []), "passages do not stand"),
        (("passages", 0, "sentences", 0, "start", 0), "passages do not stand"),
        (("passages", 0, "sentences", 0, "end", 0), "passages do not stand"),
        (("passages", 0, "sentences", 1, "end", 10**6), "passages do not stand"),
        (("passages", 0, "sentences", 0, "passage_id", "other"), "passages do not stand"),
        (("warnings", "sample"), "is incomplete"),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_what_does_not_fit_together_is_not_believed(boats, change, message):
    said = changed(said_of(boats), change)

    with pytest.raises(ValueError, match=message):
        load_draft(said)


def test_a_page_or_a_passage_that_is_there_twice_is_not_believed(boats):
    twice = said_of(boats)
    twice["document"]["pages"] *= 2
    doubled = said_of(boats)
    doubled["passages"] *= 2

    with pytest.raises(ValueError, match="a page is there twice"):
        load_draft(json.dumps(twice).encode())
    with pytest.raises(ValueError, match="it has no passages, or one twice"):
        load_draft(json.dumps(doubled).encode())


def test_a_worker_that_lies_makes_a_damaged_document(boats, tmp_path):
    said = changed(said_of(boats), ("passages", 0, "text", "The blue boats fly."))
    (tmp_path / "said").write_bytes(said)

    with pytest.raises(DamagedDocument, match=r"boats\.txt: is damaged \(its passages do not"):
        parse_file(boats, {}, command=["/bin/sh", "-c", f"cat '{tmp_path}/said'"])
