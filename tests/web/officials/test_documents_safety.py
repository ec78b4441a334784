"""Hostile names, titles and texts of uploaded files are text on every page that shows them."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.web.hostile import HOSTILE, Markup
from tests.web.officials.conftest import Desk, serve_library, upload

# A library of a hundred documents is published while the tests wait.
LONG = 180_000
MARKUP = "main :is(script, img, svg, iframe, style, math, meta, base, template, object, embed)"
HANDLERS = """[...document.querySelectorAll("main *")].flatMap((each) =>
  each.getAttributeNames().filter((name) => name.startsWith("on")))"""


@pytest.fixture(scope="module")
def desk(compiled_model, tmp_path_factory):
    """A served application that takes many files at once."""
    folder = tmp_path_factory.mktemp("hostile")
    with serve_library(folder, compiled_model, upload_files=len(HOSTILE)) as desk:
        yield desk


def hostile_files() -> list[tuple[str, bytes]]:
    """Return a file for each hostile text, which is its name, its title and what it says."""
    return [
        (f"{text}.md", f"---\ntitle: |-\n  {line(text)}\n---\nSample {number}: {said}\n".encode())
        for number, text in enumerate(HOSTILE)
        # A text file with a zero byte is refused.
        for said in [text.replace("\0", "")]
    ]


def line(text: str) -> str:
    """Return a text as one line without what no file of this kind can hold."""
    return re.sub(r"[\s\x00]+", " ", text)


def check_page(page: Page) -> None:
    """Fail where a page has run something, or has an element that a text brought."""
    assert page.evaluate("window.broken ?? null") is None
    assert page.locator(MARKUP).count() == 0
    assert page.evaluate(HANDLERS) == []


def published(page: Page) -> int:
    expect(page.locator(".notice.good")).to_be_visible(timeout=LONG)
    return page.locator(".outcome h2").count()


def addresses(page: Page, desk: Desk) -> list[str]:
    """Look at every page of the documents' table; return where their reading pages are."""
    found: list[str] = []
    for number in (1, 2, 3):
        page.goto(f"{desk.address}/officials/documents?page={number}")
        check_page(page)
        found += page.locator("table th a").evaluate_all("all => all.map((each) => each.href)")
    return list(dict.fromkeys(found))


def test_names_titles_and_texts_of_files_never_run_or_become_markup(lan, desk, enter):
    sent = upload(lan, *hostile_files(), act="preview")
    page = enter(sent.headers["location"])
    assert published(page) == len(HOSTILE)
    check_page(page)

    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".outcome a").first).to_be_visible(timeout=LONG)
    check_page(page)
    shown = addresses(page, desk)
    for address in shown[::10]:
        page.goto(address)
        check_page(page)
        page.goto(address.replace("/officials/", "/"))
        expect(page.locator("article.text")).to_be_visible()
        check_page(page)

    assert len(shown) == len(HOSTILE) + 1
    assert sum("window.broken" in name for name in names(page, desk)) > len(HOSTILE) // 2
    for address in shown:
        read = Markup(httpx.get(address.replace("/officials/", "/")).text)
        assert not {"img", "iframe", "object", "embed", "math", "base"} & read.elements
        assert not [name for name, _ in read.attributes if name.startswith("on")]


def names(page: Page, desk: Desk) -> list[str]:
    """Return the titles in the documents' table."""
    page.goto(f"{desk.address}/officials/documents?page=1")
    first = page.locator("table th a").all_inner_texts()
    page.goto(f"{desk.address}/officials/documents?page=2")
    return [*first, *page.locator("table th a").all_inner_texts()]


def test_a_refused_name_is_told_as_text(lan):
    for text in HOSTILE:
        told = upload(lan, (f"{text}.exe", b"MZ")).text
        read = Markup(told.split("<main", 1)[1].split("</main>")[0])

        assert not {"script", "img", "iframe", "svg", "math", "style"} & read.elements
        assert not [name for name, _ in read.attributes if name.startswith("on")]
