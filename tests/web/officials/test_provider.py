"""Signing in through an OpenID Connect provider: it says who, the accounts say whether."""

import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import RSAKey

from assistant.errors import BadSettings
from assistant.web.officials.provider import name_of, open_client
from assistant.web.officials.settings import OfficialsSettings
from tests.web.browsing import serve_app
from tests.web.officials.conftest import build_desk

KEY = RSAKey.generate_key(2048, parameters={"kid": "one"})
OTHER = RSAKey.generate_key(2048, parameters={"kid": "one"})
HTML = {"accept": "text/html"}


class Provider:
    """A provider on this machine that vouches for whom it is told to."""

    def __init__(self):
        self.claims = {"sub": "1", "email": "lan@example.org", "email_verified": True}
        self.key, self.audience, self.asked, self.codes = KEY, "desk", [], {}
        self.app = FastAPI()
        self.app.get("/.well-known/openid-configuration")(self.configuration)
        self.app.get("/authorize")(self.authorize)
        self.app.post("/token")(self.token)
        self.app.get("/keys")(self.keys)

    def configuration(self, request: Request):
        base = str(request.base_url).rstrip("/")
        return {
            "issuer": base,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "jwks_uri": f"{base}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def authorize(self, request: Request):
        asked = dict(request.query_params)
        self.asked.append(asked)
        self.codes["code"] = asked["nonce"]
        return RedirectResponse(f"{asked['redirect_uri']}?code=code&state={asked['state']}")

    async def token(self, request: Request):
        form = await request.form()
        assert form["code_verifier"]
        now = int(time.time())
        claims = {
            **self.claims, "iss": str(request.base_url).rstrip("/"), "aud": self.audience,
            "nonce": self.codes["code"], "iat": now, "exp": now + 60,
        }  # fmt: skip
        told = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {"access_token": "x", "token_type": "Bearer", "id_token": told}

    def keys(self):
        return {"keys": [KEY.as_dict(private=False)]}


@pytest.fixture
def provider():
    return Provider()


@pytest.fixture
def client(provider, tmp_path):
    """A browser without scripts, and a desk that trusts the provider; lan has an account."""
    with serve_app(provider.app) as address:
        made = build_desk(
            tmp_path / "home", oidc_issuer=address, oidc_client_id="desk",
            oidc_client_secret="secret", oidc_name="Sample provider",
        )  # fmt: skip
        made.records.accounts.add("lan@example.org", None)
        yield TestClient(made.app, base_url="http://desk.example", follow_redirects=False)
        made.records.close()


def go_there_and_back(client):
    """Follow the way to the provider and back; return where it ends."""
    sent = client.get("/officials/provider/start")
    back = httpx.get(sent.headers["location"], follow_redirects=False).headers["location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def test_who_has_an_account_comes_in(client, provider):
    shown = client.get("/officials/sign-in", headers=HTML)

    ended = go_there_and_back(client)

    assert "Sign in with Sample provider" in shown.text
    assert ended.headers["location"] == "/officials"
    assert client.get("/officials/insights", headers=HTML).status_code == 200
    assert provider.asked[0]["code_challenge_method"] == "S256"
    assert provider.asked[0]["redirect_uri"] == "http://desk.example/officials/provider/back"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "minh@example.org", "email_verified": True},
        {"email": "lan@example.org"},
        {"email": "lan@example.org", "email_verified": False},
        {"email": ["lan@example.org"], "email_verified": True},
        {},
    ],
    ids=["no account", "not said to be confirmed", "not confirmed", "no text", "nothing"],
)
def test_who_has_none_does_not_whatever_the_provider_says(client, provider, claims):
    provider.claims = {"sub": "1", **claims}

    ended = go_there_and_back(client)

    assert ended.headers["location"] == "/officials/sign-in?refused=1"
    assert "This sign-in gives no access." in client.get(ended.headers["location"]).text
    assert client.get("/officials/insights", headers=HTML).status_code == 303


def test_a_token_that_another_has_signed_is_refused(client, provider):
    provider.key = OTHER

    assert go_there_and_back(client).headers["location"] == "/officials/sign-in?refused=1"


def test_a_token_for_another_application_is_refused(client, provider):
    provider.audience = "another"

    assert go_there_and_back(client).headers["location"] == "/officials/sign-in?refused=1"


@pytest.mark.parametrize(
    "query", ["", "code=code", "code=code&state=forged", "error=access_denied"]
)
def test_who_comes_back_without_having_gone_is_refused(client, query):
    ended = client.get(f"/officials/provider/back?{query}")

    assert ended.headers["location"] == "/officials/sign-in?refused=1"


def test_a_provider_that_is_away_is_told_as_a_refusal(tmp_path):
    made = build_desk(tmp_path / "home", oidc_issuer="http://127.0.0.1:9", oidc_client_id="desk")
    client = TestClient(made.app, follow_redirects=False)

    ended = client.get("/officials/provider/start")
    made.records.close()

    assert ended.headers["location"] == "/officials/sign-in?refused=1"


def test_the_address_that_is_set_is_where_the_provider_sends_back_to(provider, tmp_path):
    with serve_app(provider.app) as address:
        made = build_desk(
            tmp_path / "home", oidc_issuer=address, oidc_client_id="desk",
            public_url="https://a.example/",
        )  # fmt: skip
        sent = TestClient(made.app, follow_redirects=False).get("/officials/provider/start")
        made.records.close()

    asked = parse_qs(urlsplit(sent.headers["location"]).query)
    assert asked["redirect_uri"] == ["https://a.example/officials/provider/back"]


def test_a_provider_without_a_client_id_is_told_to_the_operator():
    with pytest.raises(BadSettings, match="needs ASSISTANT_OIDC_CLIENT_ID"):
        open_client(OfficialsSettings(oidc_issuer="https://a.example"))


def test_another_claim_than_the_address_needs_no_confirmation():
    assert name_of({"preferred_username": "lan"}, "preferred_username") == "lan"
