"""Whether a quote says what is right.

Texts are made alike as in the evaluation of SQuAD (https://arxiv.org/abs/1606.05250): small
letters, no punctuation, no English articles, single blanks. There two short answers must then be
equal; a quote is a sentence, so that here it must have the answer in it, as whole words. For that
a sign between words parts them, and only one inside a number is dropped.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

INSIDE_NUMBERS = re.compile(r"(?<=\d)[.,](?=\d)")
ARTICLES = {"a", "an", "the"}


def alike(text: str) -> str:
    """Return a text in the form in which texts are compared.

    >>> alike("The Hà Nội–Lào Cai line, 1,577.5 km (2010-2014)")
    'hà nội lào cai line 15775 km 2010 2014'
    """
    small = INSIDE_NUMBERS.sub("", unicodedata.normalize("NFC", text).casefold())
    words = "".join(each if is_of_word(each) else " " for each in small).split()
    return " ".join(word for word in words if word not in ARTICLES)


def is_of_word(char: str) -> bool:
    """Whether a character is a letter, a mark on one, or a digit."""
    return unicodedata.category(char)[0] in "LMN"


def says(quote: str, answers: Iterable[Sequence[str]]) -> bool:
    """Whether a quote has one wording of every group of answers.

    >>> says("It opened in May 1999.", [["1999", "May 1999"]])
    True
    >>> says("It opened in May 1999.", [["1999"], ["June"]])
    False
    """
    return all(any(has(quote, wording) for wording in group) for group in answers)


def has(quote: str, wording: str) -> bool:
    """Whether a wording stands in a quote as whole words.

    One of articles or signs alone, such as "%", is looked for as it is.

    >>> has("15 of 20", "5"), has("It is 20 %.", "%")
    (False, True)
    """
    wanted = alike(wording)
    if not wanted:
        return wording.casefold().strip() in quote.casefold()
    return f" {wanted} " in f" {alike(quote)} "


def stands_in(quote: str, evidence: Iterable[str]) -> bool:
    """Whether a quote has one of some sentences in it, or is a part of one.

    >>> stands_in("it rises in the hills", ["The river is long. It rises in the hills."])
    True
    """
    return any(has(quote, each) or has(each, quote) for each in evidence)
