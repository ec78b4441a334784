"""Which of the sentences that were found hold for a question at all."""

import re
from collections.abc import Sequence

from assistant.answerers.base import Question
from assistant.constraints import Constraints, supports
from assistant.enumerations import sentence_text
from assistant.expectations import expected, offers
from knowledge import Hit

NEAREST = 12
"""Of so many of the best hits an answer is made; values of other times may stand further back."""
# A line with an address names where something is from, and says nothing of it.
ADDRESS = re.compile(r"https?://\S")


def held_by(wanted: Constraints, question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that hold for what a question insists on and have what it asks for."""
    kind = expected(question.text)
    return [
        hit
        for hit in hits
        if supports(hit, wanted)
        and offers(sentence_text(hit), kind)
        and not ADDRESS.search(hit.text)
    ]
