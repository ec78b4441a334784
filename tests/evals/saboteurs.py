"""Answerers that each do one thing wrong, to show that the floors find it."""

import re
from dataclasses import replace

from assistant.answerers.extractive import ExtractiveAnswerer


class SecondBest:
    """Quotes the second-best sentence."""

    name = "second best"

    def answer(self, question, hits):
        return ExtractiveAnswerer().answer(question, hits[1:])


class AlwaysDeclines:
    """Never gives an answer."""

    name = "always declines"

    def answer(self, question, hits):
        del question, hits
        return ()


class ChangesADigit:
    """Says what the best sentence says, with another digit."""

    name = "changes a digit"

    def answer(self, question, hits):
        drafts = ExtractiveAnswerer().answer(question, hits)
        return tuple(replace(draft, text=altered(draft.text)) for draft in drafts)


def altered(text):
    """Return a text with its first digit changed."""
    return re.sub(r"\d", lambda found: str(9 - int(found[0])), text, count=1)
