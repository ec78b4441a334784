"""The desk's pages other than the chat: drawn by Jinja2, which escapes every value.

Each page may load nothing from elsewhere and runs only the one script that it carries.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from assistant.records.sign_in import SignedIn
from assistant.types import Language
from assistant.web.assets import read_asset
from assistant.web.headers import digest
from assistant.web.index import mark_address
from assistant.web.rendering import INVISIBLE
from assistant.web.texts import choose_language, load_texts

HERE: Final = Path(__file__).parent
LANGUAGE_COOKIE: Final = "assistant-language"
NAVIGATION: Final = ("chat", "documents", "insights")


class Pages:
    """Draws the desk's pages."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=visible,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def show(
        self, request: Request, name: str, /, *, status: int = 200, **values: object
    ) -> HTMLResponse:
        """Return a page in the language of the request; ``values`` are what its template names."""
        language = language_of(request)
        who = request.scope.get("assistant.signed_in")
        shown = self.environment.get_template(f"{name}.html").render(
            **{"status": status, **values},
            account=who.account if isinstance(who, SignedIn) else None,
            form_token=who.form_token if isinstance(who, SignedIn) else "",
            here=name,
            language=language,
            mark=Markup(read_asset("mark.svg")),
            icon=mark_address(),
            navigation=NAVIGATION,
            path=request.url.path,
            script=Markup(build_script()),
            style=Markup(build_style()),
            day=lambda when: self.day(when, language),
            time=lambda when: f"{when.astimezone(self.zone):%H:%M}",
            moment=datetime.fromisoformat,
            iso=date.fromisoformat,
            words=load_words(language),
        )
        response = HTMLResponse(shown, status, headers=headers())
        if request.query_params.get("lang") == language:
            response.set_cookie(
                LANGUAGE_COOKIE, language, max_age=31_536_000, path="/officials", samesite="lax"
            )
        return response

    def day(self, when: date | datetime | None, language: Language) -> str:
        """Write a day the way a language does."""
        if isinstance(when, datetime):
            when = when.astimezone(self.zone).date()
        return load_texts(language).day(when)


def visible(value: Any) -> Any:  # noqa: ANN401
    """Take out of a value what could hide or turn round the text beside it."""
    foreign = isinstance(value, str) and not isinstance(value, Markup)
    return INVISIBLE.sub("", value) if foreign else value


def language_of(request: Request) -> Language:
    """Return the language that was chosen, now or before, else the one the browser asks for."""
    return choose_language(
        [
            request.query_params.get("lang"),
            request.cookies.get(LANGUAGE_COOKIE),
            request.headers.get("accept-language"),
        ]
    )


@cache
def load_words(language: Language) -> Mapping[str, Any]:
    """Return what the desk says in a language, a table for each page."""
    return tomllib.loads((HERE / "words" / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def build_style() -> str:
    """Return the style sheet of the desk's pages."""
    return re.sub(
        r"/\*.*?\*/", "", read_asset("colours.css") + read_asset("officials.css"), flags=re.S
    )


@cache
def build_script() -> str:
    """Return the script of the desk's pages."""
    return read_asset("officials.js")


@cache
def headers() -> Mapping[str, str]:
    """Return what tells the browser that a page holds all it may run and show."""
    style, script = digest(build_style()), digest(build_script())
    policy = (
        f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
