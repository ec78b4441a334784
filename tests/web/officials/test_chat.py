"""The officials' chat: kept conversations, chosen documents, and nothing of another's."""

import io
import json

import httpx
import pytest
from docx import Document
from playwright.sync_api import Page, expect

from knowledge import Filter
from tests.web.browsing import DESK, PHONE
from tests.web.fake_assistant import TARGET, answered
from tests.web.officials.conftest import sign_in

# Gradio's queue counts events with pandas calls that pandas has since deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


@pytest.fixture(autouse=True)
def nothing_kept(desk):
    """Each test begins without conversations."""
    yield
    for name in ("lan", "minh"):
        owner = next(each.id for each in desk.records.accounts.all() if each.name == name)
        for kept in desk.records.conversations.all(owner):
            desk.records.conversations.delete(owner, kept.id)


def owner(desk, name="lan"):
    return next(each.id for each in desk.records.accounts.all() if each.name == name)


def titles(page: Page):
    return page.locator(".history .title")


def see_list(page: Page) -> None:
    """Open the list of conversations where it is closed, as it is above the chat on a phone."""
    expect(titles(page).first).to_be_attached()
    if not titles(page).first.is_visible():
        page.locator(".list > summary").click()


BOTH = pytest.mark.parametrize("device", [DESK, PHONE], ids=["wide", "phone"])


def ask_here(page: Page, question: str) -> None:
    before = page.locator(".exchange").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".exchange:not([data-pending])")).to_have_count(before + 1)


@BOTH
def test_a_conversation_is_kept_and_gone_on_with_after_coming_back(enter, desk, device):
    page = enter(device=device)
    ask_here(page, "the account target")
    ask_here(page, "who pays for it")
    expect(titles(page)).to_have_text(["the account target"])

    page.reload()
    expect(page.locator("h1")).to_be_visible()
    see_list(page)
    titles(page).click()
    expect(page.locator(".exchange .question")).to_have_count(2)
    ask_here(page, "and the weather")

    (kept,) = desk.records.conversations.all(owner(desk))
    assert kept.length == 3
    assert [turn.question for turn in desk.service.asked[-1][1]] == [
        "the account target",
        "who pays for it",
    ]


@BOTH
def test_a_new_conversation_leaves_the_one_before_as_it_is(enter, desk, device):
    page = enter(device=device)
    ask_here(page, "the account target")

    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("h1")).to_be_visible()
    ask_here(page, "who pays for it")

    expect(titles(page)).to_have_text(["who pays for it", "the account target"])
    assert desk.service.asked[-1][1] == ()


@BOTH
def test_a_conversation_is_found_by_its_words_while_they_are_typed(enter, desk, device):
    for question in ("Mục tiêu tài khoản là gì?", "the weather"):
        desk.records.conversations.add(owner(desk), None, question, answered())
    page = enter(device=device)
    expect(titles(page)).to_have_count(2)
    see_list(page)

    page.get_by_label("Search in them").press_sequentially("muc tieu", delay=20)

    expect(titles(page)).to_have_text(["Mục tiêu tài khoản là gì?"])
    expect(page.get_by_label("Search in them")).to_be_focused()
    page.get_by_label("Search in them").fill("nowhere")
    expect(page.locator(".history")).to_contain_text("No conversation has these words.")


@BOTH
def test_a_conversation_gets_another_title(enter, desk, device):
    desk.records.conversations.add(owner(desk), None, "the account target", answered())
    page = enter(device=device)
    see_list(page)

    page.get_by_label("More on the account target").click()
    page.get_by_label("Title").fill("For the report")
    page.get_by_role("button", name="Rename").click()

    expect(titles(page)).to_have_text(["For the report"])


@BOTH
def test_a_conversation_is_deleted_when_that_is_pressed_twice(enter, desk, device):
    page = enter(device=device)
    ask_here(page, "the account target")
    see_list(page)
    page.get_by_label("More on the account target").click()

    page.get_by_role("button", name="Delete").click()
    expect(titles(page)).to_have_count(1)
    page.get_by_role("button", name="Really delete it?").click()

    expect(titles(page)).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()
    assert desk.records.conversations.all(owner(desk)) == ()


def test_on_a_phone_the_list_is_closed_until_it_is_wanted_and_after_a_choice(enter, desk):
    desk.records.conversations.add(owner(desk), None, "the account target", answered())
    page = enter(device=PHONE)
    expect(titles(page)).to_have_count(1)
    expect(titles(page)).to_be_hidden()

    page.locator(".list > summary").click()
    titles(page).click()
    expect(page.locator(".exchange .question")).to_have_count(1)

    expect(titles(page)).to_be_hidden()
    assert page.locator("#question").bounding_box()["y"] < 844


def test_beside_the_chat_the_list_stays_as_it_was_left(enter, desk):
    page = enter()
    ask_here(page, "the account target")
    expect(titles(page)).to_be_visible()

    page.locator(".list > summary").click()
    ask_here(page, "who pays for it")

    expect(titles(page)).to_be_hidden()


def test_what_is_asked_after_its_conversation_was_deleted_elsewhere_begins_another(enter, desk):
    page = enter()
    ask_here(page, "the account target")
    (kept,) = desk.records.conversations.all(owner(desk))
    desk.records.conversations.delete(owner(desk), kept.id)

    ask_here(page, "who pays for it")

    expect(titles(page)).to_have_text(["who pays for it"])


@BOTH
def test_questions_can_be_put_to_chosen_documents(enter, desk, device):
    page = enter(device=device)
    page.get_by_text("Answers come from all 2 documents").click()
    page.get_by_label("Example Ministry").check()
    page.get_by_label("from", exact=True).fill("2025-01-01")

    page.get_by_role("button", name="Ask these").click()
    expect(page.get_by_text("Answers come from 1 of 2 documents")).to_be_visible()
    ask_here(page, "the account target")

    chosen = desk.service.only[-1]
    assert chosen == Filter(
        publishers=frozenset({"Example Ministry"}), published_from=chosen.published_from
    )
    assert f"{chosen.published_from}" == "2025-01-01"
    page.get_by_text("Answers come from 1 of 2 documents").click()
    page.get_by_role("button", name="Ask all documents").click()
    expect(page.get_by_text("Answers come from all 2 documents")).to_be_visible()
    ask_here(page, "the account target")
    assert desk.service.only[-1] is None


def test_an_answer_and_a_conversation_are_saved_as_files(enter):
    page = enter()
    ask_here(page, "the account target")
    ask_here(page, "who pays for it")

    with page.expect_download() as saved:
        page.locator(".exchange").first.get_by_role("link", name="Save as Word").click()
    with open(saved.value.path(), "rb") as file:  # noqa: PTH123
        words = [each.text for each in Document(io.BytesIO(file.read())).paragraphs]
    page.get_by_label("More on the account target").click()
    with page.expect_download() as whole:
        page.locator(".history").get_by_role("link", name="Markdown").click()
    text = whole.value.path().read_text("utf-8")

    assert saved.value.suggested_filename == "the account target.docx"
    assert TARGET in words
    assert "who pays for it" not in words
    assert "## the account target" in text
    assert "## who pays for it" in text
    assert "[^1]: Sample programme for digital accounts" in text


def test_conversations_of_others_are_neither_listed_nor_saved(enter, desk, client):
    kept = desk.records.conversations.add(owner(desk), None, "of lan", answered())

    page = enter(name="minh")
    minh = sign_in(client, "minh")

    expect(page.locator(".history")).to_contain_text("What you ask here is kept")
    for path in (f"{kept.id}.md", f"{kept.id}/1.docx", f"{'0' * 32}.md"):
        assert minh.get(f"/officials/conversations/{path}").status_code == 404
    assert minh.get(f"/officials/conversations/{kept.id}/7.md").status_code == 404


def test_a_page_of_one_account_is_not_shown_to_another_that_knows_its_name(desk):
    """What Gradio calls a session is a name that the browser makes up."""
    # Over the network: the queue of events belongs to the loop of the server.
    with httpx.Client(base_url=desk.address) as lan, httpx.Client(base_url=desk.address) as minh:
        said = run_event(sign_in(lan), "lans-page", "the account target")
        other = run_event(sign_in(minh, "minh"), "lans-page", "who pays for it")

    assert "the account target" in said
    assert "the account target" not in other
    assert [kept.title for kept in desk.records.conversations.all(owner(desk))] == [
        "the account target"
    ]


def run_event(client, session, question):
    """Ask through Gradio's own protocol and return all that came back."""
    page = client.get("/officials/").text
    config = page.split("window.gradio_config = ")[1].split(";</script>")[0]
    number = next(
        each["id"]
        for each in json.loads(config)["dependencies"]
        if len(each["inputs"]) == 3 and len(each["outputs"]) == 7
    )
    joined = client.post(
        "/officials/gradio_api/queue/join",
        json={"data": [question, None, "en"], "fn_index": number, "session_hash": session},
    )
    assert joined.status_code == 200
    with client.stream("GET", f"/officials/gradio_api/queue/data?session_hash={session}") as events:
        return "".join(events.iter_text())


def test_an_answer_that_cannot_be_kept_is_shown_all_the_same(enter, desk, monkeypatch):
    from assistant.errors import RecordsUnavailable

    page = enter()

    def unavailable(*_):
        raise RecordsUnavailable("away")

    monkeypatch.setattr(desk.records.conversations, "add", unavailable)
    ask_here(page, "the account target")

    expect(page.locator(".statement").first).to_contain_text(TARGET)
    expect(page.locator("#hint")).to_contain_text("could not be kept")


def test_officials_questions_are_counted_and_their_ratings_kept(enter, desk):
    page = enter()
    ask_here(page, "the weather")

    page.get_by_role("button", name="Not helpful").click()
    page.get_by_label("What was good").fill("I need the figure")
    page.get_by_role("button", name="Send comment").click()
    expect(page.locator(".thanks")).to_be_visible()

    (rated,) = desk.records.insights.ratings(1)
    assert (rated.verdict, rated.comment, rated.question) == (
        "down",
        "I need the figure",
        "the weather",
    )
    assert desk.records.insights.outcomes(1)["not_found"] >= 1


def test_the_whole_page_is_there_in_vietnamese(enter):
    page = enter(locale="vi-VN")

    expect(page.locator(".history h2")).to_have_text("Cuộc trò chuyện")
    expect(page.get_by_role("link", name="Tài liệu")).to_be_visible()
    expect(page.get_by_text("Trả lời từ tất cả 2 tài liệu")).to_be_visible()
