"""Questions to ask instead: near to the one that was asked, each known to be answered."""

import math
import threading
from collections.abc import Callable, Iterator, Sequence

from assistant.suggestions import given_questions, measure_question, nearest, subjects, suggest
from assistant.types import Answer, Language, Outcome
from knowledge import FUNCTION_SYLLABLES, FUNCTION_WORDS, Hit, Library, stems, tokens

MOST_OFFERED = 3
# Asking one takes as long as the question itself did.
MOST_TRIED = 3
# Of the weight of a question's words, what a near one has at least.
LEAST_SHARED = 0.2
MOST_REMEMBERED = 2000
GRAMMAR = FUNCTION_WORDS | FUNCTION_SYLLABLES


class Offers:
    """Finds questions that a library answers, and remembers them; safe to use from threads.

    ``ask`` answers a question in a language.
    """

    def __init__(self, library: Library, ask: Callable[[str, Language], Answer]) -> None:
        self.library = library
        self.ask = ask
        self.suggested: dict[tuple[str, Language], tuple[str, ...]] = {}
        self.known: dict[tuple[str, str], bool] = {}
        self.lock = threading.Lock()
        self.memory = threading.Lock()

    def general(self, language: Language) -> tuple[str, ...]:
        """Return up to six questions to begin with, worked out once an index."""
        key = (self.library.name, language)
        with self.lock:
            if key not in self.suggested:
                documents = self.library.documents()
                self.suggested[key] = suggest(
                    documents, language, lambda question: self.ask(question, language)
                )
            return self.suggested[key]

    def near(self, question: str, hits: Sequence[Hit], language: Language) -> tuple[str, ...]:
        """Return up to three questions near to one that was asked, from what was found for it.

        Where there are none they are some of the questions to begin with.
        """
        found: list[str] = []
        for each in candidates(question, hits, language, self.library.frequency)[:MOST_TRIED]:
            if self.is_answered(each, language):
                found.append(each)
        return tuple(found) or nearest(self.general(language), question, MOST_OFFERED)

    def is_answered(self, question: str, language: Language) -> bool:
        """Whether a question is answered, which is tried once an index."""
        key = (self.library.name, question)
        with self.memory:
            known = self.known.get(key)
        if known is None:
            known = self.ask(question, language).outcome is Outcome.ANSWERED
            with self.memory:
                if len(self.known) >= MOST_REMEMBERED:
                    self.known.clear()
                self.known[key] = known
        return known


def candidates(
    question: str, hits: Sequence[Hit], language: Language, frequency: Callable[[str], int]
) -> list[str]:
    """Return the questions that the documents of some hits suggest, nearest to one first.

    Near is what shares words with it, of which rare ones count more: ``frequency`` tells how often
    the documents have each. What shares little, and the question itself, is left out.
    """
    words = topic(question)

    def weight(shared: frozenset[str]) -> float:
        return sum(1 / math.sqrt(1 + frequency(word)) for word in shared)

    least = LEAST_SHARED * weight(words)
    given = list(suggested(hits, language))
    shared = {each: weight(words & topic(each)) for each in given if topic(each) != words}
    return sorted((each for each in shared if shared[each] > least), key=lambda each: -shared[each])


def suggested(hits: Sequence[Hit], language: Language) -> Iterator[str]:
    """Yield the questions given by the authors of the hits' documents, else after their figures."""
    documents = {hit.document.id: hit.document for hit in hits}
    given = [each for one in documents.values() for each in given_questions(one, language)]
    yield from given
    if language == "en" and not given:
        for hit in hits:
            for subject in subjects(hit.text):
                yield measure_question(subject, hit.passage.text)


def topic(text: str) -> frozenset[str]:
    """Return the stems of a text's words that are not grammar."""
    return frozenset(stems([word for word in tokens(text) if word not in GRAMMAR]))
