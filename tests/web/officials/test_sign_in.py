"""The door: nobody comes in without a session, and a session is its owner's alone."""

import re
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect
from sqlalchemy import update

from assistant.records.tables import SessionRow
from tests.web.browsing import PHONE
from tests.web.officials.conftest import PASSWORD, build_desk, sign_in, token_in

HTML = {"accept": "text/html"}


def test_without_an_account_the_desk_is_closed_and_says_how_to_open_it(tmp_path):
    made = build_desk(tmp_path / "home")
    client = TestClient(made.app, follow_redirects=True)

    shown = client.get("/officials", headers=HTML)
    tried = client.post("/officials/sign-in", data={"name": "lan", "password": PASSWORD})
    made.records.close()

    assert shown.status_code == tried.status_code == 403
    assert "python -m assistant user add" in shown.text
    assert "password" not in shown.text.lower().replace("noreply", "")


def test_who_has_not_signed_in_is_sent_to_where_one_does_and_then_on(client):
    sent = client.get("/officials/insights", headers=HTML)
    shown = client.get(sent.headers["location"])
    entered = client.post(
        "/officials/sign-in",
        data={"name": "lan", "password": PASSWORD, "to": "/officials/insights"},
    )

    assert sent.status_code == 303
    assert 'name="to" value="/officials/insights"' in shown.text
    assert entered.headers["location"] == "/officials/insights"


@pytest.mark.parametrize(
    "target", ["https://a.example", "//a.example", "/", "/officials//a.example", "/officials\\x"]
)
def test_nobody_is_sent_anywhere_else(client, target):
    entered = client.post(
        "/officials/sign-in", data={"name": "lan", "password": PASSWORD, "to": target}
    )

    assert entered.headers["location"] == "/officials"


def test_the_cookie_is_for_the_desk_alone_and_no_script_reads_it(client):
    entered = client.post("/officials/sign-in", data={"name": "lan", "password": PASSWORD})

    cookie = entered.headers["set-cookie"].lower()
    assert "path=/officials" in cookie
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie


def test_over_https_the_cookie_is_sent_over_https_alone(desk):
    client = TestClient(desk.app, base_url="https://127.0.0.1", follow_redirects=False)

    entered = client.post("/officials/sign-in", data={"name": "lan", "password": PASSWORD})

    assert "secure" in entered.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "given",
    [{"name": "lan", "password": "wrong"}, {"name": "nobody", "password": PASSWORD}, {}],
)
def test_wrong_names_and_passwords_are_told_alike(client, desk, given):
    refused = client.post("/officials/sign-in", data=given)
    desk.records.accounts.unlock("lan")

    assert refused.status_code == 403
    assert "The name or the password is wrong." in refused.text
    assert "set-cookie" not in refused.headers


def test_a_locked_name_is_told_that_it_is(client, desk):
    for _ in range(5):
        client.post("/officials/sign-in", data={"name": "minh", "password": "wrong"})

    refused = client.post("/officials/sign-in", data={"name": "minh", "password": PASSWORD})
    desk.records.accounts.unlock("minh")

    assert refused.status_code == 429
    assert "too many wrong passwords" in refused.text


def test_signing_out_needs_the_sessions_own_form_and_ends_it(lan):
    cookie = lan.cookies["assistant-session"]
    forged = lan.post("/officials/sign-out", data={"form_token": "x"})
    token = token_in(lan.get("/officials/insights", headers=HTML).text)

    left = lan.post("/officials/sign-out", data={"form_token": token})
    lan.cookies.set("assistant-session", cookie, path="/officials")

    assert forged.status_code == 403
    assert left.status_code == 303
    assert lan.get("/officials/insights", headers=HTML).status_code == 303


@pytest.mark.parametrize("cookie", ["", "made-up", "' OR 1=1", "\x7f", "a=b; c"])
def test_a_made_up_session_is_none(client, cookie):
    found = client.get(
        "/officials/insights", headers={**HTML, "cookie": f"assistant-session={cookie}"}
    )

    assert found.status_code == 303


def test_a_session_that_is_over_is_none(lan, desk):
    with desk.records.database.session() as session:
        session.execute(update(SessionRow).values(expires=datetime.now(UTC)))

    assert lan.get("/officials/insights", headers=HTML).status_code == 303


def test_programs_are_told_that_they_are_not_signed_in(client):
    for method, path in (("GET", "/officials"), ("POST", "/officials/documents/upload")):
        assert client.request(method, path).status_code == 401


def test_a_page_that_is_not_there_is_told_as_a_page(lan):
    found = lan.get("/officials/documents/nothing", headers=HTML)

    assert found.status_code == 404
    assert "There is nothing at this address." in found.text
    assert "<nav" in found.text


@pytest.mark.parametrize("device", [{"viewport": {"width": 1440, "height": 900}}, PHONE])
def test_signing_in_and_out_with_a_browser(enter, officials, device):
    page = enter("/officials/insights", device=device)
    expect(page.get_by_role("heading", name="Insights", level=1)).to_be_visible()

    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(f"{officials.address}/officials/documents")
    expect(page).to_have_url(re.compile("/officials/sign-in"))


def test_the_language_that_was_chosen_stays(enter):
    page = enter("/officials/insights")

    page.get_by_role("link", name="Tiếng Việt").click()
    page.get_by_role("link", name="Tài liệu").click()

    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài liệu")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_another_browser_is_not_signed_in(desk, lan):
    other = TestClient(desk.app, base_url=desk.address, follow_redirects=False)

    assert lan.get("/officials/insights", headers=HTML).status_code == 200
    assert other.get("/officials/insights", headers=HTML).status_code == 303
    assert sign_in(other, "minh").get("/officials/insights", headers=HTML).status_code == 200
