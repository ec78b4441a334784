"""Pages that a real change of the library brings: how far it is, what came of it, its pictures."""

import fcntl
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.accessibility import faults
from tests.web.officials.conftest import serve_library, upload
from tests.web.test_accessibility import VIEWS

# A library is published while the tests wait.
LONG = 120_000
SAMPLE = Path(__file__).parents[2] / "data" / "sample.pdf"
FILES = (("sample.pdf", SAMPLE.read_bytes()), ("empty.txt", b""))


@pytest.fixture(scope="module")
def desk(compiled_model, tmp_path_factory):
    """A served application over a real library."""
    with serve_library(tmp_path_factory.mktemp("changes"), compiled_model) as desk:
        yield desk


@pytest.fixture
def running(desk):
    """Return the address of a change that is under way as long as the test."""
    folder = desk.service.library_settings.home / "uploads" / ("a" * 32)
    (folder / "files").mkdir(parents=True, exist_ok=True)
    change = {"action": "add", "given": {}, "target": ""}
    progress = {"stage": "Reading", "done": 2, "total": 5}
    (folder / "change.json").write_text(json.dumps(change), encoding="utf-8")
    (folder / "progress.json").write_text(json.dumps(progress), encoding="utf-8")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield f"/officials/documents/changes/{folder.name}"


def test_a_change_under_way_and_one_that_was_broken_off_have_no_faults(enter, desk, running):
    found = {}
    for view, device in VIEWS.items():
        page = enter(running, device=device)
        expect(page.locator("progress")).to_have_attribute("value", "2")
        found[view] = faults(page)
    (desk.service.library_settings.home / "uploads" / ("a" * 32) / "lock").unlink()
    for view, device in VIEWS.items():
        page = enter(running, device=device)
        expect(page.get_by_role("alert")).to_be_visible()
        found[f"{view}, broken off"] = faults(page)

    assert {view: told for view, told in found.items() if told} == {}


def test_a_preview_what_came_of_it_and_the_pictures_of_its_pages_have_no_faults(enter, lan):
    address = upload(lan, *FILES, act="preview").headers["location"]
    found = {}

    for state in ("preview", "published"):
        for view, device in VIEWS.items():
            page = enter(address, device=device)
            expect(page.locator(".notice.good")).to_be_visible(timeout=LONG)
            found[f"{state}, {view}"] = faults(page)
        if state == "preview":
            page.locator("form[action$=publish] button").click()
            expect(page.locator(".outcome a").first).to_be_visible(timeout=LONG)
    document = page.locator(".outcome a").first.get_attribute("href")
    for view, device in VIEWS.items():
        page = enter(f"{document.replace('/officials/', '/')}?page=1", device=device)
        expect(page.locator("article.text")).to_be_visible()
        expect(page.locator("img").first).to_be_visible()
        found[f"pictures, {view}"] = faults(page)

    assert {state: told for state, told in found.items() if told} == {}
