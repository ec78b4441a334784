"""The public page: a chat with its sources beside it, mounted at ``/``."""

from collections.abc import Iterator
from time import monotonic
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.routing import Mount

from assistant.types import Language
from assistant.web import reading
from assistant.web.asks import Asks
from assistant.web.assets import read_asset
from assistant.web.conversation import Conversation, Exchange, failed, settled
from assistant.web.desk import Desk
from assistant.web.frame import render_hint, render_masthead
from assistant.web.index import OwnIndex
from assistant.web.texts import load_texts
from assistant.web.theme import build_theme

LONGEST_QUESTION = 500
SESSIONS = 1000
AT_ONCE_SECONDS = 0.2
LANGUAGES = [("English", "en"), ("Tiếng Việt", "vi")]

# Private: not part of an interface that others may rely on; the HTTP API is that.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

Changes = dict[Any, Any]


def place_html(name: str, markup: str = "", *, script: str | None = None) -> gr.HTML:
    """Place a part of the page that is drawn by ``rendering`` and ``frame`` alone."""
    return gr.HTML(markup, elem_id=name, js_on_load=script, apply_default_css=False)


class PublicPage:
    """The page's components and what happens to them. Holds nothing of any visitor."""

    def __init__(self, assistant: Asks) -> None:
        """Build the page around an assistant."""
        self.desk = Desk(assistant)
        with gr.Blocks(
            title=load_texts("en").name,
            analytics_enabled=False,
            fill_width=True,
            delete_cache=(3600, 3600),
        ) as self.blocks:
            self.place_components()
            self.connect_events()
        self.blocks.state_session_capacity = SESSIONS
        self.blocks.queue(default_concurrency_limit=8, max_size=40, api_open=False)

    def place_components(self) -> None:
        """Lay out the page in English; ``greet`` fills it in for each visitor."""
        texts = load_texts("en")
        self.conversation = gr.State(())
        with gr.Row(elem_id="top"):
            self.masthead = place_html("masthead", render_masthead(texts))
            self.language = gr.Radio(
                LANGUAGES, value="en", label=texts.switch, container=False, elem_id="language"
            )
        self.about = place_html("about")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="dialogue"):
                self.talk = place_html("talk", script=read_asset("suggestions.js"))
                with gr.Column(elem_id="composer"):
                    self.place_composer()
            with gr.Column(elem_id="panel"):
                self.sources = place_html("sources")

    def place_composer(self) -> None:
        """Lay out what a question is written with."""
        texts = load_texts("en")
        with gr.Row(elem_id="writing"):
            self.question = gr.Textbox(
                label=texts.question,
                placeholder=texts.placeholder,
                max_lines=5,
                max_length=LONGEST_QUESTION,
                elem_id="question",
                container=False,
            )
            self.send = gr.Button(texts.ask, variant="primary", elem_id="ask")
        with gr.Row(elem_id="below"):
            self.hint = place_html("hint", render_hint(texts))
            self.restart = gr.Button(texts.new_conversation, elem_id="restart")

    def connect_events(self) -> None:
        """Say what follows when."""
        everything = [
            self.language, self.masthead, self.about, self.talk, self.sources,
            self.question, self.send, self.hint, self.restart,
        ]  # fmt: skip
        shown = [self.conversation, self.language]
        said = [self.conversation, self.talk, self.sources, self.question, self.hint]
        self.blocks.load(
            self.show_all,
            shown,
            everything,
            js="(conversation, language) => [conversation, assistantPage.chooseLanguage(language)]",
            **QUIET,
        )
        self.language.input(
            self.show_all,
            shown,
            everything,
            js="(conversation, language) => [conversation, assistantPage.keepLanguage(language)]",
            **QUIET,
        )
        written = gr.on(
            [self.question.submit, self.send.click],
            self.answer,
            [self.question, *shown],
            said,
            trigger_mode="once",
            **QUIET,
        )
        chosen = self.talk.select(self.answer_suggestion, shown, said, trigger_mode="once", **QUIET)
        for event in (written, chosen):
            event.failure(self.apologise, shown, said, **QUIET)
        self.restart.click(self.forget, self.language, said, **QUIET)

    def show_all(self, conversation: Conversation, language: Language) -> Changes:
        """Write the whole page in a language; the conversation stays."""
        texts = load_texts(language)
        return {
            self.language: gr.update(value=language, label=texts.switch),
            self.masthead: render_masthead(texts),
            self.about: self.desk.draw_about(language),
            self.question: gr.update(label=texts.question, placeholder=texts.placeholder),
            self.send: gr.update(value=texts.ask),
            self.restart: gr.update(value=texts.new_conversation),
            self.hint: render_hint(texts),
            **self.show_talk(conversation, language),
        }

    def show_talk(self, conversation: Conversation, language: Language) -> Changes:
        """Write the conversation and its sources."""
        return {
            self.talk: self.desk.draw_talk(conversation, language),
            self.sources: self.desk.draw_sources(conversation, language),
        }

    def answer(
        self, question: str | None, conversation: Conversation, language: Language
    ) -> Iterator[Changes]:
        """Show the question at once, then its answer, statement by statement where that is slow."""
        texts = load_texts(language)
        asked = (question or "").strip()
        earlier = settled(conversation)
        if not asked:
            yield {self.hint: render_hint(texts, warning=texts.empty_question)}
        elif len(asked) > LONGEST_QUESTION:
            warning = texts.long_question.format(limit=LONGEST_QUESTION)
            yield {self.hint: render_hint(texts, warning=warning)}
        else:
            waiting = (*earlier, Exchange(asked))
            yield {
                self.conversation: waiting,
                self.question: "",
                self.hint: render_hint(texts),
                **self.show_talk(waiting, language),
            }
            for exchange in unhurried(self.desk.ask(asked, earlier, language)):
                talk = (*earlier, exchange)
                yield {self.conversation: talk, **self.show_talk(talk, language)}

    def answer_suggestion(
        self, conversation: Conversation, language: Language, event: gr.EventData
    ) -> Iterator[Changes]:
        """Ask the question of the button that was clicked."""
        yield from self.answer(str(event.question), conversation, language)

    def apologise(self, conversation: Conversation, language: Language) -> Changes:
        """Turn a question that a fault left open into one that has been answered with regret."""
        texts = load_texts(language)
        closed = tuple(
            exchange
            if exchange.settled
            else Exchange(exchange.question, failed(texts.unexpected, language))
            for exchange in conversation
        )
        return {self.conversation: closed, **self.show_talk(closed, language)}

    def forget(self, language: Language) -> Changes:
        """Begin again."""
        return {
            self.conversation: (),
            self.question: "",
            self.hint: render_hint(load_texts(language)),
            **self.show_talk((), language),
        }


def unhurried(exchanges: Iterator[Exchange]) -> Iterator[Exchange]:
    """Yield what comes; of what is there at once, as quotes are, only the whole."""
    asked = monotonic()
    for exchange in exchanges:
        if exchange.settled or monotonic() - asked >= AT_ONCE_SECONDS:
            yield exchange


def mount_public_page(app: FastAPI, assistant: Asks) -> FastAPI:
    """Add the reading page, and mount the chat at ``/``: it takes what no earlier route takes."""
    app.include_router(reading.router(assistant))
    page = PublicPage(assistant)
    gr.mount_gradio_app(
        app,
        page.blocks,
        "/",
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
    return app
