"""The assistant as the public page needs it: drawn, and never failing in the visitor's face."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.errors import AssistantError, NotReady
from assistant.types import Answer, Language, Outcome, Part
from assistant.web.actions import Tools
from assistant.web.asks import Asks
from assistant.web.conversation import Conversation, Exchange, failed, history
from assistant.web.frame import render_about, render_conversation, render_sources
from assistant.web.texts import load_texts
from knowledge import Filter
from knowledge.types import Document


class Desk:
    """Asks an assistant and draws what it says. Holds nothing of any visitor."""

    def __init__(self, assistant: Asks) -> None:
        """Sit down at the desk of an assistant."""
        self.assistant = assistant

    def ask(
        self,
        question: str,
        earlier: Conversation,
        language: Language,
        only: Filter | None = None,
    ) -> Iterator[Exchange]:
        """Yield the question with its answer as far as that has come, at last the whole one.

        With ``only`` no other documents are quoted. What the assistant cannot do is an answer, too.
        """
        so_far = Answer(Outcome.ANSWERED, language)
        try:
            for part in self.assistant.stream(question, history(earlier), "auto", only):
                whole = isinstance(part, Answer)
                so_far = part if isinstance(part, Answer) else grown(so_far, part)
                yield Exchange(question, so_far, whole=whole)
        except NotReady:
            # Its message tells the operator what to do; a visitor can only come back.
            yield Exchange(question, failed(load_texts(language).about_nothing, language))
        except AssistantError as error:
            yield Exchange(question, failed(str(error), language))

    def draw_about(self, language: Language) -> str:
        """Draw the line on what the page is."""
        return render_about(self.documents(), load_texts(language))

    def draw_talk(self, conversation: Conversation, language: Language, tools: Tools) -> str:
        """Draw the conversation, with what can be done with each answer."""
        suggestions = () if conversation else self.suggestions(language)
        return render_conversation(
            conversation, suggestions, load_texts(language), tools, language_of=self.language_of
        )

    def draw_sources(self, conversation: Conversation, language: Language) -> str:
        """Draw the sources of a conversation."""
        return render_sources(
            conversation, self.documents(), load_texts(language), language_of=self.language_of
        )

    def documents(self) -> tuple[Document, ...]:
        """Return the documents; none while there is nothing to answer from."""
        try:
            return self.assistant.documents()
        except AssistantError:
            return ()

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """Return questions to begin with; none while there is nothing to answer from."""
        try:
            return self.assistant.suggestions(language)
        except AssistantError:
            return ()

    def language_of(self, document_id: str) -> str | None:
        """Return the language of a document, where it can be known."""
        try:
            document = self.assistant.document(document_id)
        except AssistantError:
            return None
        return document.language if document else None


def grown(answer: Answer, part: Part) -> Answer:
    """Return an answer with one more statement."""
    return replace(
        answer,
        statements=(*answer.statements, part.statement),
        citations=(*answer.citations, *part.citations),
    )
