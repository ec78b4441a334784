"""Whether the questions are sound: ``python -m evals validate``.

Every gold sentence stands in its document and holds the gold answer, one that is given by its place
is whole, ids and wordings are not used twice, and every figure of the corpus is asked for.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from evals.cases import Case, Evidence, Span
from evals.corpus import Corpus, Place
from evals.figures import figures_in
from evals.table import aligned
from knowledge import tokens

BEGINS = re.compile(r"(?:^|[.;:!?…)”\"\n])\s*$")
"""What stands before a whole sentence, or before a whole clause of an enumeration."""
ENDS = re.compile(r"(?:(?<=[.;:!?…)”\"])|(?=\s*(?:[.;:!?…\n]|$)))")
"""How one ends, or what stands behind it."""


def problems(
    splits: Mapping[str, Sequence[Case]], corpus: Corpus, *, every_figure: bool = True
) -> list[str]:
    """Return what is wrong with the questions, a sentence each; none when all is well.

    Without ``every_figure`` there may be figures in the corpus that no question asks for.
    """
    cases = [case for split in splits.values() for case in split]
    return [
        *repeated_ids(cases),
        *repeated_wordings(splits),
        *(problem for case in cases for problem in gold_problems(case, corpus)),
        *(unasked_figures(cases, corpus) if every_figure else ()),
    ]


def repeated_ids(cases: Sequence[Case]) -> Iterator[str]:
    """Yield the ids that two questions have."""
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            yield f"{case.id}: two questions have this id."
        seen.add(case.id)


def repeated_wordings(splits: Mapping[str, Sequence[Case]]) -> Iterator[str]:
    """Yield the questions that are asked twice, in one split or in two, in the same words."""
    seen: dict[tuple[str, ...], str] = {}
    for case in (case for split in splits.values() for case in split):
        asked = [*(turn.question for turn in case.history), case.question]
        wording = (case.language, *tokens(" ".join(asked)))
        if wording in seen:
            yield f"{case.id}: asks the same as {seen[wording]}, in the same words."
        seen.setdefault(wording, case.id)


def gold_problems(case: Case, corpus: Corpus) -> Iterator[str]:
    """Yield what is wrong with the gold answers of a question."""
    for evidence in case.gold:
        if evidence.document not in corpus.names:
            yield f"{case.id}: there is no document {evidence.document!r}."
            continue
        missing = [each for each in evidence.sentences if not corpus.find(evidence.document, each)]
        for sentence in missing:
            yield f"{case.id}: {evidence.document} does not say: {sentence}"
        if not missing:
            yield from parts(case, evidence, corpus)
            yield from answer_problems(case, evidence, corpus)


def parts(case: Case, evidence: Evidence, corpus: Corpus) -> Iterator[str]:
    """Yield the places of an evidence that do not begin or end as a sentence or a clause does."""
    text = corpus.names[evidence.document].pages[0].text
    for span in evidence.sentences:
        if isinstance(span, Span):
            words = text[span.start : span.end]
            begins = BEGINS.search(text, 0, span.start)
            if not (begins and ENDS.match(text, span.end) and words == words.strip()):
                yield f"{case.id}: {evidence.document} has no whole sentence or clause at {span}."


def answer_problems(case: Case, evidence: Evidence, corpus: Corpus) -> Iterator[str]:
    """Yield the patterns that an evidence does not satisfy."""
    said = [corpus.words(evidence.document, each) for each in evidence.sentences]
    text = "\n".join(said)
    for pattern in case.expect:
        if not re.search(pattern, text, re.IGNORECASE):
            yield f"{case.id}: {pattern!r} is not in the gold of {evidence.document}: {text}"
    for pattern in case.reject:
        if re.search(pattern, said[0], re.IGNORECASE):
            yield f"{case.id}: rejects its own gold of {evidence.document}: {pattern!r}"


def unasked_figures(cases: Sequence[Case], corpus: Corpus) -> Iterator[str]:
    """Yield the figures that stand in the corpus and that no question asks for."""
    asked = asked_spans(cases, corpus)
    for place, text in corpus.sentences():
        for figure in figures_in(text):
            span = Place(
                place.document, place.page, place.start + figure.start, place.start + figure.end
            )
            if not any(span.touches(other) for other in asked[place.document, place.page]):
                shown = " ".join(text.split())
                yield f"{place.document}: no question asks for {figure.text} in: {shown}"


def asked_spans(cases: Sequence[Case], corpus: Corpus) -> dict[tuple[str, int], list[Place]]:
    """Return what the patterns of all questions match in their gold sentences, by page."""
    found: defaultdict[tuple[str, int], list[Place]] = defaultdict(list)
    for case in cases:
        for evidence in case.gold:
            for place in everywhere(evidence, corpus):
                page = corpus.names[evidence.document].page(place.page)
                if page is None:
                    continue
                # A pattern may reach over the end of a line.
                text = page.text[place.start : place.end].replace("\n", " ")
                for pattern in case.expect:
                    for match in re.finditer(pattern, text, re.IGNORECASE):
                        start, end = place.start + match.start(), place.start + match.end()
                        found[place.document, place.page].append(
                            Place(place.document, place.page, start, end)
                        )
    return found


def everywhere(evidence: Evidence, corpus: Corpus) -> Iterator[Place]:
    """Yield every place at which a sentence of an evidence stands; some are printed twice."""
    for sentence in evidence.sentences:
        yield from corpus.find(evidence.document, sentence)


def census(splits: Mapping[str, Sequence[Case]]) -> list[str]:
    """Return how many questions there are of each kind and language, a line each."""
    head = ["", *splits]
    groups = {
        "questions": {split: len(cases) for split, cases in splits.items()},
        **counts(splits, "kind"),
        **counts(splits, "language"),
    }
    rows = [
        [name, *(str(found.get(split, 0)) for split in splits)] for name, found in groups.items()
    ]
    return aligned([head, *rows])


def counts(splits: Mapping[str, Sequence[Case]], field: str) -> dict[str, dict[str, int]]:
    """Return how many cases of each split have each value of a field."""
    found: dict[str, dict[str, int]] = {}
    for split, cases in splits.items():
        for name, count in sorted(Counter(getattr(case, field) for case in cases).items()):
            found.setdefault(name, {})[split] = count
    return found
