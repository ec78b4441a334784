"""A chat with its sources beside it: what the public page and the officials' have in common."""

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.types import Language
from assistant.web.admission import Admission, TooMany, TurnedAway
from assistant.web.asks import Asks
from assistant.web.chat_layout import LONGEST_QUESTION
from assistant.web.chat_view import Changes, ChatView
from assistant.web.conversation import Conversation, Exchange, failed, settled
from assistant.web.feedback import Feedback, Rating, Verdict
from assistant.web.frame import render_hint
from assistant.web.texts import load_texts

SESSIONS = 500
AT_ONCE_SECONDS = 0.2
AT_ONCE = 16
MOST_EVENTS = 8

# Private: not part of an interface that others may rely on; the HTTP API is that.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


class ChatPage(ChatView):
    """The page's components and what happens to them. Holds nothing of any visitor.

    Answers can be rated where there is a ``feedback``; ``admission`` says who may ask when.
    """

    def __init__(
        self,
        assistant: Asks,
        feedback: Feedback | None = None,
        admission: Admission | None = None,
    ) -> None:
        """Build the page around an assistant."""
        super().__init__(assistant, feedback, admission)
        with gr.Blocks(
            title=load_texts("en").name,
            analytics_enabled=False,
            fill_width=True,
            delete_cache=(3600, 3600),
        ) as self.blocks:
            self.place_components()
            self.connect_events()
        self.blocks.state_session_capacity = SESSIONS
        # The admission says who waits and who does not. Beyond that the toolkit itself is what
        # takes time: what more comes is turned away with status 503, which page.js tells.
        self.blocks.queue(default_concurrency_limit=AT_ONCE, max_size=MOST_EVENTS, api_open=False)

    def connect_events(self) -> None:
        """Say what follows when."""
        shown = [self.conversation, self.language]
        said = [self.conversation, self.talk, self.sources, self.question, self.hint, *self.also()]
        everything = [
            *said, self.language, self.masthead, self.about, self.send, self.restart
        ]  # fmt: skip
        self.blocks.load(
            self.greet,
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
        chosen = self.talk.select(self.act, shown, said, trigger_mode="once", **QUIET)
        for event in (written, chosen):
            event.failure(self.apologise, shown, said, **QUIET)
        self.restart.click(self.forget, self.language, said, **QUIET)
        self.connect_more(shown, said)

    def greet(
        self, conversation: Conversation, language: Language, request: gr.Request
    ) -> Iterator[Changes]:
        """Write the page, and answer the question that its address carries."""
        yield self.show_all(conversation, language, request)
        shared = str(request.query_params.get("q") or "")
        if shared.strip() and not conversation:
            yield from self.answer(shared, conversation, language, request)

    def answer(
        self,
        question: str | None,
        conversation: Conversation,
        language: Language,
        request: gr.Request,
    ) -> Iterator[Changes]:
        """Show the question at once, then its answer, statement by statement where that is slow."""
        texts = load_texts(language)
        asked = (question or "").strip()
        if not asked:
            yield self.warn(texts, texts.empty_question)
        elif len(asked) > LONGEST_QUESTION:
            yield self.warn(texts, texts.long_question.format(limit=LONGEST_QUESTION))
        else:
            earlier = settled(self.own(conversation, request))
            yield from self.answer_asked(asked, earlier, language, request)

    def answer_asked(
        self, asked: str, earlier: Conversation, language: Language, request: gr.Request
    ) -> Iterator[Changes]:
        """Answer a question that can be asked, when it is its turn."""
        texts = load_texts(language)
        waiting = (*earlier, Exchange(asked))
        yield {
            self.conversation: waiting,
            self.question: "",
            self.hint: render_hint(texts),
            **self.show_talk(waiting, language),
        }
        try:
            with self.admission.asking(self.asker(request)):
                for exchange in unhurried(self.exchanges(asked, earlier, language, request)):
                    talk: Conversation = (*earlier, exchange)
                    changes: Changes = {}
                    if exchange.settled:
                        talk, changes = self.kept(talk, language, request)
                    yield {self.conversation: talk, **self.show_talk(talk, language), **changes}
        except TurnedAway as reason:
            told = texts.too_many if isinstance(reason, TooMany) else texts.busy
            # The question comes back, so that it need not be typed again.
            yield {
                self.conversation: earlier,
                self.question: asked,
                **self.show_talk(earlier, language),
                **self.warn(texts, told.format(seconds=reason.seconds)),
            }

    def act(
        self,
        conversation: Conversation,
        language: Language,
        event: gr.EventData,
        request: gr.Request,
    ) -> Iterator[Changes]:
        """Do what was pressed in the conversation."""
        if event.act == "ask":
            yield from self.answer(str(event.question), conversation, language, request)
        elif event.act == "rate":
            verdict: Verdict = "up" if event.verdict == "up" else "down"
            rated = self.own(conversation, request), int(event.exchange)
            yield self.rate(*rated, verdict, str(event.comment), language)

    def rate(
        self,
        conversation: Conversation,
        number: int,
        verdict: Verdict,
        comment: str,
        language: Language,
    ) -> Changes:
        """Keep what the visitor thinks of an answer."""
        texts = load_texts(language)
        if self.feedback is None or not 0 < number <= len(conversation):
            return {}
        exchange = conversation[number - 1]
        if exchange.answer is None:
            return {}
        previous = exchange.rating.id if exchange.rating else None
        try:
            kept = self.feedback.rate(
                exchange.question, exchange.answer, verdict, comment, previous
            )
        except AssistantError:
            return self.warn(texts, texts.not_kept)
        rated = replace(exchange, rating=Rating(kept, verdict, commented=bool(comment.strip())))
        talk = (*conversation[: number - 1], rated, *conversation[number:])
        return {self.conversation: talk, **self.show_talk(talk, language)}

    def apologise(
        self, conversation: Conversation, language: Language, request: gr.Request
    ) -> Changes:
        """Turn a question that a fault left open into one that has been answered with regret."""
        texts = load_texts(language)
        conversation = self.own(conversation, request)
        closed = tuple(
            exchange
            if exchange.settled
            else Exchange(exchange.question, failed(texts.unexpected, language))
            for exchange in conversation
        )
        return {self.conversation: closed, **self.show_talk(closed, language)}

    def forget(self, language: Language, request: gr.Request) -> Changes:
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
