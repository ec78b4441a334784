"""What is measured of an answer, each a small function from case and answer to a truth value.

``None`` means that the metric does not apply, and the case is not counted.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant import Answer, Outcome
from assistant.grounding import numbers_in
from evals.cases import Case

Metric = Callable[[Case, Answer], bool | None]
GIVEN = frozenset({Outcome.ANSWERED, Outcome.PARTIAL})


def answered_right(case: Case, answer: Answer) -> bool | None:
    """The answer matches every expected pattern, its first statement no rejected one."""
    if case.declinable:
        return None
    first = answer.statements[0].text if answer.statements else ""
    return all(found(pattern, answer.text) for pattern in case.expect) and not any(
        found(pattern, first) for pattern in case.reject
    )


def declined_rightly(case: Case, answer: Answer) -> bool | None:
    """A question without an answer in the documents got none."""
    return answer.outcome not in GIVEN if case.declinable else None


def declined_wrongly(case: Case, answer: Answer) -> bool | None:
    """A question with an answer in the documents got none."""
    return None if case.declinable else answer.outcome not in GIVEN


def cites_gold_document(case: Case, answer: Answer) -> bool | None:
    """The first citation is of a document that holds the answer."""
    if case.declinable or not answer.citations:
        return None
    return any(answer.citations[0].document_id.startswith(gold) for gold in case.documents)


def unsupported_number(case: Case, answer: Answer) -> bool | None:
    """A statement holds a number that its quotes do not."""
    del case
    quotes = {citation.number: citation.quote for citation in answer.citations}
    return any(
        numbers_in(said.text) - numbers_in("\n".join(quotes[number] for number in said.citations))
        for said in answer.statements
    )


METRICS: Mapping[str, Metric] = {
    metric.__name__: metric
    for metric in (
        answered_right,
        declined_rightly,
        declined_wrongly,
        cites_gold_document,
        unsupported_number,
    )
}


def found(pattern: str, text: str) -> bool:
    """Whether a pattern occurs in a text, whatever the case of its letters."""
    return re.search(pattern, text, re.IGNORECASE) is not None


def score(case: Case, answer: Answer) -> dict[str, bool | None]:
    """Return every metric of one answer."""
    return {name: metric(case, answer) for name, metric in METRICS.items()}


def share(values: Iterable[bool | None]) -> float | None:
    """Return the share of true among the values that apply, ``None`` when none does.

    >>> share([True, False, None]), share([None])
    (0.5, None)
    """
    counted = [value for value in values if value is not None]
    return sum(counted) / len(counted) if counted else None


def totals(rows: Sequence[Mapping[str, bool | None]]) -> dict[str, float | None]:
    """Return the share of each metric over many answers."""
    return {name: share(row[name] for row in rows) for name in METRICS}
