"""The guard: what gets in, from where, under which name, and what every answer tells a browser."""

import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from assistant.web.allowed import READ, SEND, AllowList, Route
from assistant.web.guard import Guard
from assistant.web.headers import SCRIPT, chat_policy, digest
from assistant.web.settings import LOOPBACK, WebSettings

ROUTES = (
    Route(READ, "/healthz"),
    Route(READ, "/open"),
    Route(SEND, "/send"),
    Route(READ | SEND, "/both"),
)


def client(*, hosts=(), hsts=False, headers=None):
    app = FastAPI()

    @app.api_route("/{path:path}", methods=["GET", "HEAD", "POST", "PUT", "OPTIONS"])
    def answer(path: str):
        return PlainTextResponse("answered", headers=headers)

    app.add_middleware(Guard, allowed=AllowList(ROUTES), hosts=frozenset(hosts), hsts=hsts)
    return TestClient(app, base_url="http://a.example")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/open", 200),
        ("HEAD", "/open", 200),
        ("POST", "/send", 200),
        ("POST", "/both", 200),
        ("POST", "/open", 405),
        ("PUT", "/both", 405),
        ("OPTIONS", "/send", 405),
        ("GET", "/closed", 404),
        ("GET", "/open/", 404),
        ("GET", "/openly", 404),
        ("GET", "//open", 404),
        ("GET", "/%2e%2e/open", 404),
        ("GET", "/open%2Fmore", 404),
        ("GET", "/open%00", 404),
        ("GET", "/open%5C", 404),
        ("GET", "/OPEN", 404),
    ],
)
def test_only_what_is_on_the_list_is_answered(method, path, status):
    assert client().request(method, path).status_code == status


def test_what_is_not_answered_is_told_in_the_form_for_programs():
    found = client().post("/open")

    assert found.json() == {"outcome": "error", "message": "/open answers to GET, HEAD alone."}
    assert found.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://a.example"}, 200),
        ({"origin": "http://b.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://a.example.b.example"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 200),
        ({"sec-fetch-site": "same-site", "origin": "http://a.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
    ],
)
def test_pages_of_other_sites_cannot_send_anything(headers, status):
    assert client().post("/send", headers=headers).status_code == status


def test_pages_of_other_sites_may_be_linked_from():
    assert client().get("/open", headers={"sec-fetch-site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("a.example", 200),
        ("A.Example:8080", 200),
        ("b.example", 400),
        ("", 400),
        ("a.example.b", 400),
    ],
)
def test_it_answers_under_its_own_names_alone(host, status):
    found = client(hosts=["a.example"]).get("/open", headers={"host": host})

    assert found.status_code == status


def test_what_looks_after_it_may_ask_by_its_address():
    assert client(hosts=["a.example"]).get("/healthz", headers={"host": "10.0.0.7"}).is_success


def test_every_answer_has_the_headers_also_one_that_is_none():
    for found in (client().get("/open"), client().get("/closed")):
        assert "default-src 'none'" in found.headers["content-security-policy"]
        assert found.headers["x-content-type-options"] == "nosniff"
        assert found.headers["referrer-policy"] == "no-referrer"
        assert found.headers["x-frame-options"] == "DENY"
        assert "strict-transport-security" not in found.headers


def test_what_a_page_says_itself_stays():
    found = client(headers={"Content-Security-Policy": "default-src 'self'"}).get("/open")

    assert found.headers.get_list("content-security-policy") == ["default-src 'self'"]


def test_https_is_demanded_where_it_is_set():
    assert client(hsts=True).get("/open").headers["strict-transport-security"] == "max-age=31536000"


def test_no_other_origin_is_allowed_to_read_whatever_the_application_says():
    allowing = {"Access-Control-Allow-Origin": "*", "access-control-allow-credentials": "true"}

    found = client(headers=allowing).get("/open")

    assert not [name for name in found.headers if name.startswith("access-control")]


def test_a_websocket_is_closed():
    refused = pytest.raises(WebSocketDisconnect, match=r"^$", check=lambda exc: exc.code == 1008)

    with refused, client().websocket_connect("/open"):
        pass


def test_only_the_scripts_that_were_sent_may_run():
    document = "<script>one()</script><script src='a.js'></script><script type='x'>two()</script>"

    policy = chat_policy(document)

    assert SCRIPT.findall(document) == ["one()", "two()"]
    assert f"'sha256-{digest('one()')}' 'sha256-{digest('two()')}'" in policy
    assert "script-src 'self'" in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]


@pytest.mark.parametrize(
    ("named", "bound", "hosts"),
    [
        ("", "127.0.0.1", {*LOOPBACK}),
        ("", "0.0.0.0", set()),
        ("A.example, b.example", "0.0.0.0", {"a.example", "b.example", *LOOPBACK}),
    ],
)
def test_on_this_machine_alone_it_answers_under_this_machines_names_alone(named, bound, hosts):
    assert WebSettings(allowed_hosts=named).hosts(bound) == hosts
