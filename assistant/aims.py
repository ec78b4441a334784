"""Targets and achieved values: which of the two a question asks for, and which a text states."""

import re
from typing import Literal

from knowledge import fold

Aim = Literal["target", "achieved"]

TARGET = re.compile(
    r"\b(?:targets?|targeted|goals?|aims?|aimed|objectives?|planned|is to|are to|was to|were to"
    r"|supposed to|should|ought to|wants?|wanted|intends?|intended|hopes?|hoped|strives?|forecasts?"
    r"|expected|muc tieu|chi tieu|phan dau|du kien|ky vong|huong toi|dat ra|muon|du bao)\b"
)
ACHIEVED = re.compile(
    r"\b(?:achieved|achievements?|actual|actually|really|in reality|in fact|reached|results?"
    r"|so far|to date|currently|already|in practice|dat duoc|thuc te|thuc hien duoc|ket qua"
    r"|da dat|den nay)\b"
)
# "Was the goal met?" is for what came of it.
JUDGED = re.compile(r"\b(?:met|missed|exceeded|surpassed|fulfilled|vuot)\b")
# "the goal, not the result", "apart from the targets": what is set apart is not asked for.
SET_APART = re.compile(
    r"\b(?:not|no|never|apart from|aside from|rather than|instead of|without|excluding"
    r"|khong phai|khong tinh|chu khong|ngoai)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:targets?|goals?|results?|achieved|actual|muc tieu|chi tieu|ket qua|du bao|thuc te)\b"
)


def asked_aim(question: str) -> Aim | None:
    """Return whether a question is for a target or for an achieved value, ``None`` for either.

    >>> asked_aim("What is the target for 2025?"), asked_aim("What was actually reached in 2024?")
    ('target', 'achieved')
    >>> asked_aim("the goal, not the result"), asked_aim("Did the result exceed the target?")
    ('target', None)
    >>> asked_aim("Was the goal of 40 million met?") is None
    True
    """
    folded = SET_APART.sub(" ", fold(question))
    target, achieved = bool(TARGET.search(folded)), bool(ACHIEVED.search(folded))
    if target == achieved or (target and JUDGED.search(folded)):
        return None
    return "target" if target else "achieved"


def states_target(text: str) -> bool:
    """Whether a sentence states what is to be reached, and not what was.

    >>> states_target("The target is 40 million accounts."), states_target("It reached 45%.")
    (True, False)
    >>> states_target("It reached 55 million, above the target of 40 million.")
    False
    """
    folded = fold(text)
    return bool(TARGET.search(folded)) and not ACHIEVED.search(folded) and not MET.search(folded)


# A result that is measured against its target is a result.
MET = re.compile(
    r"\b(?:above|below|over|beyond|exceed(?:s|ed|ing)?|met|meets?|missed|against|more than"
    r"|less than|vuot|cao hon|thap hon|so voi)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:targets?|goals?|muc tieu|chi tieu)\b"
)
