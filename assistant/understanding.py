"""From what was typed, and what was said before, to a question that can be searched for."""

from collections.abc import Callable
from dataclasses import replace

from assistant.answerers.base import Question
from assistant.asking import asked_part
from assistant.constraints import constraints_of
from assistant.history import stand_alone
from assistant.language import detect, make_query
from assistant.steps import Asked


def understood(asked: Asked, frequency: Callable[[str], int]) -> Question:
    """Return the question, made to stand alone, with what to search for and what it insists on.

    ``frequency`` tells how often the documents have a key.
    """
    own = asked.question
    text = stand_alone(own, asked.history)
    query = make_query(text, detect(text), frequency)
    rendering, part = query.text, asked_part(text)
    if text != own:
        # What a follow-up says itself is what it is after: its words count twice.
        part = own
        again = make_query(own, detect(own), frequency)
        twice = (*query.terms, *again.terms)
        query = replace(query, text=f"{query.text} {again.text}", terms=twice)
    wanted = constraints_of(text, rendering, part)
    return Question(text, rendering, asked.language, query, wanted, part)
