"""Word: real footnotes, which Word and LibreOffice put at the foot of the page."""

import io
import zipfile
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from lxml import etree

from assistant.export.content import Exchange, Setting
from assistant.export.word import as_word
from tests.web.fake_assistant import TARGET, answered, near
from tests.web.hostile import HOSTILE, hostile_answer

ASKED = datetime(2026, 11, 26, 20, tzinfo=UTC)
EN = Setting("https://a.example/", "en", ZoneInfo("Asia/Ho_Chi_Minh"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(answer, title="For the report"):
    return as_word(title, [Exchange("How many accounts?", answer, ASKED)], EN)


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def text_of(element):
    return "".join(element.itertext(f"{W}t"))


def test_headings_and_statements_can_be_read_again():
    document = Document(io.BytesIO(written(answered())))

    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[0] == "For the report"
    assert "How many accounts?" in said
    assert TARGET in said
    assert document.core_properties.title == "For the report"


def test_each_statement_refers_to_a_footnote_that_has_the_source():
    content = written(answered())

    referred = [
        each.get(f"{W}id")
        for each in part(content, "word/document.xml").iter(f"{W}footnoteReference")
    ]
    notes = {
        each.get(f"{W}id"): text_of(each)
        for each in part(content, "word/footnotes.xml").iter(f"{W}footnote")
    }
    assert referred == ["1", "2"]
    assert f"Example Ministry, 6 February 2025, page 2 of 2: “{TARGET}”." in notes["1"]
    assert set(notes) == {"-1", "0", "1", "2"}


def test_a_source_that_is_cited_again_has_the_same_footnote():
    twice = [
        Exchange("How many?", answered(), ASKED),
        Exchange("And the target?", answered(), ASKED),
    ]

    content = as_word("For the report", twice, EN)

    document = part(content, "word/document.xml")
    marked = {each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart")}
    ended = list(document.iter(f"{W}bookmarkEnd"))
    again = [
        (each.get(f"{W}instr").split()[:2], text_of(each))
        for each in document.iter(f"{W}fldSimple")
    ]
    notes = list(part(content, "word/footnotes.xml").iter(f"{W}footnote"))
    assert len(notes) == len(document.findall(f".//{W}footnoteReference")) + 2 == 4
    assert again == [(["NOTEREF", "_Ref1"], "1"), (["NOTEREF", "_Ref2"], "2")]
    assert marked == {"_Ref1", "_Ref2"}
    assert len(ended) == 2


def test_addresses_in_footnotes_are_links():
    with zipfile.ZipFile(io.BytesIO(written(answered()))) as archive:
        links = archive.read("word/_rels/footnotes.xml.rels").decode()

    assert "https://a.example/documents/sample-programme?page=2&amp;start=" in links
    assert 'Target="https://example.org/programme" TargetMode="External"' in links


def test_the_styles_of_footnotes_are_there():
    styles = part(written(answered()), "word/styles.xml")

    names = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
    assert {"FootnoteText", "FootnoteReference"} <= names


def test_what_comes_nearest_is_told_as_that():
    said = [each.text for each in Document(io.BytesIO(written(near()))).paragraphs]

    assert "The nearest the documents say:" in said
    assert f"“{TARGET}”" in said


@pytest.mark.parametrize("text", [*HOSTILE, "control \x00\x0b\ufffe\ud800 characters"])
def test_whatever_is_quoted_the_file_can_be_opened(text):
    content = as_word(text, [Exchange(text, hostile_answer((text,)), ASKED)], EN)

    Document(io.BytesIO(content))
    assert part(content, "word/footnotes.xml") is not None
