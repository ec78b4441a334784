"""The assistant as the public page needs it: drawn, and never failing in the visitor's face."""

from assistant.errors import AssistantError, NotReady
from assistant.types import Answer, Language
from assistant.web.asks import Asks
from assistant.web.conversation import Conversation, failed, history
from assistant.web.frame import render_about, render_conversation, render_sources
from assistant.web.texts import load_texts
from knowledge.types import Document


class Desk:
    """Asks an assistant and draws what it says. Holds nothing of any visitor."""

    def __init__(self, assistant: Asks) -> None:
        """Sit down at the desk of an assistant."""
        self.assistant = assistant

    def answer(self, question: str, earlier: Conversation, language: Language) -> Answer:
        """Ask the assistant; what it cannot do is an answer, too."""
        try:
            return self.assistant.ask(question, history(earlier), "auto")
        except NotReady:
            # Its message tells the operator what to do; a visitor can only come back.
            return failed(load_texts(language).about_nothing, language)
        except AssistantError as error:
            return failed(str(error), language)

    def draw_about(self, language: Language) -> str:
        """Draw the line on what the page is."""
        return render_about(self.documents(), load_texts(language))

    def draw_talk(self, conversation: Conversation, language: Language) -> str:
        """Draw the conversation."""
        suggestions = () if conversation else self.suggestions(language)
        return render_conversation(
            conversation, suggestions, load_texts(language), language_of=self.language_of
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
