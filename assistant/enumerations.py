"""Lists in a passage: marked items under their introducing line, or clauses of a sentence."""

import re
from dataclasses import dataclass

from knowledge import Hit, Passage, Sentence, clause_spans

MARK = re.compile(r"(?:^|\n)\s*(?:[-–•*+]|\d{1,2}[.)]|[a-zđ]\))\s+$")
FEWEST_ITEMS = 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The spans of a list, as page offsets; ``lead`` introduces it and may be missing."""

    lead: Span | None
    items: tuple[Span, ...]


def enumeration(hit: Hit) -> Enumeration | None:
    """Return the list that a sentence introduces or belongs to, ``None`` when there is none."""
    return marked_list(hit) or clause_list(hit)


def marked_list(hit: Hit) -> Enumeration | None:
    """Return the list of marked lines around a sentence."""
    spans = merged_items(hit.passage)
    place = next((i for i, (start, end, _) in enumerate(spans) if covers(start, end, hit)), None)
    if place is None:
        return None
    marked = [mark for *_, mark in spans]
    first = place if marked[place] else place + 1
    while first > 0 and marked[first - 1 : first] == [True]:
        first -= 1
    last = first
    while last < len(spans) and marked[last]:
        last += 1
    if last - first < FEWEST_ITEMS - 1:
        return None
    lead = spans[first - 1][:2] if first > 0 else None
    if lead and not hit.passage.slice(*lead).rstrip().endswith(":"):
        # A sentence in front of a list introduces it only when it ends with a colon.
        if place == first - 1:
            return None
        lead = None
    return Enumeration(lead, tuple(span[:2] for span in spans[first:last]))


def merged_items(passage: Passage) -> list[tuple[int, int, bool]]:
    """Return the sentences of a passage, those of one item as one, and whether each is an item."""
    spans: list[tuple[int, int, bool]] = []
    for sentence in passage.sentences:
        before = passage.slice(passage.start, sentence.start)
        marked = bool(MARK.search(before))
        same_line = "\n" not in passage.slice(spans[-1][1], sentence.start) if spans else False
        if spans and spans[-1][2] and same_line:
            spans[-1] = (spans[-1][0], sentence.end, True)
        else:
            spans.append((sentence.start, sentence.end, marked))
    return spans


def clause_list(hit: Hit) -> Enumeration | None:
    """Return the clauses of the sentence that holds the hit, when there are several."""
    start, end = sentence_around(hit)
    text = hit.passage.slice(start, end)
    clauses = [(start + a, start + b) for a, b in clause_spans(text)]
    return Enumeration(None, tuple(clauses)) if len(clauses) >= FEWEST_ITEMS else None


def sentence_around(hit: Hit) -> Span:
    """Return the whole sentence, as page offsets, of a hit that may be one of its clauses."""
    sentences = hit.passage.sentences
    first = last = sentences.index(hit.sentence)
    while first > 0 and same_sentence(hit.passage, sentences[first - 1], sentences[first]):
        first -= 1
    while last + 1 < len(sentences) and same_sentence(
        hit.passage, sentences[last], sentences[last + 1]
    ):
        last += 1
    return sentences[first].start, sentences[last].end


def sentence_text(hit: Hit) -> str:
    """Return the whole sentence of a hit that may be one of its clauses."""
    return hit.passage.slice(*sentence_around(hit))


def same_sentence(passage: Passage, before: Sentence, after: Sentence) -> bool:
    """Whether nothing but a semicolon parts two clauses."""
    return passage.slice(before.end, after.start).strip() == ";"


def covers(start: int, end: int, hit: Hit) -> bool:
    """Whether a span holds the hit's sentence."""
    return start <= hit.sentence.start and hit.sentence.end <= end
