"""What docs/deploy.md tells an operator to do: two processes behind nginx, and what they share."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from playwright.sync_api import expect, sync_playwright

from knowledge import LibrarySettings, add_documents
from tests.conftest import link_files

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
HOST = "assistant.example.org"
PASSWORD = "four plain words here"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LONGEST = 120
HARBOUR = "# Harbour of the sample town\n\nThe sample harbour has 3 piers.\n"
BOATS = "# Boats of the sample town\n\nThere are 214 sample boats.\n"


class Site(NamedTuple):
    """What runs: the addresses of nginx and of the processes behind it, and the processes."""

    port: int
    direct: tuple[str, ...]
    processes: tuple[subprocess.Popen, ...]

    def get(self, path: str, **options) -> httpx.Response:
        """Ask through nginx, as one whose name server knows the host."""
        headers = {"host": HOST, **options.pop("headers", {})}
        with httpx.Client(verify=False) as client:
            return client.get(f"https://127.0.0.1:{self.port}{path}", headers=headers, **options)


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*command: str, log: Path, **options) -> Iterator[subprocess.Popen]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, **options)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=LONGEST)


def wait_for(address: str, log: Path) -> None:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        try:
            if httpx.get(address).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{address} is not there: {log.read_text(errors='replace')[-2000:]}")


def nginx_settings(folder: Path, port: int, behind: list[int]) -> str:
    """Return the guide's own settings with the ports and files of this test."""
    server, upstream = re.findall(r"```nginx\n(.*?)```", GUIDE, re.DOTALL)
    for number, each in enumerate(behind):
        upstream = upstream.replace(f":{7860 + number};", f":{each};")
    for before, now in {
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "/etc/ssl/assistant.pem": str(folder / "cert.pem"),
        "/etc/ssl/assistant.key": str(folder / "key.pem"),
        "proxy_pass http://127.0.0.1:7860;": "proxy_pass http://assistants;",
    }.items():
        assert before in server
        server = server.replace(before, now)
    user = "user root;" if os.getuid() == 0 else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    return (
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\n{places}access_log {folder}/access.log;\n{upstream}{server}}}\n"
    )


@pytest.fixture(scope="module")
def site(compiled_model, postgres, tmp_path_factory) -> Iterator[Site]:
    """Two processes with one home, Chroma server, database and count, behind nginx."""
    nginx, redis, openssl = program("nginx"), program("redis-server"), program("openssl")
    folder = tmp_path_factory.mktemp("site")
    ports = [free_port() for _ in range(5)]
    public, chroma_port, redis_port, *behind = ports
    chroma = f"http://127.0.0.1:{chroma_port}"
    subprocess.run(
        f"{openssl} req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 "
        f"-subj /CN={HOST}".split(),
        cwd=folder,
        check=True,
        capture_output=True,
    )
    (folder / "nginx.conf").write_text(nginx_settings(folder, public, behind), encoding="utf-8")
    (folder / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    environment = {
        **os.environ,
        "ASSISTANT_HOME": str(folder / "home"),
        "ASSISTANT_CHROMA_URL": chroma,
        "ASSISTANT_DATABASE_URL": f"{postgres}/postgres",
        "ASSISTANT_LIMITS_URL": f"redis://127.0.0.1:{redis_port}",
        "ASSISTANT_SECRET": "the same for all processes, and long",
        "ASSISTANT_ALLOWED_HOSTS": HOST,
        "ASSISTANT_PUBLIC_URL": f"https://{HOST}",
        "ASSISTANT_HSTS": "true",
        "ASSISTANT_QUESTIONS_PER_MINUTE": "3",
    }
    store = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1"]
    store += ["--path", str(folder / "chroma"), "--port", str(chroma_port)]
    count = [redis, "--port", str(redis_port), "--bind", "127.0.0.1", "--save", "", "--dir"]
    with (
        running(*store, log=folder / "chroma.log"),
        running(*count, str(folder), log=folder / "redis.log"),
    ):
        wait_for(f"{chroma}/api/v2/heartbeat", folder / "chroma.log")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "knowledge.building.compile_model",
                lambda source, target, *rest: link_files(compiled_model, target),
            )
            settings = LibrarySettings(home=folder / "home", chroma_url=chroma)
            add_documents(settings, [folder / "harbour.md"])
        subprocess.run(
            [sys.executable, "-m", "assistant", "user", "add", "lan"],
            cwd=ROOT,
            env=environment,
            input=f"{PASSWORD}\n{PASSWORD}\n",
            text=True,
            check=True,
            capture_output=True,
        )
        serve = [sys.executable, "app.py", "--port"]
        options = {"cwd": ROOT, "env": environment}
        with (
            running(*serve, str(behind[0]), log=folder / "one.log", **options) as one,
            running(*serve, str(behind[1]), log=folder / "two.log", **options) as two,
            running(nginx, "-p", str(folder), "-c", "nginx.conf", log=folder / "nginx.log"),
        ):
            direct = tuple(f"http://127.0.0.1:{each}" for each in behind)
            for address, log in zip(direct, ("one.log", "two.log"), strict=True):
                wait_for(f"{address}/readyz", folder / log)
            yield Site(public, direct, (one, two))


@pytest.fixture(scope="module")
def page(site):
    """A page of the site in a browser that knows the host's name."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser on this machine: looked for {', '.join(BROWSERS)}")
    arguments = ["--no-sandbox", f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{site.port}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        page = browser.new_context(ignore_https_errors=True, locale="en-GB").new_page()
        page.set_default_timeout(30_000)
        yield page
        browser.close()


def ask(page, question: str):
    before = page.locator(".exchange").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".exchange:not([data-pending])")).to_have_count(before + 1)
    return page.locator(".exchange").last


def test_the_proxy_passes_on_pages_answers_and_what_browsers_are_told(site):
    ready = site.get("/readyz")
    other = site.get("/", headers={"host": "elsewhere.example"})
    figures = site.get("/metrics")
    figures_here = httpx.get(f"{site.direct[0]}/metrics")

    assert ready.status_code == 200
    assert "max-age" in ready.headers["strict-transport-security"]
    assert other.status_code == 400
    assert figures.status_code == 403
    assert figures_here.status_code == 200


def test_the_public_page_answers_through_the_proxy(site, page):
    page.goto(f"https://{HOST}/")

    exchange = ask(page, "How many piers has the sample harbour?")

    expect(exchange).to_contain_text("The sample harbour has 3 piers.")


def test_an_official_signs_in_asks_and_publishes_for_all_processes(site, page):
    page.goto(f"https://{HOST}/officials/sign-in")
    page.fill("#name", "lan")
    page.fill("#password", PASSWORD)
    page.locator("main button[type=submit]").click()
    ask(page, "How many piers has the sample harbour?")
    expect(page.locator(".history .title")).to_have_text("How many piers has the sample harbour?")
    cookies = [each for each in page.context.cookies() if each["httpOnly"]]

    page.goto(f"https://{HOST}/officials/documents")
    page.locator(".add > summary").click()
    file = {"name": "boats.md", "mimeType": "text/markdown", "buffer": BOATS.encode()}
    page.set_input_files("#files", [file])
    page.get_by_role("button", name="Publish without preview").click()
    expect(page.get_by_text("It has been added.")).to_be_visible(timeout=LONGEST * 1000)

    assert cookies
    assert all(each["secure"] for each in cookies)
    for address in site.direct:
        assert "214" in asked_until(address, "How many sample boats are there?", "214")


def asked_until(address: str, question: str, wanted: str) -> str:
    """Ask until an index that was just published serves, which takes a second."""
    for _ in range(20):
        found = httpx.post(f"{address}/api/ask", json={"question": question}).text
        if wanted in found:
            break
        time.sleep(0.5)
    return found


def test_questions_of_one_address_are_counted_by_all_processes_together(site):
    def status(address: str, visitor: str) -> int:
        headers = {"host": HOST, "x-forwarded-for": visitor}
        question = {"question": "How many piers has the sample harbour?"}
        return httpx.post(f"{address}/api/ask", json=question, headers=headers).status_code

    one, two = site.direct
    seen = [status(each, "203.0.113.5") for each in (one, two, one, two, one)]
    another = status(two, "203.0.113.6")

    assert seen == [200, 200, 200, 429, 429]
    assert another == 200


def test_when_a_process_is_gone_the_other_answers(site):
    site.processes[0].send_signal(signal.SIGTERM)
    site.processes[0].wait(timeout=LONGEST)

    answers = {site.get("/readyz").status_code for _ in range(4)}

    assert answers == {200}
