"""Questions with too little to go on: what to ask back, rarely and only when it is sure."""

from collections.abc import Sequence

from assistant.constraints import constraints_of
from assistant.history import GOES_ON, topic_words
from assistant.language import detect
from assistant.steps import Asked
from knowledge import FUNCTION_SYLLABLES, FUNCTION_WORDS, Hit, fold, tokens

FEW_WORDS = 2
# How many syllables or words one term has at most: "xuất khẩu" is "exports".
ONE_WORD = {"en": 1, "vi": 2}
# A word fits many things where sentences of so many documents have so much of the best score.
AS_GOOD = 0.9
LEAST_DOCUMENTS = 4
GRAMMAR = FUNCTION_WORDS | FUNCTION_SYLLABLES


def is_unclear(asked: Asked, hits: Sequence[Hit]) -> bool:
    """Whether a question does not say what it is about, or only in a word that fits many things.

    With a history it goes on from that. A name, a number or a year says enough.
    """
    if asked.history:
        return False
    question = asked.question
    topic = topic_words(question)
    if not topic:
        return all(word in GRAMMAR or word.isdigit() for word in tokens(question))
    language = detect(question)
    folded = fold(question)
    goes_on = GOES_ON[language].match(folded)
    if goes_on and len(topic_words(folded[goes_on.end() :])) <= ONE_WORD[language]:
        return True
    bare = len(tokens(question)) <= FEW_WORDS and not any(map(str.isdigit, question))
    return bare and not names_something(question) and bool(hits) and fits_many(hits)


def names_something(question: str) -> bool:
    """Whether a question names something: that may be asked about by its name alone."""
    wanted = constraints_of(question)
    return bool(wanted.names or wanted.places) or any(map(str.isupper, question[1:]))


def fits_many(hits: Sequence[Hit]) -> bool:
    """Whether sentences of several documents are as good as the best one."""
    as_good = [hit for hit in hits if hit.score >= AS_GOOD * hits[0].score]
    return len({hit.document.id for hit in as_good}) >= LEAST_DOCUMENTS
