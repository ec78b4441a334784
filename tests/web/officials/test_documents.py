"""The documents' pages: previewed, added, replaced, removed and taken back, by real changes."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import DESK, PHONE
from tests.web.officials.conftest import HTML, serve_library, sign_in, token_in, upload

LONG = 120_000
BOATS = "# Boats of the sample town\n\nThere are 214 sample boats.\n"


@pytest.fixture(scope="module")
def desk(compiled_model, tmp_path_factory):
    """A served application over a real library of one document."""
    folder = tmp_path_factory.mktemp("documents")
    with serve_library(folder, compiled_model, upload_bytes=200_000, upload_files=3) as desk:
        yield desk


def file(name, text):
    return {"name": name, "mimeType": "text/markdown", "buffer": text.encode()}


def titles(page: Page):
    return page.locator("table th a")


def expect_titles(page: Page, address: str, *wanted: str) -> None:
    """Look at the table until the index that was published serves, which takes a second."""
    for _ in range(20):
        page.goto(f"{address}/officials/documents")
        if titles(page).all_inner_texts() == list(wanted):
            return
        page.wait_for_timeout(500)
    expect(titles(page)).to_have_text(list(wanted))


def remove(page: Page, address: str, title: str) -> None:
    """Remove a document, after which Harbour is the only one."""
    page.goto(f"{address}/officials/documents")
    page.get_by_role("link", name=title).click()
    page.get_by_text("Remove this document").click()
    page.get_by_role("button", name="Yes, remove it").click()
    done(page)
    expect(page.get_by_text(f"Removed: {title}")).to_be_visible()
    expect_titles(page, address, "Harbour of the sample town")


def open_form(page: Page) -> None:
    page.locator(".add > summary").click()


def done(page: Page) -> None:
    expect(page.locator(".notice.good")).to_be_visible(timeout=LONG)


@pytest.mark.parametrize("device", [DESK, PHONE])
def test_documents_are_previewed_published_replaced_removed_and_taken_back(
    enter, officials, device
):
    page = enter("/officials/documents", device=device)
    expect(titles(page)).to_have_text(["Harbour of the sample town"])
    open_form(page)
    page.set_input_files("#files", [file("boats.md", BOATS), file("empty.txt", "")])

    page.get_by_role("button", name="Preview", exact=True).click()
    done(page)
    expect(page.locator(".outcome").filter(has_text="boats.md")).to_contain_text(
        "It would be added."
    )
    expect(page.locator(".outcome").filter(has_text="empty.txt")).to_contain_text("It has no text")
    expect(page.locator("blockquote")).to_contain_text("There are 214 sample boats.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("It has been added.")).to_be_visible(timeout=LONG)

    page.get_by_role("link", name="See the document").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Boats of the sample town")
    page.set_input_files("#files", [file("boats.md", BOATS.replace("214", "215"))])
    page.get_by_role("button", name="Publish without preview").click()
    expect(page.get_by_text("It has replaced a known document.")).to_be_visible(timeout=LONG)

    page.goto(f"{officials.address}/officials/documents/history")
    expect(page.locator("tbody tr").first).to_contain_text("0 added, 1 replaced, 0 removed")
    page.get_by_role("button", name=re.compile("Go back to it")).first.click()
    done(page)
    expect_titles(page, officials.address, "Harbour of the sample town", "Boats of the sample town")
    titles(page).last.click()
    page.get_by_role("link", name="Read it").click()
    expect(page.locator("article.text")).to_contain_text("There are 214 sample boats.")
    remove(page, officials.address, "Boats of the sample town")
    assert page.evaluate("document.documentElement.scrollWidth") <= device["viewport"]["width"]


def test_a_removed_document_is_no_longer_quoted(enter, officials):
    page = enter("/officials/documents")
    open_form(page)
    page.set_input_files("#files", [file("boats.md", BOATS)])
    page.get_by_role("button", name="Publish without preview").click()
    expect(page.get_by_text("It has been added.")).to_be_visible(timeout=LONG)

    remove(page, officials.address, "Boats of the sample town")

    found = httpx.post(f"{officials.address}/api/ask", json={"question": "How many sample boats?"})
    assert "214" not in found.text


def test_files_can_be_dropped(enter):
    page = enter("/officials/documents")
    open_form(page)
    transfer = page.evaluate_handle(
        """([name, text]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], name));
          return transfer;
        }""",
        ["boats.md", BOATS],
    )

    page.dispatch_event("[data-drop]", "dragover", {"dataTransfer": transfer})
    expect(page.locator(".drop")).to_have_class(re.compile("over"))
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": transfer})
    page.get_by_role("button", name="Preview", exact=True).click()
    done(page)

    expect(page.locator(".outcome h2")).to_have_text(["boats.md"])
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Documents")


def test_what_an_official_says_of_a_file_is_kept(enter):
    page = enter("/officials/documents")
    open_form(page)
    page.set_input_files("#files", [file("boats.md", BOATS)])
    page.get_by_text("What you know of it").click()
    page.get_by_label("Title").fill("Boats, counted")
    page.get_by_label("Publisher").fill("Sample office")
    page.get_by_label("Day of publication").fill("2026-02-03")
    page.get_by_label("Kind").select_option("Report")

    page.get_by_role("button", name="Preview", exact=True).click()
    done(page)

    expect(page.locator(".outcome")).to_contain_text("Boats, counted")
    expect(page.locator(".outcome")).to_contain_text("Sample office · 3 February 2026 · Report")


def test_what_is_wrong_with_an_upload_is_told_where_it_was_sent(enter, officials):
    page = enter("/officials/documents")
    open_form(page)
    page.set_input_files("#files", [file("picture.gif", "GIF89a")])

    page.get_by_role("button", name="Preview", exact=True).click()

    expect(page.locator(".sending")).to_contain_text("picture.gif cannot be read. Formats: .docx")
    expect(page.get_by_role("button", name="Preview", exact=True)).to_be_enabled()
    # The browser itself notes the status of the answer.
    assert "422" in officials.complaints.pop()


@pytest.mark.parametrize(
    ("files", "fields", "told"),
    [
        ([], {}, "Choose at least one file."),
        ([("a.exe", b"MZ")], {}, "a.exe cannot be read."),
        ([("a.md", b"# A"), ("b.md", b"# B")], {"title": "One"}, "for one file only"),
        ([("a.md", b"# A")], {"published": "soon"}, "soon is no day."),
    ],
)
def test_without_scripts_it_is_told_on_a_page(lan, files, fields, told):
    refused = upload(lan, *files, **fields)

    assert refused.status_code == 422
    assert told in refused.text


def test_too_much_at_once_is_not_taken(lan, desk):
    large = upload(lan, ("a.md", b"x" * 300_000))
    many = upload(lan, *((f"{number}.md", b"# A") for number in range(4)))

    assert large.status_code == 413
    assert many.status_code == 400
    assert not list((desk.service.library_settings.home / "uploads").glob("*/files/?.md"))


@pytest.mark.parametrize(
    "path",
    [
        "/officials/documents/upload",
        "/officials/documents/harbour/remove",
        "/officials/documents/changes/{change}/publish",
        "/officials/documents/changes/{change}/discard",
        "/officials/documents/history/{index}/publish",
    ],
)
def test_nothing_changes_without_the_sessions_own_form(lan, desk, path):
    address = path.format(change="0" * 32, index="20260101T000000000000Z")
    files = {"files": ("a.md", b"# A")} if "upload" in path else None

    refused = lan.post(address, data={"form_token": "forged"}, files=files)

    assert refused.status_code == 403


@pytest.mark.parametrize("path", ["changes/" + "0" * 32, "nothing"])
def test_what_is_not_there_is_told(lan, path):
    assert lan.get(f"/officials/documents/{path}", headers=HTML).status_code == 404


def test_a_change_that_never_began_is_told_with_what_to_do(lan, desk):
    folder = desk.service.library_settings.home / "uploads" / ("b" * 32)
    folder.mkdir(parents=True)
    address = f"/officials/documents/changes/{folder.name}"

    seen = lan.get(address, headers=HTML)
    token = token_in(lan.get("/officials/documents", headers=HTML).text)
    pressed = lan.post(f"{address}/publish", data={"form_token": token}, headers=HTML)

    assert seen.status_code == pressed.status_code == 404
    assert lan.get(f"{address}/state").json()["status"] == "failed"


def test_the_table_is_searched_without_diacritics_and_sorted(lan):
    found = lan.get("/officials/documents?find=HÁRBOUR town&order=title", headers=HTML)
    nothing = lan.get("/officials/documents?find=nowhere", headers=HTML)

    assert "Harbour of the sample town" in found.text
    assert "1 documents" in found.text
    assert "0 documents" in nothing.text


def test_file_names_lead_nowhere(lan, desk):
    upload(lan, ("../../../escaped.md", b"# A"), act="preview")

    home = desk.service.library_settings.home
    assert not list(home.glob("escaped*"))
    assert not (home.parent / "escaped.md").exists()


def test_another_with_an_account_sees_the_same_documents(desk, client):
    assert "Harbour" in sign_in(client).get("/officials/documents", headers=HTML).text
