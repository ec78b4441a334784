"""The description of the interface for programs: as OpenAPI, and as a page without scripts.

FastAPI's own page loads its program from another host, which this server allows no page to do.
"""

import json
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.web.assets import read_asset
from assistant.web.headers import digest
from assistant.web.index import mark_address
from assistant.web.rendering import escape
from assistant.web.texts import load_texts

ABOUT = (
    "Answers on digital-transformation policy, each statement with the sentence of the document "
    "that it rests on. A key, sent as `Authorization: Bearer KEY`, has limits of its own; without "
    "one the limits of the address hold."
)


def reference_router(app: FastAPI) -> APIRouter:
    """Return the routes that describe the application's other ones."""
    router = APIRouter(include_in_schema=False)

    @router.get("/api/openapi.json")
    def openapi() -> JSONResponse:
        return JSONResponse(description_of(app))

    @router.get("/api/docs")
    def page() -> HTMLResponse:
        style = read_asset("colours.css") + read_asset("reading.css") + read_asset("reference.css")
        policy = (
            f"default-src 'none'; style-src 'sha256-{digest(style)}'; img-src data:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        shown = render_reference(description_of(app), style)
        return HTMLResponse(shown, headers={"Content-Security-Policy": policy})

    return router


def description_of(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description."""
    found = get_openapi(
        title=load_texts("en").name, version="1", description=ABOUT, routes=app.routes
    )
    found["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    for path, methods in found["paths"].items():
        for told in methods.values():
            if path.startswith("/api/ask"):
                told["security"] = [{}, {"key": []}]
            for status, response in told["responses"].items():
                if not status.startswith("2"):
                    # Every fault is JSON in one form, also where the answer itself is none.
                    schema = {"$ref": "#/components/schemas/ErrorObject"}
                    response["content"] = {"application/json": {"schema": schema}}
    return found


def render_reference(described: dict[str, Any], style: str) -> str:
    """Return the page."""
    routes = "".join(
        render_route(path, method, told)
        for path, methods in described["paths"].items()
        for method, told in methods.items()
    )
    objects = "".join(
        render_object(name, schema)
        for name, schema in described["components"]["schemas"].items()
        if "properties" in schema
    )
    texts = load_texts("en")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>For programs – {escape(texts.name)}</title>"
        f'<link rel="icon" type="image/svg+xml" href="{mark_address()}"><style>{style}</style>'
        f'</head><body><header class="top"><a href="/">{read_asset("mark.svg")}'
        f"<span>{escape(texts.home)}</span></a></header>"
        f"<main><h1>For programs</h1><p>{marked(described['info']['description'])}</p>"
        '<p><a href="/api/openapi.json">The same as OpenAPI</a></p>'
        f"<h2>Requests</h2>{routes}<h2>Objects</h2>{objects}</main></body></html>"
    )


def render_route(path: str, method: str, told: dict[str, Any]) -> str:
    """Return what a request is, what it takes and what it answers."""
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    takes = f"<p>Takes {kind_of(body['schema'])}.</p>" if body else ""
    rows = "".join(
        f'<tr><th scope="row">{escape(status)}</th><td>{answer_of(response)}</td></tr>'
        for status, response in told["responses"].items()
    )
    return (
        f"<section><h3><code>{escape(method.upper())} {escape(path)}</code></h3>"
        f"<p>{marked(told.get('description', ''))}</p>{takes}"
        f'<table><thead><tr><th scope="col">Status</th><th scope="col">Answer</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def answer_of(response: dict[str, Any]) -> str:
    """Return what a response holds."""
    schemas = [each.get("schema", {}) for each in response.get("content", {}).values()]
    named = ", ".join(kind_of(schema) for schema in schemas if schema)
    said = marked(response.get("description", ""))
    return f"{named}: {said}" if named and said != "Successful Response" else named or said


def render_object(name: str, schema: dict[str, Any]) -> str:
    """Return the fields of an object."""
    needed = schema.get("required", [])
    rows = "".join(
        f'<tr><th scope="row"><code>{escape(field)}</code></th><td>{kind_of(told)}'
        f"{'' if field in needed else ' (may be left out)'}</td></tr>"
        for field, told in schema["properties"].items()
    )
    return (
        f'<section id="{escape(name)}"><h3>{escape(name)}</h3>'
        f"<p>{marked(schema.get('description', ''))}</p>"
        f"<table><tbody>{rows}</tbody></table></section>"
    )


def kind_of(schema: dict[str, Any]) -> str:
    """Return the kind of a value in words, objects as links."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(kind_of(each) for each in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return " or ".join(f"<code>{escape(json.dumps(value))}</code>" for value in values)
    if schema.get("type") == "array":
        return f"list of {kind_of(schema.get('items', {}))}"
    return escape(schema.get("type", "any value"))


def marked(text: str) -> str:
    """Return text with what stands between backticks as code."""
    parts = escape(" ".join(text.split())).split("`")
    return "".join(f"<code>{part}</code>" if odd % 2 else part for odd, part in enumerate(parts))
