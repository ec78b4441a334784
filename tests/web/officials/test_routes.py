"""Every route that the application mounts, Gradio's among them: nothing but the list answers."""

import re

import pytest
from fastapi.testclient import TestClient
from starlette.routing import Mount

from assistant.web.allowed import ALL, OFFICIALS, AllowList
from tests.web.officials.conftest import sign_in

LIST = AllowList()
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
FILLED = {
    "document_id": "sample-programme", "number": "1", "name": "0" * 32, "kind": "md",
    "table": "days", "session_hash": "abc", "path": "x", "path_or_url": "http://a.example/x",
    "url_path": "http://a.example/x",
}  # fmt: skip


def routes_of(routes, prefix=""):
    """Yield every path with its methods, in everything that is mounted."""
    for route in routes:
        path = prefix + getattr(route, "path", "")
        inside = getattr(route, "routes", None) or getattr(
            getattr(route, "original_router", None), "routes", None
        )
        if isinstance(route, Mount) or inside:
            app = getattr(route, "app", None)
            app = getattr(app, "app", app)  # what rewrites the head of a page wraps the toolkit
            yield from routes_of(inside or getattr(app, "routes", ()), path.rstrip("/"))
        else:
            yield path, frozenset(getattr(route, "methods", None) or {"GET"})


def filled(path):
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: FILLED.get(match[1], "x"), path)


@pytest.fixture(scope="module")
def mounted(desk):
    found = sorted({(filled(path), methods) for path, methods in routes_of(desk.app.routes)})
    assert len(found) > 150, "the walk no longer sees what Gradio brings"
    assert any("gradio_api/upload" in path for path, _ in found)
    return found


def answers(client, mounted, **options):
    """Return which of all requests are answered by anything but the guard."""
    found = set()
    for path, methods in mounted:
        for method in methods | {"GET", "POST"}:
            # What streams for ever is not waited for.
            if re.search("queue/data|heartbeat|startup", path) and LIST.methods(path):
                continue
            status = client.request(method, path, **options).status_code
            if status not in (404, 405):
                found.add((method, path, status))
    return found


def test_nothing_but_the_list_answers_without_a_session(desk, mounted):
    client = TestClient(desk.app, base_url=desk.address, follow_redirects=False)

    found = answers(client, mounted)

    assert found
    for method, path, status in found:
        assert method in LIST.methods(path), (method, path, status)
        if path.startswith("/officials") and not path.startswith(
            ("/officials/sign-in", "/officials/provider")
        ):
            assert status == 401, (method, path, status)


def test_nothing_else_answers_with_a_session(desk, mounted):
    client = sign_in(TestClient(desk.app, base_url=desk.address, follow_redirects=False))

    for method, path, status in answers(client, mounted):
        assert method in LIST.methods(path), (method, path, status)
        # What changes something wants the session's own form as well.
        if method == "POST" and path.startswith("/officials/") and "gradio_api" not in path:
            assert status in (403, 422), (method, path, status)


def test_nothing_is_changed_or_asked_from_another_site(desk, mounted):
    client = sign_in(TestClient(desk.app, base_url=desk.address, follow_redirects=False))
    foreign = {"origin": "https://a.example", "sec-fetch-site": "cross-site"}

    found = answers(client, mounted, headers=foreign)

    assert {status for method, _, status in found if method == "POST"} == {403}


@pytest.mark.parametrize(
    "path",
    [
        *("/gradio_api/upload", "/gradio_api/proxy=http://a.example/x", "/gradio_api/file=app.py"),
        *("/gradio_api/call/ask", "/gradio_api/run/ask", "/gradio_api/info", "/config", "/login"),
        *("/gradio_api/component_server", "/monitoring", "/gradio_api/deep_link", "/manifest.json"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/officials"])
@pytest.mark.parametrize("method", METHODS)
def test_what_the_toolkit_would_do_with_files_and_other_hosts_is_not_there(
    desk, prefix, path, method
):
    client = sign_in(TestClient(desk.app, base_url=desk.address, follow_redirects=False))

    assert client.request(method, f"{prefix}{path}").status_code == 404


def test_every_route_on_the_list_is_one_that_the_application_has(mounted):
    """A line that nothing needs would be a door that nobody watches."""
    paths = [path for path, _ in mounted]
    unused = [
        route.pattern
        for route in ALL
        if not any(AllowList((route,)).methods(path) for path in (*paths, *EXAMPLES))
    ]

    # Without a provider in the settings its routes are not mounted.
    assert unused == ["/officials/provider/(?:start|back)"]


# Paths whose placeholders stand for what no general filling would give.
EXAMPLES = (
    "/assets/index-a1.js", "/static/fonts/a/a.woff2", "/officials/assets/a.js",
    "/officials/static/js/a.js", "/api/documents/x/pages/1",
    f"/officials/conversations/{'0' * 32}.md", "/officials/insights/days.csv",
)  # fmt: skip


def test_the_desks_list_is_below_the_desk():
    assert all(route.pattern.startswith("/officials") for route in OFFICIALS)
