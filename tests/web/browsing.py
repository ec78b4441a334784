"""Serving the pages and visiting them with a real browser."""

import asyncio
import shutil
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep
from typing import Any, TypeVar

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from starlette.types import ASGIApp

from assistant.web.admission import Admission
from assistant.web.allowed import PUBLIC, READ, AllowList, Route
from assistant.web.feedback import Feedback
from assistant.web.guard import Guard
from assistant.web.public import mount_public_page
from tests.web.fake_assistant import FakeAssistant

Built = TypeVar("Built")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


def beside_a_loop(build: Callable[[], Built]) -> Built:
    """Build something of Gradio's where a loop runs: elsewhere it opens some and closes none."""

    async def wrapped() -> Built:
        return build()

    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(asyncio.run, wrapped()).result()


def build_app(
    assistant: FakeAssistant,
    feedback: Feedback | None = None,
    admission: Admission | None = None,
) -> FastAPI:
    """Return an application with the public pages and one route of its own, all guarded."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_api_route("/healthz", lambda: {"alive": True})
    app.add_middleware(Guard, allowed=AllowList((*PUBLIC, Route(READ, "/healthz"))))
    return beside_a_loop(lambda: mount_public_page(app, assistant, feedback, admission))


@contextmanager
def serve(
    assistant: FakeAssistant,
    feedback: Feedback | None = None,
    admission: Admission | None = None,
) -> Iterator[str]:
    """Serve the public pages on a free port and return their address."""
    with serve_app(build_app(assistant, feedback, admission)) as address:
        yield address


@contextmanager
def serve_app(app: ASGIApp) -> Iterator[str]:
    """Serve an application on a free port and return its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="error", ws="none", timeout_graceful_shutdown=3)
        )
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = monotonic() + 30
        while not server.started and monotonic() < deadline:
            sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Return a browser of this machine, or skip the test that wants one."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip(f"no browser on this machine: looked for {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


class Visitors:
    """Opens pages, each a visitor of its own, and hears what their browsers complain about."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.contexts: dict[str, BrowserContext] = {}
        self.pages: list[Page] = []
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []

    def visit(self, device: dict[str, Any] = DESK, path: str = "/", **options: Any) -> Page:
        """Open the public page; visitors with the same device share its cache, nothing else."""
        page = self.open(path, device, **options)
        expect(page.locator(".suggestion, .exchange").first).to_be_visible()
        return page

    def open(self, path: str, device: dict[str, Any] = DESK, who: str = "", **options: Any) -> Page:
        """Open a page; with ``who`` as somebody who stays signed in."""
        wanted = {"locale": "en-GB", **device, **options}
        if (key := f"{who} {wanted}") not in self.contexts:
            self.contexts[key] = self.browser.new_context(**wanted)
        page = self.contexts[key].new_page()
        self.pages.append(page)
        self.listen(page)
        page.set_default_timeout(15_000)
        page.goto(f"{self.address}{path}")
        return page

    def listen(self, page: Page) -> None:
        """Note errors, warnings and requests to other hosts."""
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                self.complaints.append(said.text) if said.type in ("error", "warning") else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((self.address, "data:", "blob:"))
                else self.elsewhere.append(request.url)
            ),
        )

    def leave(self) -> None:
        """Close the pages and forget what was remembered in the browser."""
        for page in self.pages:
            page.evaluate("localStorage.clear()")
            page.close()
        self.pages.clear()

    def check(self) -> None:
        """Fail when a browser complained or asked another host for something."""
        elsewhere, complaints = self.elsewhere.copy(), self.complaints.copy()
        self.elsewhere.clear()
        self.complaints.clear()
        assert elsewhere == []
        assert complaints == []


def ask(page: Page, question: str) -> None:
    """Ask and wait for the end of the answer."""
    before = page.locator(".exchange").count()
    page.get_by_role("textbox").fill(question)
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".exchange:not([data-pending])")).to_have_count(before + 1)
