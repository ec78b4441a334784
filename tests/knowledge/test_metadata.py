"""From a file and what the librarian adds to a document."""

from datetime import date, datetime
from pathlib import Path

import pytest

from knowledge.errors import BadMetadata
from knowledge.metadata import content_hash, make_document
from knowledge.readers.base import ReadText
from knowledge.readers.layout import blocks_of
from knowledge.types import Page

TEXT = "About boats\n\nThe sample boats float."
VIETNAMESE = "Về thuyền\n\nNhững chiếc thuyền mẫu nổi trên sông."


def document(text=TEXT, name="sample.md", given=None, **metadata):
    read = ReadText((Page(1, text),), blocks_of(text, 1), metadata)
    return make_document(Path("folder") / name, read, given or {})


def test_nothing_is_guessed_of_a_text_that_says_nothing_of_itself():
    found = document()

    assert (found.url, found.publisher, found.published, found.event_date) == (None,) * 4
    assert (found.kind, found.questions) == (None, ())
    assert (found.issuer, found.number, found.effective) == (None, None, None)


def test_what_the_file_says_is_kept():
    found = document(title="Boats", publisher="Sample  Press", kind="sample", language="vi")

    assert (found.title, found.publisher) == ("Boats", "Sample Press")
    assert (found.kind, found.language) == ("sample", "vi")


def test_what_the_librarian_says_wins():
    found = document(title="Boats", publisher="Press", given={"title": "Ships", "publisher": ""})

    assert (found.title, found.publisher) == ("Ships", "Press")


def test_the_source_is_the_name_of_the_file():
    assert document(name="sample.md").source == "sample.md"


def test_a_name_that_is_no_text_does_not_keep_a_file_out():
    assert document(name="bo\udce9ats.md").source == "boats.md"


def test_a_text_is_called_after_its_first_line():
    assert document().title == "About boats"


def test_a_long_first_line_is_cut_at_a_word_for_a_title():
    found = document("The sample boats float" + " on the river" * 20 + ".")

    assert found.title.endswith("river …")
    assert len(found.title) <= 92


def test_the_publisher_is_at_least_the_host_of_the_address():
    assert document(url="https://www.example.org/a").publisher == "example.org"


@pytest.mark.parametrize(
    "value", [date(2001, 2, 3), datetime(2001, 2, 3, 4, 5), "2001-02-03", " 2001-02-03 "]
)
def test_a_day_is_read_as_yaml_and_people_write_it(value):
    found = document(published=value, event_date=value, effective=value)

    assert {found.published, found.event_date, found.effective} == {date(2001, 2, 3)}


@pytest.mark.parametrize("value", ["3/2/2001", "February 2001", "2001", 2001, "2001-02-30", True])
@pytest.mark.parametrize("key", ["published", "event_date", "effective"])
def test_a_day_in_another_form_is_refused(key, value):
    with pytest.raises(BadMetadata, match=rf"sample\.md: {key} .* is not a date like 2025-02-06"):
        document(**{key: value})


@pytest.mark.parametrize("value", [None, ""])
def test_an_empty_day_is_unknown(value):
    assert document(published=value).published is None


@pytest.mark.parametrize(
    "url", ["example.org/a", "ftp://example.org", "javascript:alert(1)", "https://", "http://[a"]
)
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(BadMetadata, match=r"sample\.md: url .* is not an http or https address"):
        document(url=url)


@pytest.mark.parametrize(("text", "language"), [(TEXT, "en"), (VIETNAMESE, "vi")])
def test_the_language_is_seen_from_the_letters(text, language):
    assert document(text).language == language


def test_english_with_vietnamese_names_is_english():
    assert (
        document("The sample harbour of Bến Mẫu counts many boats on its river.").language == "en"
    )


def test_questions_of_both_languages_are_kept():
    found = document(questions=["How many?", None, " "], questions_vi=["Bao nhiêu?"])

    assert found.questions == ("How many?", "Bao nhiêu?")


def test_questions_that_are_no_list_are_left_out():
    assert document(questions="How many?").questions == ()


@pytest.mark.parametrize(
    ("name", "start"),
    [("Sample Report.md", "sample-report-"), ("Thuyền Đò.md", "thuyen-do-"), ("?.md", "document-")],
)
def test_an_id_begins_with_the_name_of_the_file(name, start):
    assert document(name=name).id.startswith(start)


def test_a_new_text_at_the_same_address_has_the_same_id():
    first = document(url="https://example.org/a")
    second = document("Another sample text.", url="https://example.org/a")

    assert first.id == second.id


def test_another_text_without_address_has_another_id():
    assert document().id != document("Another sample text.").id


def test_what_an_office_says_of_a_document_is_kept():
    found = document(issuer="The  Harbour", number="7/QĐ-TTg")

    assert (found.issuer, found.number) == ("The Harbour", "7/QĐ-TTg")


HEAD = """\
Sample rules for boats
Number: 7/QĐ-TTg
Issued by: The Harbour
Publisher: Harbour Press
Published: 2001-02-03
Effective: 2001-02-04
Kind: decision
Source: https://example.org/rules

The sample boats float.
"""


def test_what_the_text_says_of_itself_is_taken():
    found = document(HEAD)

    assert (found.number, found.issuer, found.kind) == ("7/QĐ-TTg", "The Harbour", "decision")
    assert (found.published, found.effective) == (date(2001, 2, 3), date(2001, 2, 4))
    assert (found.publisher, found.url) == ("Harbour Press", "https://example.org/rules")


@pytest.mark.parametrize(
    ("key", "said", "text"),
    [
        ("number", "8/QĐ-TTg", "7/QĐ-TTg"),
        ("issuer", "The River", "The Harbour"),
        ("publisher", "River Press", "Harbour Press"),
        ("kind", "plan", "decision"),
        ("url", "https://example.org/b", "https://example.org/rules"),
        ("published", "2001-03-03", "2001-02-03"),
        ("effective", "2001-03-04", "2001-02-04"),
    ],
)
def test_the_librarian_wins_over_the_file_and_the_file_over_its_text(key, said, text):
    given = {"published": "2001-01-01", "effective": "2001-01-01", "url": "https://example.org/a"}
    value = given.get(key, "sample")

    assert str(getattr(document(HEAD), key)) == text
    assert str(getattr(document(HEAD, **{key: said}), key)) == said
    assert str(getattr(document(HEAD, **{key: said}, given={key: value}), key)) == value


@pytest.mark.parametrize("empty", [None, "", " "])
def test_an_empty_field_hides_nothing(empty):
    assert document(HEAD, number=empty, given={"number": ""}).number == "7/QĐ-TTg"


def test_the_author_of_a_file_is_its_issuer_where_nobody_else_is_named():
    assert document(author="Anna Sample").issuer == "Anna Sample"
    assert document(author="Anna Sample", issuer="The River").issuer == "The River"
    assert document(HEAD, author="Anna Sample").issuer == "The Harbour"


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("Quyết định", "decision"),
        ("QUYET DINH", "decision"),
        ("Program", "programme"),
        ("Conference  Report", "conference report"),
        ("boat list", "boat list"),
    ],
)
def test_a_kind_is_called_by_its_name_in_the_closed_list_or_as_it_is_given(given, kind):
    assert document(kind=given).kind == kind


@pytest.mark.parametrize(
    ("given", "language"),
    [("vi-VN", "vi"), ("EN_us", "en"), ("vi", "vi"), ("Tiếng Việt", "Tiếng Việt"), ("", "en")],
)
def test_a_language_is_kept_without_its_country(given, language):
    assert document(language=given).language == language


def test_keys_that_are_not_known_are_left():
    assert document(title="Boats", title_vi="Thuyền", sample=["a"]).title == "Boats"


def test_a_text_is_known_by_its_pages_alone():
    same = document(name="other.md", title="Other")

    assert content_hash(document().pages) == content_hash(same.pages)
    assert content_hash((Page(1, "a b"),)) != content_hash((Page(1, "a"), Page(2, "b")))
