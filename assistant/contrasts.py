"""Things that are named side by side and are not each other: imports and exports, men and women.

An embedding model puts them close together, and the other words of a question fit both. A
sentence on the one does not answer a question on the other.
"""

import re
from functools import lru_cache

from knowledge import fold

# Groups of alternatives: each is a pattern of folded text in English and Vietnamese.
CONTRASTS: tuple[tuple[str, ...], ...] = (
    (r"imports?|imported|importing|nhap khau", r"exports?|exported|exporting|xuat khau"),
    (r"wom[ae]n|females?|girls?|phu nu|nu gioi", r"m[ae]n|males?|boys?|nam gioi|dan ong"),
    (
        r"adults?|grown-?ups|nguoi lon|nguoi truong thanh",
        r"child(?:ren)?|kids?|teens?|teenagers?|minors?|adolescents?|tre em|thieu nien",
    ),
    (r"rural|countryside|nong thon", r"urban|thanh thi|do thi"),
    (r"foreign(?:ers?)?|nuoc ngoai", r"domestic|trong nuoc"),
    (r"revenues?|turnover|sales|doanh thu", r"profits?|losses|loi nhuan|lo rong"),
    (r"births?|born|khai sinh|sinh ngay|sinh nam", r"deaths?|died|khai tu|qua doi"),
    (r"upload(?:s|ed|ing)?|tai len", r"download(?:s|ed|ing)?|tai xuong|tai ve"),
    (r"sellers?|vendors?|merchants?|nguoi ban", r"buyers?|shoppers?|customers?|nguoi mua"),
    (r"lenders?|ben cho vay", r"borrowers?|ben vay"),
    (r"lowest|smallest|thap nhat|nho nhat", r"highest|largest|cao nhat|lon nhat"),
    (r"primary|tieu hoc", r"secondary|trung hoc"),
    (r"inputs?|dau vao", r"outputs?|dau ra"),
)


@lru_cache(maxsize=1)
def patterns() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """Return the contrasts compiled, once."""
    return tuple(tuple(re.compile(rf"\b(?:{each})\b") for each in group) for group in CONTRASTS)


def is_of_the_other(asked: str, answer: str) -> bool:
    """Whether a text is on the other of two things than the one that a question names alone.

    >>> is_of_the_other("What were the imports?", "Exports rose to 117 billion USD.")
    True
    >>> is_of_the_other("What were the imports?", "Imports and exports rose.")
    False
    >>> is_of_the_other("Imports or exports?", "Exports rose.")
    False
    """
    question, text = fold(asked), fold(answer)
    for group in patterns():
        named = [bool(each.search(question)) for each in group]
        if sum(named) == 1 and not group[named.index(True)].search(text):
            other = group[1 - named.index(True)]
            if other.search(text):
                return True
    return False
