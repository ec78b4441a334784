"""What is measured of an answer, each a small function from a judged question to a value.

``None`` means that the metric does not apply, and the question is not counted. The definitions
are the docstrings; ``docs/evaluation.md`` repeats them. Citation precision and recall follow
ALCE [1], with spans that people marked in the place of a model's judgement; declining follows the
split of answerable and unanswerable questions of SQuAD 2.0 [2].

[1] Gao et al. 2023, https://arxiv.org/abs/2305.14627
[2] Rajpurkar et al. 2018, https://arxiv.org/abs/1806.03822
"""

import re
from collections.abc import Callable, Mapping

from evals.corpus import Place
from evals.judged import Judged

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


Metric = Callable[[Judged], float | None]


def answered_right(judged: Judged) -> float | None:
    """Answered right: what is expected is in the answer, and it does not lead with what is wrong.

    Of questions that the documents answer.
    """
    if judged.case.declinable:
        return None
    right = all(matches(pattern, judged.said) for pattern in judged.case.expect)
    return float(right and not leads_with_rejected(judged))


def declined_rightly(judged: Judged) -> float | None:
    """Declined rightly: no statement was given.

    Of questions that the documents do not answer.
    """
    return float(not judged.given) if judged.case.declinable else None


def declined_wrongly(judged: Judged) -> float | None:
    """Declined wrongly: no statement was given.

    Of questions that the documents answer.
    """
    return None if judged.case.declinable else float(not judged.given)


def quote_verbatim(judged: Judged) -> float | None:
    """Quoted verbatim: share of citations whose quote is what stands at their page and offsets.

    To the letter; of answers with citations.
    """
    pairs = zip(judged.asked.answer.citations, judged.asked.sources, strict=True)
    return share([citation.quote == source for citation, source in pairs])


def unsupported_number(judged: Judged) -> float | None:
    """Unsupported number: a statement has a number that its quotes do not have.

    Thousands marks and decimal commas aside; of answers given.
    """
    if not judged.given:
        return None
    answer = judged.asked.answer
    quotes = {citation.number: citation.quote for citation in answer.citations}
    for said in answer.statements:
        quoted = "\n".join(quotes.get(number, "") for number in said.citations)
        if not numbers(said.text) <= numbers(quoted):
            return 1.0
    return 0.0


def document_precision(judged: Judged) -> float | None:
    """Document precision: share of the citations that are of a gold document.

    Of answers given to questions that the documents answer.
    """
    gold = {place.document for places in judged.gold for place in places}
    return cited_share(judged, lambda place: place.document in gold)


def document_recall(judged: Judged) -> float | None:
    """Document recall: a gold document is cited.

    Of questions that the documents answer.
    """
    if judged.case.declinable:
        return None
    cited = {place.document for place in judged.cited}
    return float(any(place.document in cited for places in judged.gold for place in places))


def sentence_precision(judged: Judged) -> float | None:
    """Sentence precision: share of the citations that quote gold, or a sentence that says the same.

    Of answers given to questions that the documents answer.
    """
    gold = [place for places in judged.gold for place in places]
    return cited_share(judged, lambda place: any(place.touches(each) for each in gold))


def sentence_recall(judged: Judged) -> float | None:
    """Sentence recall: share of a gold answer's sentences that are cited; the best of several.

    Of questions that the documents answer.
    """
    if judged.case.declinable:
        return None
    cited = judged.cited
    shares = (
        share([any(place.touches(each) for each in cited) for place in places])
        for places in judged.gold
    )
    return max((each for each in shares if each is not None), default=0.0)


def stale_as_current(judged: Judged) -> float | None:
    """Stale as current: the answer leads with a value of another time, marked as wrong.

    Of answers to questions on figures over time for which such a value is marked.
    """
    return rejected(judged, "over_time")


def target_as_achieved(judged: Judged) -> float | None:
    """Target as achieved: the answer leads with a target for an achieved value, or the reverse.

    Of answers to questions that insist on one and for which the other is marked.
    """
    return rejected(judged, "target_or_achieved")


def answer_length(judged: Judged) -> float | None:
    """Answer length: characters of the statements.

    Of answers given.
    """
    statements = judged.asked.answer.statements
    return float(sum(len(each.text) for each in statements)) if judged.given else None


METRICS: Mapping[str, Metric] = {
    metric.__name__: metric
    for metric in (
        answered_right,
        declined_rightly,
        declined_wrongly,
        quote_verbatim,
        unsupported_number,
        stale_as_current,
        target_as_achieved,
        document_precision,
        document_recall,
        sentence_precision,
        sentence_recall,
        answer_length,
    )
}
LOWER_IS_BETTER = frozenset(
    {"declined_wrongly", "unsupported_number", "stale_as_current", "target_as_achieved"}
)


def score(judged: Judged) -> dict[str, float | None]:
    """Return every metric of one question."""
    return {name: metric(judged) for name, metric in METRICS.items()}


def went_right(judged: Judged) -> bool:
    """Whether a question went as it should: answered right, or declined rightly."""
    return bool(answered_right(judged) or declined_rightly(judged))


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern occurs in a text, whatever the case of its letters."""
    return re.search(pattern, text, re.IGNORECASE) is not None


def leads_with_rejected(judged: Judged) -> bool:
    """Whether the first statement matches a rejected pattern."""
    return any(matches(pattern, judged.first_statement) for pattern in judged.case.reject)


def rejected(judged: Judged, kind: str) -> float | None:
    """Return whether the answer to a question of a kind leads with what its case rejects."""
    applies = judged.case.kind == kind and judged.case.reject and judged.given
    return float(leads_with_rejected(judged)) if applies else None


def cited_share(judged: Judged, is_gold: Callable[[Place], bool]) -> float | None:
    """Return the share of gold citations of an answer to an answerable question."""
    return None if judged.case.declinable else share(list(map(is_gold, judged.cited)))


def share(values: list[bool]) -> float | None:
    """Return the share of true, ``None`` of nothing.

    >>> share([True, False]), share([])
    (0.5, None)
    """
    return sum(values) / len(values) if values else None


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, without thousands marks and with a decimal point.

    >>> sorted(numbers("8,280 billion (55.25 %), 18,3 and 2.000.000"))
    ['18.3', '2000000', '55.25', '8280']
    """
    return {
        re.sub(r"[.,]", "", each) if THOUSANDS.fullmatch(each) else each.replace(",", ".")
        for each in NUMBER.findall(text)
    }
