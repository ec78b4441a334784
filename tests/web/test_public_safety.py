"""What the public page must not do, and must not show."""

import re
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect

from knowledge.types import Document
from tests.web.browsing import Visitors, ask, build_app, serve
from tests.web.conftest import Visit
from tests.web.fake_assistant import FakeAssistant, FakeFeedback
from tests.web.hostile import HOSTILE, hostile_answer, hostile_document

# Gradio's queue counts events with pandas calls that pandas has since deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

FORBIDDEN = {"script", "img", "svg", "iframe", "style", "math", "meta", "base", "template"}
OWN_LINK = re.compile(r"https://example\.org/|http://127\.0\.0\.1:\d+/documents/")
INSPECT = """() => {
  const all = [...document.querySelectorAll("#talk *, #sources *")];
  return {
    ran: window.broken ?? null,
    elements: all.map((each) => each.localName),
    attributes: all.flatMap((each) => each.getAttributeNames()),
    links: all.filter((each) => each.href).map((each) => each.href),
  };
}"""


class HostileAssistant(FakeAssistant):
    """Everything it says and has read is an attack."""

    def __init__(self) -> None:
        super().__init__(script={"": hostile_answer})

    def suggestions(self, language: str) -> tuple[str, ...]:
        return HOSTILE

    def documents(self) -> tuple[Document, ...]:
        return tuple(hostile_document(text) for text in HOSTILE[:8])


def test_no_trace_of_the_toolkit_is_left(visit: Visit) -> None:
    page = visit()

    assert page.title() == "Policy Assistant – Digital transformation of Viet Nam"
    assert page.locator("footer:visible").count() == 0
    assert "gradio" not in page.locator("body").inner_text().lower()


def test_two_visitors_do_not_see_each_other(visit: Visit, scripted: FakeAssistant) -> None:
    first, second = visit(), visit()
    ask(first, "account of the first")

    ask(second, "account of the second")

    assert scripted.asked[-1][1] == ()
    expect(second.locator(".exchange")).to_have_count(1)


def test_hostile_text_never_becomes_markup_and_never_runs(browser: Browser) -> None:
    with serve(HostileAssistant()) as address:
        visitors = Visitors(browser, address)
        page = visitors.visit()
        for text in HOSTILE[:3]:
            ask(page, text)
        page.locator(".chip").first.click()
        page.get_by_text("Tiếng Việt").click()
        expect(page.locator("html")).to_have_attribute("lang", "vi")

        found = page.evaluate(INSPECT)
        said = page.locator(".statement").all_inner_texts()
        visitors.leave()
        visitors.check()
    assert found["ran"] is None
    assert not FORBIDDEN & set(found["elements"])
    assert not [name for name in found["attributes"] if name.startswith("on")]
    assert all(OWN_LINK.match(link) for link in found["links"])
    assert len(said) == 3 * len(HOSTILE)
    assert HOSTILE[0] in said


def test_no_question_runs_or_becomes_markup_typed_or_in_a_link(
    visit: Visit, scripted: FakeAssistant
) -> None:
    page = visit()
    asked = len(scripted.asked)
    for text in HOSTILE:
        page.locator("#question textarea").fill(text)
        page.locator("#ask").click()
        expect(page.locator("#question textarea")).to_have_value("")
        expect(page.locator("[data-pending]")).to_have_count(0)
    typed = page.evaluate(INSPECT)

    for text in HOSTILE[::10]:
        page.goto(f"{page.url.split('?')[0]}?{urlencode({'q': text})}")
        expect(page.locator(".exchange:not([data-pending])")).to_have_count(1)
        assert page.evaluate("window.broken ?? null") is None

    assert typed["ran"] is None
    assert not (FORBIDDEN - {"svg"}) & set(typed["elements"])
    assert not [name for name in typed["attributes"] if name.startswith("on")]
    assert len(scripted.asked) == asked + len(HOSTILE) + len(HOSTILE[::10])


def test_no_comment_runs_or_becomes_markup(visit: Visit, feedback: FakeFeedback) -> None:
    page = visit()
    ask(page, "the account target")
    for number, text in enumerate(HOSTILE):
        page.locator("#up-1" if number % 2 else "#down-1").click()
        page.get_by_label("What was good").fill(text)
        page.get_by_role("button", name="Send comment").click()
        expect(page.locator(".thanks")).to_be_visible()

    assert page.evaluate("window.broken ?? null") is None
    assert len(feedback.given) >= 1


def test_an_injected_script_is_stopped_by_the_browser(visitors: Visitors) -> None:
    page = visitors.visit()

    page.evaluate(
        """() => {
          const picture = "<img src=data:x onerror='window.broken=1'>";
          document.body.insertAdjacentHTML("beforeend", picture);
          const script = document.createElement("script");
          script.textContent = "window.broken = 2";
          document.body.append(script);
        }"""
    )
    page.wait_for_timeout(200)
    ran = page.evaluate("window.broken ?? null")
    visitors.leave()
    blocked = [told for told in visitors.complaints if "Content Security Policy" in told]
    visitors.complaints.clear()

    assert ran is None
    assert len(blocked) >= 2


def test_earlier_routes_are_not_shadowed() -> None:
    client = TestClient(build_app(FakeAssistant()))

    assert client.get("/healthz").json() == {"alive": True}
    assert client.get("/documents/sample-programme").status_code == 200


def test_the_document_introduces_the_service_and_not_the_toolkit() -> None:
    document = TestClient(build_app(FakeAssistant())).get("/").text

    assert "<title>Policy Assistant – Digital transformation of Viet Nam</title>" in document
    assert '<meta property="og:title" content="Policy Assistant' in document
    assert "Vui lòng bật JavaScript" in document
    assert "@Gradio" not in document
    assert "raw.githubusercontent.com" not in document


@pytest.mark.parametrize(
    "path",
    ["/docs", "/redoc", "/openapi.json", "/gradio_api/runs", "/monitoring/summary"],
)
def test_the_toolkits_own_pages_are_closed(path: str) -> None:
    client = TestClient(build_app(FakeAssistant()))

    assert client.get(path).status_code in (403, 404)
