"""The whole application with its records, behind a real server, and officials who sign in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from assistant.errors import NotReady
from assistant.records.opening import Records, open_records
from assistant.records.settings import RecordsSettings
from assistant.service import Service
from assistant.settings import AssistantSettings
from assistant.web.application import build_application
from assistant.web.officials.settings import OfficialsSettings
from assistant.web.settings import WebSettings
from knowledge import LibrarySettings, add_documents
from tests.conftest import link_files
from tests.web.browsing import DESK, Visitors, beside_a_loop, serve_app
from tests.web.fake_assistant import FakeAssistant

PASSWORD = "four plain words here"
HARBOUR = "# Harbour of the sample town\n\nThe sample harbour has 3 piers.\n"
HTML = {"accept": "text/html"}


class FakeService(FakeAssistant):
    """The scripted assistant in the place of the service of a server."""

    def __init__(self, home) -> None:
        super().__init__()
        self.settings, self.library_settings = AssistantSettings(), LibrarySettings(home=home)

    def assistant(self) -> None:
        """There is no index."""
        raise NotReady("There is no index.")

    def refresh(self) -> None:
        """Nothing is published."""

    def warm_up(self) -> None:
        """There is nothing to open."""


@dataclass(frozen=True)
class Desk:
    """A served application with its records."""

    app: FastAPI
    records: Records
    service: FakeService | Service
    address: str = ""


def build_desk(home, **officials: object) -> Desk:
    """Return the application; its records and uploads are in a home."""
    settings = LibrarySettings(home=home)
    records = open_records(settings, RecordsSettings())
    service = FakeService(home)
    web = WebSettings(questions_per_minute=0)
    app = beside_a_loop(
        lambda: build_application(service, records, web, OfficialsSettings(**officials))
    )
    return Desk(app, records, service)


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    """A served application in which lan and minh have accounts."""
    made = build_desk(tmp_path_factory.mktemp("desk"))
    for name in ("lan", "minh"):
        made.records.accounts.add(name, PASSWORD)
    with serve_app(made.app) as address:
        yield Desk(made.app, made.records, made.service, address)
    made.records.close()


@contextmanager
def serve_library(folder, compiled_model, **officials: object) -> Iterator[Desk]:
    """Serve an application over a real library of one document, in which lan has an account."""
    (folder / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    settings = LibrarySettings(home=folder / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "knowledge.building.compile_model",
            lambda source, target, *rest: link_files(compiled_model, target),
        )
        add_documents(settings, [folder / "harbour.md"])
    records = open_records(settings)
    records.accounts.add("lan", PASSWORD)
    service = Service(settings)
    app = beside_a_loop(
        lambda: build_application(service, records, WebSettings(), OfficialsSettings(**officials))
    )
    with serve_app(app) as address:
        yield Desk(app, records, service, address)
    service.assistant().library.close()
    records.close()


@pytest.fixture
def client(desk) -> TestClient:
    """A browser without scripts that has not signed in."""
    return TestClient(desk.app, base_url=desk.address, follow_redirects=False)


def sign_in(client: TestClient, name: str = "lan") -> TestClient:
    """Sign in by the form."""
    done = client.post("/officials/sign-in", data={"name": name, "password": PASSWORD})
    assert done.status_code == 303
    return client


def token_in(page: str) -> str:
    """Return the token that the forms of a page carry."""
    return page.split('name="form_token" value="')[1].split('"')[0]


def upload(client: TestClient, *files, **fields):
    """Send files as the form of the documents' page does."""
    token = token_in(client.get("/officials/documents", headers=HTML).text)
    return client.post(
        "/officials/documents/upload",
        data={"form_token": token, **fields},
        files=[("files", each) for each in files],
        headers=HTML,
    )


@pytest.fixture
def lan(client) -> TestClient:
    """A browser without scripts in which lan has signed in."""
    return sign_in(client)


@pytest.fixture(scope="module")
def officials(browser: Browser, desk: Desk) -> Iterator[Visitors]:
    visitors = Visitors(browser, desk.address)
    yield visitors
    for context in visitors.contexts.values():
        context.close()


Enter = Callable[..., Page]


@pytest.fixture
def enter(officials: Visitors) -> Iterator[Enter]:
    """Sign in with a browser and go to a page of the desk; no visit may end with a complaint."""

    def enter_now(path: str = "/officials", name: str = "lan", device=DESK, **options) -> Page:
        page = officials.open(path, device, who=name, **options)
        if page.locator("#password").count():
            page.fill("#name", name)
            page.fill("#password", PASSWORD)
            page.locator("main button[type=submit]").click()
        if path == "/officials":
            expect(page.locator("#question textarea")).to_be_visible()
            expect(page.locator("#kept .list")).to_be_visible()
        return page

    yield enter_now
    officials.leave()
    officials.check()
