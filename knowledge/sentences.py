"""Sentences and clauses of a text, as offsets into it."""

import re

Span = tuple[int, int]

# Above this length a sentence that enumerates with semicolons is cut into its clauses:
# a vector of a whole enumeration is close to none of its parts.
LONG_SENTENCE = 220
END = re.compile(r"(?:\.{2,}|…|[.!?])[\"”’)\]]*(?=\s|$)")
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|No|Nos|Art|Arts|St|vs|etc|e\.g|i\.e|cf|Fig|TP|Th?S|TS|PGS|GS|Q|P)"
    r"|(?<![A-Za-zÀ-ỹ])[A-ZĐ])\.$"
)
OPENS = re.compile(r"\s*[\"“‘(\[]*")


def sentence_spans(text: str) -> list[Span]:
    """Return the sentences of a text, trimmed of blanks.

    >>> [text[a:b] for text in ["It is 0.8 - 10% . See No. 5 of Mr. An. Done?"]
    ...  for a, b in sentence_spans(text)]
    ['It is 0.8 - 10% .', 'See No. 5 of Mr. An.', 'Done?']
    """
    spans, start = [], 0
    for match in END.finditer(text):
        if ABBREVIATION.search(text, start, match.end()):
            continue
        if not starts_sentence(text, match.end()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [span for each in spans if (span := trimmed(text, *each))]


def starts_sentence(text: str, place: int) -> bool:
    """Whether a sentence can start here, or the text is over: not before a small letter."""
    opened = OPENS.match(text, place)
    first = text[opened.end() : opened.end() + 1] if opened else ""
    return not first or first.isupper() or first.isdigit() or first in "–-"


def clause_spans(text: str) -> list[Span]:
    """Return the clauses of a sentence: its parts between semicolons outside parentheses.

    >>> [text[a:b] for text in ["A (1; 2); b c; d."] for a, b in clause_spans(text)]
    ['A (1; 2)', 'b c', 'd.']
    """
    spans, start, depth = [], 0, 0
    for place, char in enumerate(text):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char == ";" and depth == 0:
            spans.append((start, place))
            start = place + 1
    spans.append((start, len(text)))
    return [span for each in spans if (span := trimmed(text, *each))]


def searchable_spans(text: str) -> list[Span]:
    """Return what is searched for: sentences, and the clauses of long enumerations."""
    found: list[Span] = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        clauses = clause_spans(sentence) if len(sentence) > LONG_SENTENCE else []
        found += [(start + a, start + b) for a, b in clauses] or [(start, end)]
    return found


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without blanks at its ends, ``None`` when no letter or digit is left."""
    part = text[start:end]
    if not any(char.isalnum() for char in part):
        return None
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
