"""Texts that do not ship are told by their hash, and asked about only where they are."""

import hashlib
from dataclasses import replace

import pytest

from evals.cases import SETS, BadCase, Span, load_cases
from evals.errors import BadSettings
from evals.texts import check_texts, load_texts
from tests.evals.samples import DOCUMENT, TEXT

LENGTH = len(TEXT)
RAW = b"the bytes of the file"
NAMED = """[sample]
sha256 = "{sha256}"
characters = {characters}
about = "a sample of ours"
address = "https://example.org"
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with the file of the sample document."""
    (tmp_path / "corpus" / "inner").mkdir(parents=True)
    (tmp_path / "corpus" / "inner" / DOCUMENT.source).write_bytes(RAW)
    return tmp_path / "corpus"


@pytest.fixture
def name_text(tmp_path, monkeypatch):
    """Say which text the split ``few-tune`` needs; by default the one in the folder."""

    def write(raw=RAW, characters=LENGTH):
        text = NAMED.format(sha256=hashlib.sha256(raw).hexdigest(), characters=characters)
        (tmp_path / "few.toml").write_text(text, encoding="utf-8")

    monkeypatch.setattr("evals.cases.QUESTIONS", tmp_path)
    return write


def test_the_text_that_was_asked_about_is_taken(folder, name_text):
    name_text()

    assert check_texts("few-tune", [DOCUMENT], folder) is None


def test_a_split_about_texts_that_ship_needs_none(folder, name_text):
    name_text()

    assert load_texts("tune") == {}
    assert check_texts("tune", [], folder) is None


def test_a_missing_text_is_said_to_be_what_it_is(folder, name_text):
    name_text()

    with pytest.raises(BadSettings, match=r"sample: is not among.*a sample of ours.*--corpus"):
        check_texts("few-tune", [], folder)


def test_a_text_that_a_server_lacks_is_to_be_added_there(name_text):
    name_text()

    with pytest.raises(BadSettings, match="does not ship: add it to the server's"):
        check_texts("few-tune", [], None)


def test_another_file_of_the_same_name_is_not_taken(folder, name_text):
    name_text(raw=b"other bytes")

    with pytest.raises(BadSettings, match=f"another text.*{hashlib.sha256(RAW).hexdigest()}"):
        check_texts("few-tune", [DOCUMENT], folder)


def test_a_text_that_is_read_otherwise_is_not_taken_since_places_do_not_hold(folder, name_text):
    name_text(characters=7)

    with pytest.raises(BadSettings, match=rf"read as {LENGTH} characters, not 7"):
        check_texts("few-tune", [DOCUMENT], folder)


def test_the_text_of_a_server_is_told_by_its_length(name_text):
    name_text(raw=b"other bytes")
    longer = replace(DOCUMENT, pages=(replace(DOCUMENT.pages[0], text=f"{TEXT} More."),))

    assert check_texts("few-tune", [DOCUMENT], None) is None
    with pytest.raises(BadSettings, match="places of its sentences do not hold"):
        check_texts("few-tune", [longer], None)


def test_a_file_of_texts_that_lacks_something_is_named(tmp_path, name_text):
    (tmp_path / "few.toml").write_text('[sample]\nabout = "a"\n', encoding="utf-8")

    with pytest.raises(BadCase, match=r"few\.toml: is no file of texts"):
        load_texts("few-tune")


@pytest.mark.parametrize("split", SETS["originals"])
def test_gold_in_texts_that_do_not_ship_is_given_by_places_within_them(split):
    texts = load_texts(split)
    spans = [
        (evidence.document, span)
        for case in load_cases(split)
        for evidence in case.gold
        for span in evidence.sentences
    ]

    assert len(texts) == 2
    assert len(spans) >= 100
    assert all(isinstance(span, Span) for _, span in spans)
    assert all(span.end <= texts[document].characters for document, span in spans)
