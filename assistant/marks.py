"""The part of a statement that answers: the figure, the day or the name that is asked for.

A figure is marked when it is of the kind asked for and stands in the clause that has most words of
the question. Where two clauses have as many, or nothing fits, nothing is marked.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.aims import TARGET, asked_aim
from assistant.answerers.base import Question
from assistant.expectations import expected
from assistant.figures import Kind, figures_in
from assistant.indicators import cells_of, is_source, measure_of
from assistant.notes import without_notes
from assistant.periods import asked_times, falls_in, times_named
from assistant.readings import GRAMMAR, asked_column, when_start
from assistant.types import Answer
from knowledge import fold, stems, tokens

Mark = tuple[int, int]

EACH = frozenset({Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.POINTS})
FITTING = {
    "share": frozenset({Kind.PERCENT, Kind.POINTS}),
    "money": frozenset({Kind.MONEY}),
    "count": frozenset({Kind.NUMBER}),
    "score": frozenset({Kind.NUMBER}),
    "number": EACH,
}
# Questions for a figure that do not say of which kind; with a question word, right behind it.
NOUN = (
    r"(?:rank\w*|place|position|score|values?|targets?|goals?|figures?|rates?|shares?|revenue|size"
    r"|growth|number|count|total|percent\w*|proportion)"
)
FIGURE = re.compile(
    rf"\b(?:what|which|how)\b(?:\W+\w+){{0,4}}?\W+{NOUN}\b"
    rf"|^(?!.*\b(?:what|which|why|how)\b).*\b{NOUN}\b|\bhow (?:high|large|big|far|long|much)\b"
    r"|\b(?:thu hang|xep hang|bao nhieu|thu may)\b"
    r"|\b(?:gia tri|muc tieu|ty le|doanh thu)\b.*\bla gi\b"
)
COUNTED = re.compile(r"\b(?:how many|bao nhieu)\s+((?:[\w-]+\s*){1,3})")
GROWTH = re.compile(
    r"\b(?:by how much|grow\w*|grew|increas\w*|ris\w+|rose|higher|up|down|fell|tang|giam)\b"
)
WHO = re.compile(r"^\W*(?:and |va )?(?:who|whom|ai)\b|\bai (?:la|da|ky|lam)\b|\bla ai\b")
WHEN = re.compile(r"\b(?:when|khi nao|ngay nao|bao gio|(?:what|which) (?:day|date|year|month))\b")
NAME = re.compile(r"(?>[A-ZĐ][\w'’-]*(?:\s+[A-ZĐ][\w'’-]*){1,7})")
# Where a name goes on in small letters, or another follows.
GOES_ON = re.compile(r"\s+(?:on|for|and)\b")
CLAUSE = re.compile(r"[,;:]\s|[.]\s(?=[A-ZĐ])|\s(?:and|with|while|but|và|với|còn)\s|\s\|\s")
FOLLOWING = 3
ONE_SENTENCE = 320


def with_marks(answer: Answer, question: Question) -> Answer:
    """Return an answer with what answers marked in its statements."""
    statements = tuple(
        replace(each, marks=marks_of(each.text, question)) for each in answer.statements
    )
    return replace(answer, statements=statements)


def marks_of(text: str, question: Question) -> tuple[Mark, ...]:
    """Return the spans of a statement that answer a question, in order; none when unsure."""
    asked = fold(question.text)
    kind = expected(question.text)
    if WHO.search(asked):
        return name_in(text, question)
    if WHEN.search(asked) or (kind and kind.name == "time"):
        return time_in(text, question)
    if kind and kind.name not in FITTING:
        return ()
    if not kind and not FIGURE.search(asked):
        return ()
    return figures_for(text, question, FITTING[kind.name] if kind else EACH)


def figures_for(text: str, question: Question, kinds: frozenset[Kind]) -> tuple[Mark, ...]:
    """Return the figures of a statement that are asked for: mostly one, of several times all."""
    measure = measure_of(text)
    known = {figure.value for figure in figures_in(question.text)}
    fitting = [
        (each.start, each.end)
        for each in measure.values
        if each.kind in kinds
        and any(map(str.isdigit, text[each.start : each.end]))
        and not known & {other.value for other in figures_in(text[each.start : each.end])}
    ]
    if measure.columns:
        fitting = of_column(text, fitting, question)
    asked = asked_times(question.text, question.rendering)
    if asked.is_several and len(fitting) == len(measure.times):
        return tuple(fitting)
    for narrower in (of_aim, of_time, of_growth, counted):
        fitting = narrower(text, fitting, question)
    return best_placed(text, fitting, question)


def counted(text: str, places: list[Mark], question: Question) -> list[Mark]:
    """Return the places right before the noun of "how many", all when there are none."""
    if not (found := COUNTED.search(fold(question.text))):
        return places
    said = set(stems(tokens(found[1]))) - GRAMMAR
    groups = [term.alternatives for term in question.query.terms]
    meant = [group for group in groups if any(said.issuperset(each) for each in group)]
    nouns = said | {key for group in meant for each in group for key in each}
    near = [
        each
        for each in places
        if nouns & set(stems(tokens(text[each[1] : each[1] + 80])[:FOLLOWING]))
    ]
    return near or places


def of_time(text: str, places: list[Mark], question: Question) -> list[Mark]:
    """Return the places whose clause names no other time than the question does."""
    asked = times_named(question.text)
    clauses = {each: times_named(clause_around(text, each)) for each in places}
    return [
        each
        for each, times in clauses.items()
        if not asked or not times or any(falls_in(one, other) for one in times for other in asked)
    ]


def of_aim(text: str, places: list[Mark], question: Question) -> list[Mark]:
    """Return, where a target and a result are in one statement, the places of what is asked."""
    aim = asked_aim(question.text)
    targets = [each for each in places if TARGET.search(fold(clause_around(text, each)))]
    if not aim or len(targets) in (0, len(places)):
        return places
    return targets if aim == "target" else [each for each in places if each not in targets]


def of_growth(text: str, places: list[Mark], question: Question) -> list[Mark]:
    """Return the places of a growth where one is asked for, and no others then."""
    if not GROWTH.search(fold(question.text)):
        return places
    return [each for each in places if GROWTH.search(fold(clause_around(text, each)))]


def of_column(text: str, places: list[Mark], question: Question) -> list[Mark]:
    """Return the places of a row that stand in the column that is asked for."""
    cells = [cell for cell in cells_of(text)[1:] if not is_source(cell)]
    cell = asked_column(cells, question.query)
    return [each for each in places if cell and cell.start <= each[0] and each[1] <= cell.end]


def best_placed(text: str, places: Sequence[Mark], question: Question) -> tuple[Mark, ...]:
    """Return the place in the clause that has all words of the question that others have, or none.

    When two clauses do, or each has words of its own, it is not clear which answers.
    """
    if len(places) < 2:
        return tuple(places)
    asked = {key for term in question.query.terms for group in term.alternatives for key in group}
    shared = [asked & set(stems(tokens(clause_around(text, each)))) for each in places]
    best = max(shared, key=len)
    clear = shared.count(best) == 1 and all(each <= best for each in shared)
    return (places[shared.index(best)],) if clear else ()


def clause_around(text: str, place: Mark) -> str:
    """Return the clause of a text in which a place lies."""
    breaks = list(CLAUSE.finditer(text))
    start = max((each.end() for each in breaks if each.end() <= place[0]), default=0)
    end = min((each.start() for each in breaks if each.start() >= place[1]), default=len(text))
    return text[start:end]


def time_in(text: str, question: Question) -> tuple[Mark, ...]:
    """Return the time that a statement gives and a question does not name."""
    known = {time.order for time in times_named(question.text)}
    times = [each for each in measure_of(text, compared=True).times if each.order not in known]
    return best_placed(text, [(when_start(text, each), each.end) for each in times], question)


def name_in(text: str, question: Question) -> tuple[Mark, ...]:
    """Return the one name of a statement that has no word of the question."""
    if len(text) > ONE_SENTENCE:
        return ()
    asked = set(stems(tokens(f"{question.text} {question.rendering}")))
    names = [
        match.span()
        for match in NAME.finditer(without_notes(text))
        if not asked & set(stems(tokens(match.group())))
    ]
    whole = len(names) == 1 and not GOES_ON.match(text, names[0][1])
    return tuple(names) if whole else ()
