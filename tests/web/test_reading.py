"""The page that shows a document with the quoted sentence marked."""

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import expect

from assistant.web.reading import router
from assistant.web.rendering import INVISIBLE
from knowledge.types import Document
from tests.web.browsing import PHONE, Visitors, build_app
from tests.web.fake_assistant import PROGRAMME, REVIEW, TARGET, FakeAssistant, cite
from tests.web.hostile import HOSTILE, HOSTILE_ADDRESSES, Markup, hostile_document

OURS = {
    "a", "article", "body", "div", "figcaption", "figure", "h1", "head", "header", "html", "img",
    "link", "main", "mark", "meta",
    "nav", "p", "path", "rect", "span", "style", "svg", "time", "title",
}  # fmt: skip


@dataclass
class OneDocument(FakeAssistant):
    """An assistant with the given document only."""

    only: Document = PROGRAMME

    def documents(self) -> tuple[Document, ...]:
        return (self.only,)


def reader(document: Document | None = None) -> TestClient:
    app = FastAPI()
    app.include_router(router(OneDocument(only=document) if document else FakeAssistant()))
    return TestClient(app)


def test_the_quote_of_a_citation_is_marked_where_the_citation_says() -> None:
    citation = cite(PROGRAMME, TARGET, number=1)

    page = reader().get(citation.read)

    assert page.status_code == 200
    assert f'<mark id="quote">{TARGET}</mark>' in page.text
    assert page.text.count("<mark") == 1


def test_a_document_is_shown_with_title_publisher_date_and_original() -> None:
    page = Markup(reader().get("/documents/sample-programme").text)

    assert PROGRAMME.title in page.text
    assert "Example Ministry · 6 February 2025" in page.text
    assert PROGRAMME.url in page.values("href")
    assert "noopener noreferrer" in page.values("rel")


def test_what_is_not_known_of_a_document_is_not_guessed() -> None:
    page = Markup(reader().get("/documents/sample-review").text)

    assert "date unknown" in page.text
    assert "Original" not in page.text


def test_one_can_turn_the_pages_of_a_document_that_has_several() -> None:
    first = reader().get("/documents/sample-programme?page=1")
    second = reader().get("/documents/sample-programme?page=2")

    assert "page 1 of 2" in first.text
    assert 'rel="next" href="/documents/sample-programme?page=2&amp;lang=en"' in first.text
    assert 'rel="prev"' not in first.text
    assert 'rel="prev" href="/documents/sample-programme?page=1&amp;lang=en"' in second.text
    assert 'rel="next"' not in second.text


def test_a_document_of_one_page_has_no_page_navigation() -> None:
    assert "<nav" not in reader().get("/documents/sample-review").text


def test_a_quote_over_two_paragraphs_is_marked_in_both_and_reached_once() -> None:
    text = PROGRAMME.pages[0].text
    start, end = text.index("pose"), text.index("This sample") + len("This")

    page = reader().get(f"/documents/sample-programme?page=1&start={start}&end={end}").text

    assert '<p>Pur<mark id="quote">pose</mark></p><p><mark>This</mark> sample' in page


@pytest.mark.parametrize(
    "query",
    ["start=5", "start=5&end=5", "start=9&end=5", "start=-1&end=4", "start=0&end=999999",
     "start=x&end=y", "start=1e3&end=²", "start=0&end=99999999999999999999"],
)  # fmt: skip
def test_offsets_that_are_not_in_the_text_mark_nothing(query: str) -> None:
    page = reader().get(f"/documents/sample-programme?page=1&{query}")

    assert page.status_code == 200
    assert "<mark" not in page.text


@pytest.mark.parametrize("number", ["0", "3", "-1", "x", "", "99999999999"])
def test_a_page_that_the_document_lacks_is_a_clear_404_with_a_way_on(number: str) -> None:
    page = reader().get(f"/documents/sample-programme?page={number}")

    assert page.status_code == 404
    assert "This document has no such page." in page.text
    assert 'href="/documents/sample-programme?page=1&amp;lang=en"' in page.text


def test_an_unknown_document_is_a_clear_404() -> None:
    page = reader().get("/documents/unknown")

    assert page.status_code == 404
    assert "There is no document at this address." in page.text
    assert "unknown" not in page.text


@pytest.mark.parametrize(
    ("query", "header", "said"),
    [
        ("?lang=vi", "en", "Không có tài liệu nào"),
        ("", "vi-VN,vi;q=0.9", "Không có tài liệu nào"),
        ("?lang=xx", "vi", "Không có tài liệu nào"),
        ("?lang=en", "vi", "There is no document"),
        ("", "fr", "There is no document"),
    ],
)
def test_the_page_speaks_the_visitors_language(query: str, header: str, said: str) -> None:
    page = reader().get(f"/documents/unknown{query}", headers={"accept-language": header})

    assert said in page.text


def test_text_keeps_the_language_of_the_document_and_the_page_that_of_the_visitor() -> None:
    page = reader().get(f"/documents/{REVIEW.id}?lang=en").text

    assert '<html lang="en">' in page
    assert '<article class="text" lang="vi">' in page


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_document_is_ever_markup(text: str) -> None:
    page = Markup(
        reader(hostile_document(text)).get(f"/documents/{PROGRAMME.id}?start=0&end=1").text
    )

    assert page.elements <= OURS
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert page.text.count(INVISIBLE.sub("", text)) >= 3


@pytest.mark.parametrize("url", HOSTILE_ADDRESSES)
def test_only_web_addresses_are_linked_as_the_original(url: str) -> None:
    page = Markup(reader(replace(PROGRAMME, url=url)).get(f"/documents/{PROGRAMME.id}").text)

    assert "Original" not in page.text


@pytest.mark.parametrize("address", [f"/documents/{PROGRAMME.id}", "/documents/unknown"])
def test_the_page_may_run_nothing_and_load_nothing_but_its_own_style(address: str) -> None:
    page = reader().get(address)

    styles = re.findall("<style>(.*?)</style>", page.text, re.DOTALL)
    digest = b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    policy = page.headers["content-security-policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "frame-ancestors 'none'" in policy
    assert "<script" not in page.text
    assert page.headers["x-content-type-options"] == "nosniff"


def test_a_page_of_a_pdf_is_shown_as_it_looks_beside_its_text(visitors: Visitors) -> None:
    page = visitors.open("/documents/sample-programme?page=2")

    picture = page.get_by_alt_text("Page 2 of Sample programme for digital accounts, as it looks")
    expect(picture).to_be_visible()
    text = page.locator("article.text").bounding_box()
    beside = picture.bounding_box()
    drawn = picture.evaluate("(each) => each.naturalWidth")
    visitors.leave()
    visitors.check()

    assert drawn == 600
    assert text["x"] + text["width"] < beside["x"]


def test_on_a_phone_it_stands_below(visitors: Visitors) -> None:
    page = visitors.open("/documents/sample-programme?page=2", PHONE)

    text = page.locator("article.text").bounding_box()
    below = page.locator(".picture").bounding_box()
    width = page.evaluate("document.documentElement.scrollWidth")
    visitors.leave()
    visitors.check()

    assert text["y"] + text["height"] < below["y"]
    assert width <= 390


def test_a_document_without_pictures_is_text_alone(visitors: Visitors) -> None:
    page = visitors.open("/documents/sample-review")

    shown = page.locator(".picture").count()
    visitors.leave()

    assert shown == 0


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("sample-programme/pages/1.jpg", 200),
        ("sample-programme/pages/9.jpg", 404),
        ("sample-review/pages/1.jpg", 404),
        ("nothing/pages/1.jpg", 404),
        ("sample-programme/pages/x.jpg", 404),
        ("..%2f..%2fetc/pages/1.jpg", 404),
    ],
)
def test_a_picture_is_sent_only_where_there_is_one(path: str, status: int) -> None:
    client = TestClient(build_app(FakeAssistant()))

    assert client.get(f"/documents/{path}").status_code == status
