"""The public page: the chat for everyone, mounted at ``/``."""

from dataclasses import replace

import gradio as gr
from fastapi import FastAPI
from starlette.routing import Mount

from assistant.web import reading
from assistant.web.actions import Tools
from assistant.web.admission import Admission
from assistant.web.asks import Asks
from assistant.web.chat import ChatPage
from assistant.web.feedback import Feedback
from assistant.web.index import OwnIndex
from assistant.web.theme import build_theme


class PublicPage(ChatPage):
    """The chat, with links that carry a question."""

    @property
    def tools(self) -> Tools:
        """What can be done with every answer."""
        return replace(super().tools, share=True)


def mount_public_page(
    app: FastAPI,
    assistant: Asks,
    feedback: Feedback | None = None,
    admission: Admission | None = None,
) -> FastAPI:
    """Add the reading page, and mount the chat at ``/``: it takes what no earlier route takes."""
    app.include_router(reading.router(assistant))
    mount_chat(app, PublicPage(assistant, feedback, admission), "/")
    return app


def mount_chat(app: FastAPI, page: ChatPage, path: str) -> None:
    """Mount a chat, with everything of Gradio's closed that it does not need."""
    gr.mount_gradio_app(
        app,
        page.blocks,
        path,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",
        allowed_paths=[],
        enable_monitoring=False,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
        theme=build_theme(),
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    mount = app.routes[-1]
    if isinstance(mount, Mount):
        mount.app = OwnIndex(mount.app)
