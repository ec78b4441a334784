"""What a text is asked about: "what does the law say about signatures" is answered by those."""

import re

from assistant.counted import is_named, keys_of
from assistant.language import detect, with_vietnamese
from knowledge import Hit, Term, english_terms, fold

ASKED = re.compile(
    r"\b(?:say|says|said|state|states|stated|provide|provides|provided|mention|mentions|mentioned"
    r"|rule|rules|ruled|decide|decides|decided|require|requires|required|report|reports|reported)\b"
    r"(?: \w+){0,2}? (?:about|on|regarding|concerning) ([^?,.;:]+)"
)


def subject(question: str) -> tuple[Term, ...]:
    """Return what an English question wants a text to say something about, as terms.

    >>> [term.alternatives[0] for term in subject("What does the law say about old signatures?")]
    [('old',), ('signatur',)]
    >>> subject("What is the law about?")
    ()
    """
    found = ASKED.search(fold(question)) if detect(question) == "en" else None
    return with_vietnamese(english_terms(found[1]), found[1]) if found else ()


def is_about(hit: Hit, things: tuple[Term, ...]) -> bool:
    """Whether a passage or its heading names one of the terms, if there are any."""
    known = keys_of(f"{hit.passage.heading or ''}\n{hit.passage.text}")
    return not things or any(is_named(term, known) for term in things)
