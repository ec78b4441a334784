"""What a chat shows of a conversation, and where a page may do otherwise than every chat."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.types import Language
from assistant.web.actions import Tools
from assistant.web.admission import Admission, Asker, Everyone
from assistant.web.asks import Asks
from assistant.web.chat_layout import ChatLayout
from assistant.web.conversation import Conversation, Exchange
from assistant.web.desk import Desk
from assistant.web.feedback import Feedback
from assistant.web.frame import render_hint, render_masthead
from assistant.web.texts import Texts, load_texts

Changes = dict[Any, Any]


class ChatView(ChatLayout):
    """Draws into the components of a chat. Holds nothing of any visitor."""

    def __init__(
        self,
        assistant: Asks,
        feedback: Feedback | None = None,
        admission: Admission | None = None,
    ) -> None:
        self.desk = Desk(assistant)
        self.feedback = feedback
        self.admission = admission or Everyone()

    @property
    def tools(self) -> Tools:
        """What can be done with every answer."""
        kept = self.feedback
        return Tools(rating=kept is not None, keeps_question=bool(kept and kept.keeps_question))

    def also(self) -> list[Any]:
        """Return the components that a page has beyond those of every chat."""
        return []

    def connect_more(self, shown: list[Any], said: list[Any]) -> None:
        """Say what follows when in them."""

    def own(self, conversation: Conversation, request: gr.Request) -> Conversation:
        """Return the conversation of who asks."""
        return conversation

    def kept(
        self, talk: Conversation, language: Language, request: gr.Request
    ) -> tuple[Conversation, Changes]:
        """Keep the last exchange of a conversation where a page does, and show that."""
        return talk, {}

    def show_all(
        self, conversation: Conversation, language: Language, request: gr.Request
    ) -> Changes:
        """Write the whole page in a language; the conversation stays."""
        texts = load_texts(language)
        conversation = self.own(conversation, request)
        return {
            self.language: gr.update(value=language, label=texts.switch),
            self.masthead: render_masthead(texts),
            self.about: self.draw_about(language, request),
            self.question: gr.update(label=texts.question, placeholder=texts.placeholder),
            self.send: gr.update(value=texts.ask),
            self.restart: gr.update(value=texts.new_conversation),
            self.hint: render_hint(texts),
            **self.show_talk(conversation, language),
        }

    def draw_about(self, language: Language, request: gr.Request) -> str:
        """Draw the line below the name of the page."""
        return self.desk.draw_about(language)

    def show_talk(self, conversation: Conversation, language: Language) -> Changes:
        """Write the conversation and its sources."""
        return {
            self.talk: self.desk.draw_talk(conversation, language, self.tools),
            self.sources: self.desk.draw_sources(conversation, language),
        }

    def warn(self, texts: Texts, warning: str) -> Changes:
        """Say what is wrong with the question; it stays where it is."""
        return {self.hint: render_hint(texts, warning=warning)}

    def asker(self, request: gr.Request) -> Asker:
        """Return who asks: the address, as the server was told it."""
        client = request.request.client if request.request else None
        return self.admission.visitor(client.host if client else "")

    def exchanges(
        self, asked: str, earlier: Conversation, language: Language, request: gr.Request
    ) -> Iterator[Exchange]:
        """Yield the question with its answer as that comes."""
        return self.desk.ask(asked, earlier, language)
