"""The answerer that needs no model: it quotes the sentences that answer, newest first."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answerers.base import DraftStatement, Question, Quote
from assistant.answerers.holding import (
    asked_stems,
    held_by,
    is_on_topic,
    is_reference,
    on_what_is_named,
    stands_in_for,
)
from assistant.answerers.limits import ExtractiveSettings
from assistant.answerers.lists import list_asked_for, opens, siblings
from assistant.answerers.order import newest_first, odds, preferred, prefers
from assistant.answerers.second import added
from assistant.answerers.times import for_each_time
from assistant.answerers.verdict import decided
from assistant.enumerations import Enumeration, marked_list, sentence_around
from assistant.periods import asked_times
from assistant.series import newest_leads
from knowledge import LONG_SENTENCE, Hit, Query, clause_spans, stems, tokens


class ExtractiveAnswerer:
    """Quotes the best sentence, cut to the clause that answers, and others close to it."""

    name = "extractive"

    def __init__(self, settings: ExtractiveSettings | None = None) -> None:
        self.settings = settings or ExtractiveSettings()

    def answer(self, question: Question, hits: Sequence[Hit]) -> tuple[DraftStatement, ...]:
        """Return the statements; none when no sentence is close enough and holds for the question.

        A sentence that the question's years or names speak against is left out.
        """
        hits = on_what_is_named(question, [hit for hit in hits if not is_reference(hit)])
        held = held_by(question.constraints, question, hits)
        answers = self.may_answer(question, held, hits)
        if answers:
            held = preferred(held, question, self.settings.close_to_best)
            least = self.settings.lead_of_list * held[0].score
            if found := list_asked_for(question, held, least=least):
                return listed(*found)
        if times := self.over_time(question, hits):
            return completed(times, question.query)
        if not answers:
            return ()
        if several := siblings(question, held, close=self.settings.close_to_best):
            return completed(several, question.query)
        timeless = not (question.constraints.years or question.constraints.months)
        best = self.best(held, timeless=timeless)
        if not prefers(question):
            best = newest_first(best, question, self.settings.close_to_best)
        ordered = newest_leads(question, best, hits)
        near = [hit for hit in held if odds(hit) >= self.settings.close_to_best * odds(held[0])]
        ordered = decided(question.text, question.query, ordered, near)
        ordered[1:1] = added(question.text, question.query, ordered[0], near)
        return completed(ordered, question.query)

    def may_answer(self, question: Question, held: Sequence[Hit], hits: Sequence[Hit]) -> bool:
        """Whether the best sentence that holds for a question is one that answers it."""
        return (
            bool(held)
            and self.is_close(held[0])
            and stands_in_for(held[0], hits[0], question.query, self.settings)
            and is_on_topic(held[0], question, self.settings)
        )

    def over_time(self, question: Question, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits for a question on several times; none for another, or without two."""
        asked = asked_times(question.text, question.rendering)
        if not asked.is_several:
            return []
        anytime = replace(question.constraints, years=frozenset(), months=frozenset())
        held = held_by(anytime, question, hits)
        if not self.may_answer(question, held, hits):
            return []
        close = self.settings.close_to_best
        ordered = preferred(held, question, close)
        return for_each_time(asked, ordered, close, question.query)

    def is_close(self, hit: Hit) -> bool:
        """Whether a sentence is close enough to the question; shared words alone do not do."""
        limits = self.settings
        near = hit.similarity >= limits.lowest_similarity
        worded = not hit.unread or hit.coverage >= limits.unread_coverage
        return hit.score >= limits.lowest_score and near and worded

    def best(self, hits: Sequence[Hit], *, timeless: bool) -> list[Hit]:
        """Return the best hit and those whose score is close to it, without repetitions.

        ``timeless`` tells that the question names no time.
        """
        limits = self.settings
        close = limits.close_without_time if timeless else limits.close_to_best
        least, limit = limits.lowest_score, close * odds(hits[0])
        chosen: list[Hit] = []
        for hit in hits:
            covers_as_much = hit.coverage >= hits[0].coverage
            is_near = covers_as_much and odds(hit) >= limit and hit.score >= least
            if hit is hits[0] or (is_near and is_new(hit, chosen)):
                chosen.append(hit)
        return chosen[: self.settings.most_statements]


def listed(hit: Hit, found: Enumeration) -> tuple[DraftStatement, ...]:
    """Return a statement for what introduces a list and one for each of its items."""
    spans = [*([found.lead] if found.lead else []), *found.items]
    return tuple(statement(Quote(hit.document, hit.passage, *span)) for span in spans)


def completed(hits: Sequence[Hit], query: Query) -> tuple[DraftStatement, ...]:
    """Return a statement for each hit; items of a list follow the line that introduces it.

    An item by itself, such as an office or a figure, does not say whose or of what it is, and
    the line that introduces a list says nothing without its items.
    """
    groups: dict[Quote, list[Quote]] = {}
    for hit in hits:
        found = marked_list(hit)
        if found and found.lead:
            lead = Quote(hit.document, hit.passage, *found.lead)
            items = [Quote(hit.document, hit.passage, *item) for item in found.items]
            shown = items if opens(hit, found) else [narrowest(hit, query)]
            groups.setdefault(lead, []).extend(shown)
        else:
            groups.setdefault(narrowest(hit, query), [])
    return tuple(statement(*dict.fromkeys([first, *others])) for first, others in groups.items())


def is_new(hit: Hit, chosen: Sequence[Hit]) -> bool:
    """Whether a sentence says something that those chosen before it do not."""
    words = set(tokens(hit.text))
    return all(
        len(words & set(tokens(other.text))) < 0.8 * min(len(words), len(set(tokens(other.text))))
        for other in chosen
    )


def narrowest(hit: Hit, query: Query) -> Quote:
    """Return the shortest run of clauses that says as much on the question as the sentence does.

    The run holds the clause that was found, and grows until it has every word of the question
    that the sentence has.
    """
    start, end = sentence_around(hit)
    if end - start <= LONG_SENTENCE:
        return Quote(hit.document, hit.passage, start, end)
    text = hit.passage.slice(start, end)
    clauses = clause_spans(text)
    wanted = asked_stems(query) & set(stems(tokens(text)))
    runs = [
        (start + clauses[first][0], start + clauses[last][1])
        for first in range(len(clauses))
        for last in range(first, len(clauses))
    ]
    fitting = [
        run
        for run in runs
        if run[0] <= hit.sentence.start < run[1]
        and wanted <= set(stems(tokens(hit.passage.slice(*run))))
    ]
    best = min(fitting, key=lambda run: run[1] - run[0], default=(start, end))
    return Quote(hit.document, hit.passage, *best)


def statement(*quotes: Quote) -> DraftStatement:
    """Return quotes as one statement: the same words, set as sentences."""
    return DraftStatement(" ".join(tidy(quote.text) for quote in quotes), quotes)


def tidy(text: str) -> str:
    r"""Return a quote with its blanks in order, a capital first and a full stop last.

    >>> tidy("no cash ,  aiming\nfor less ;")
    'No cash, aiming for less.'
    """
    text = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(text.split())).rstrip(" ;,")
    text = text[:1].upper() + text[1:]
    return text if re.search(r"[.!?:…][\"”’)\]]*$", text) else text + "."
