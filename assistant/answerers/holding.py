"""Which of the sentences that were found hold for a question, and if the best answers it."""

import re
from collections.abc import Sequence

from assistant.aims import asked_aim, states_target
from assistant.answerers.base import Question
from assistant.answerers.limits import ExtractiveSettings
from assistant.answerers.order import NEARLY, odds
from assistant.asking import asks_latest
from assistant.constraints import Constraints, supports
from assistant.contrasts import is_of_the_other
from assistant.counted import counted, keys_of, speaks_of
from assistant.enumerations import sentence_text
from assistant.expectations import TIME, expected, likely, offers, tells_when
from assistant.notes import said
from assistant.rivals import is_of_a_rival, names_asked
from assistant.subjects import is_about, subject
from assistant.years import YEAR
from knowledge import Hit, Query, Term, stems

NEAREST = 12
"""Of so many of the best hits a chat model makes its answer, and the nearest are chosen."""
ADDRESS = re.compile(r"https?://\S")


def is_reference(hit: Hit) -> bool:
    """Whether a line has an address: it names where something is from, and says nothing of it."""
    return bool(ADDRESS.search(hit.text))


def on_what_is_named(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that are not on a rival of what a question names."""
    names = names_asked(f"{question.text}\n{question.rendering}", hits)
    return [hit for hit in hits if not is_of_a_rival(hit, names)]


def held_by(wanted: Constraints, question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that hold for what a question insists on and have what it asks for."""
    asked = question.asked or question.text
    kind = expected(asked) or expected(question.text)
    things, topic = counted(asked), subject(asked)
    only_results = wants_result(question)
    return [
        hit
        for hit in hits
        if supports(hit, wanted)
        and offers(said(sentence_text(hit)), kind)
        and (kind is not TIME or tells_when(said(sentence_text(hit)), asked))
        and speaks_of(hit, things)
        and is_about(hit, topic)
        and not is_of_the_other(question.text, hit.text)
        and not (only_results and states_target(sentence_text(hit)))
    ]


def wants_result(question: Question) -> bool:
    """Whether a question is for what was reached: a sentence that states a target has no answer.

    Behind a sentence on a target "actually" may be about other things than a figure.
    """
    asked = question.asked or question.text
    if asked_aim(question.text) == "target":
        return False
    if asked_aim(question.text) == "achieved" or asks_latest(question.text):
        return True
    return asked_aim(asked) == "achieved" and bool(expected(asked) or likely(asked))


def stands_in_for(hit: Hit, better: Hit, query: Query, limits: ExtractiveSettings) -> bool:
    """Whether a sentence is on the same thing as a better one that was left out.

    The better one was left out for its year, its place or what it offers. The other must have
    every word of the question that it has, years apart, or be nearly as close to the question;
    else it answers another one.
    """
    as_close = (
        hit.coverage >= NEARLY * better.coverage and hit.similarity >= NEARLY * better.similarity
    )
    kept = [keeps_up(hit, better, term) for term in query.terms]
    if as_close or all(kept):
        return True
    nearly = (
        odds(hit) >= limits.stand_in_odds * odds(better)
        and hit.coverage >= limits.stand_in_cover * better.coverage
    )
    return nearly and kept.count(False) <= limits.most_lost * len(kept)


def keeps_up(hit: Hit, better: Hit, term: Term) -> bool:
    """Whether a sentence has all that a better one has of a term, or the term in other words.

    The other words are of another language: a Vietnamese document may answer an English question.
    """
    keys = {key for group in term.alternatives for key in group if not YEAR.fullmatch(key)}
    words = words_of(hit)
    if keys & words_of(better) <= words:
        return True
    other_language = hit.document.language != better.document.language
    return other_language and any(words.issuperset(group) for group in term.alternatives)


def is_on_topic(hit: Hit, question: Question, limits: ExtractiveSettings) -> bool:
    """Whether a sentence shares more with the question than its years and places."""
    insisted = {
        word
        for names in question.constraints.places
        for name in names
        for word in stems(list(name))
    }
    if not insisted and not question.constraints.years:
        return True
    topic = {key for key in asked_stems(question.query) if not YEAR.fullmatch(key)} - insisted
    return not topic or hit.similarity >= limits.same_topic or bool(topic & words_of(hit))


def words_of(hit: Hit) -> frozenset[str]:
    """Return the keys of a sentence and of the heading it stands under."""
    return keys_of(f"{hit.passage.heading or ''}\n{hit.text}")


def asked_stems(query: Query) -> set[str]:
    """Return every key that a question's terms may match."""
    return {key for term in query.terms for group in term.alternatives for key in group}
