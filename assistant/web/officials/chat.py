"""The officials' chat: conversations are kept, and questions can be put to chosen documents."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import gradio as gr

from assistant.errors import AssistantError, NotThere
from assistant.records.opening import Records
from assistant.records.sign_in import SignedIn
from assistant.types import Language
from assistant.web.actions import Tools
from assistant.web.admission import Admission, Asker
from assistant.web.asks import Asks
from assistant.web.assets import read_asset
from assistant.web.chat import QUIET, ChatPage
from assistant.web.chat_layout import place_html
from assistant.web.chat_view import Changes
from assistant.web.conversation import Conversation, Exchange
from assistant.web.officials.kept import render_filters, render_kept, render_navigation
from assistant.web.officials.pages import load_words
from assistant.web.officials.sessions import OpenPage, OpenPages
from assistant.web.texts import load_texts
from knowledge import Filter

EXPORTS = "/officials/conversations"


class OfficialsPage(ChatPage):
    """The chat of those who have signed in."""

    def __init__(
        self, assistant: Asks, records: Records, admission: Admission | None = None
    ) -> None:
        """Build the page around an assistant and the records."""
        self.conversations = records.conversations
        self.zone = records.settings.zone
        self.open_pages = OpenPages()
        super().__init__(assistant, records.ratings("officials"), admission)

    @property
    def tools(self) -> Tools:
        """What can be done with every answer."""
        return replace(super().tools, export=EXPORTS)

    def place_beside(self) -> None:
        """Lay out the kept conversations."""
        with gr.Column(elem_id="history"):
            self.history = place_html("kept", script=read_asset("kept.js"))

    def place_below(self) -> None:
        """Lay out the choice of documents."""
        self.filters = place_html("filters", script=read_asset("filters.js"))

    def also(self) -> list[Any]:
        """Return the components that a page has beyond those of every chat."""
        return [self.history, self.filters]

    def connect_more(self, shown: list[Any], said: list[Any]) -> None:
        """Say what follows when in them."""
        self.history.select(self.manage, shown, said, trigger_mode="once", **QUIET)
        self.filters.select(self.choose, self.language, [self.filters], **QUIET)

    def page_of(self, request: gr.Request) -> OpenPage:
        """Return what is remembered of the page that sends a request."""
        return self.open_pages.get(str(request.session_hash), who_asks(request))

    def own(self, conversation: Conversation, request: gr.Request) -> Conversation:
        """Return the conversation of who asks; another's is none."""
        owned = self.open_pages.owned(str(request.session_hash), who_asks(request))
        return conversation if owned else ()

    def draw_about(self, language: Language, request: gr.Request) -> str:
        """Draw the way to the desk's other pages."""
        return render_navigation(who_asks(request), language)

    def show_all(
        self, conversation: Conversation, language: Language, request: gr.Request
    ) -> Changes:
        """Write the whole page in a language; the conversation stays."""
        return {
            **super().show_all(conversation, language, request),
            self.history: self.draw_kept(language, request),
            self.filters: self.draw_filters(language, request),
        }

    def draw_kept(self, language: Language, request: gr.Request) -> str:
        """Draw the list of conversations."""
        page = self.page_of(request)
        try:
            found = self.conversations.all(page.owner, page.search)
        except AssistantError as exc:
            return render_kept((), page, language, self.zone, fault=str(exc))
        return render_kept(found, page, language, self.zone)

    def draw_filters(self, language: Language, request: gr.Request) -> str:
        """Draw the choice of documents."""
        return render_filters(self.desk.documents(), self.page_of(request).only, language)

    def asker(self, request: gr.Request) -> Asker:
        """Return who asks: the account, which may ask as often as it likes, in turns."""
        return Asker(f"account {who_asks(request).account.id}", at_once=2)

    def exchanges(
        self, asked: str, earlier: Conversation, language: Language, request: gr.Request
    ) -> Iterator[Exchange]:
        """Yield the question with its answer from the chosen documents."""
        return self.desk.ask(asked, earlier, language, self.page_of(request).only)

    def kept(
        self, talk: Conversation, language: Language, request: gr.Request
    ) -> tuple[Conversation, Changes]:
        """Keep the last exchange of a conversation, and show that it is."""
        page, last = self.page_of(request), talk[-1]
        if last.answer is None:
            return talk, {}
        try:
            try:
                found = self.conversations.add(
                    page.owner, page.conversation, last.question, last.answer
                )
            except NotThere:
                # It was deleted in another window: what is asked now begins another.
                found = self.conversations.add(page.owner, None, last.question, last.answer)
        except AssistantError:
            return talk, self.warn(load_texts(language), load_words(language)["chat"]["not_kept"])
        self.open_pages.change(str(request.session_hash), who_asks(request), conversation=found.id)
        named = replace(last, kept=f"{found.id}/{found.length}")
        return (*talk[:-1], named), {self.history: self.draw_kept(language, request)}

    def forget(self, language: Language, request: gr.Request) -> Changes:
        """Begin another conversation; the one before is kept."""
        self.open_pages.change(str(request.session_hash), who_asks(request), conversation=None)
        return {
            **super().forget(language, request),
            self.history: self.draw_kept(language, request),
        }

    def manage(
        self,
        conversation: Conversation,
        language: Language,
        event: gr.EventData,
        request: gr.Request,
    ) -> Changes:
        """Do what was pressed in the list of conversations."""
        name, who = str(request.session_hash), who_asks(request)
        if event.act == "search":
            self.open_pages.change(name, who, search=str(event.words)[:200])
            return {self.history: self.draw_kept(language, request)}
        try:
            if event.act == "open":
                return self.open(str(event.conversation), language, request)
            if event.act == "rename":
                self.conversations.rename(who.account.id, str(event.conversation), str(event.title))
            elif event.act == "delete":
                self.conversations.delete(who.account.id, str(event.conversation))
                if self.page_of(request).conversation == event.conversation:
                    return self.forget(language, request)
        except AssistantError as exc:
            return {
                self.history: self.draw_kept(language, request),
                **self.warn(load_texts(language), str(exc)),
            }
        return {self.history: self.draw_kept(language, request)}

    def open(self, conversation: str, language: Language, request: gr.Request) -> Changes:
        """Show a kept conversation, which is gone on with; raises ``NotThere``."""
        who = who_asks(request)
        found, exchanges = self.conversations.get(who.account.id, conversation)
        talk = tuple(
            Exchange(each.question, each.answer, kept=f"{found.id}/{number}")
            for number, each in enumerate(exchanges, start=1)
        )
        self.open_pages.change(str(request.session_hash), who, conversation=found.id)
        return {
            self.conversation: talk,
            self.history: self.draw_kept(language, request),
            **self.show_talk(talk, language),
        }

    def choose(self, language: Language, event: gr.EventData, request: gr.Request) -> Changes:
        """Put the questions from now on to chosen documents."""
        only = Filter(
            kinds=frozenset(map(str, event.kinds)),
            publishers=frozenset(map(str, event.publishers)),
            published_from=day_of(event.first),
            published_to=day_of(event.last),
        )
        chosen = only if only != Filter() else None
        self.open_pages.change(str(request.session_hash), who_asks(request), only=chosen)
        return {self.filters: self.draw_filters(language, request)}


def who_asks(request: gr.Request) -> SignedIn:
    """Return who has signed in; no request comes here without."""
    who = request.request.scope.get("assistant.signed_in") if request.request else None
    if not isinstance(who, SignedIn):
        raise PermissionError("the desk was reached without a session")
    return who


def day_of(text: object) -> date | None:
    """Return the day that a field has, ``None`` for an empty one.

    >>> day_of("2025-02-06"), day_of(""), day_of("soon")
    (datetime.date(2025, 2, 6), None, None)
    """
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
