"""What a worded statement must be besides grounded: plain text, in the words of its quotes.

That every figure stands in the quotes does not make a statement theirs: a model that follows an
order found in a document, or tells its rules, may name any sentence. So enough words of a
statement must stand in what it cites, those of a Vietnamese one also by their English renderings,
and every name in what it cites or in the question.
"""

import re
import unicodedata

from assistant.answerers.base import DraftStatement, Question
from assistant.language import detect, make_query
from assistant.names import capitalised
from assistant.types import Language
from knowledge import pairs, stems, tokens

LEAST_SHARED = 0.4
"""The least share of a statement's words that must stand in its quotes.

On the shipped documents, 98 of 100 lines of the instructions set beside three sentences at random
share at most 0.30 of their words with them, and 95 of 100 sentences of other documents at most 0.31
with one; half of the ``tune`` questions, which are worded more freely than an answer has to be,
share at least 0.67 with the sentence that answers them.
"""
LONGEST = 700
MARKUP = re.compile(
    r"[\[\]`{}\\]|<\s*/?\s*[a-z!]|&[#a-z]\w*;|\*\*|__|~~|^\s*[#>|]"
    r"|\w:/|//\w|\bwww\.|\b(?:mailto|javascript|data):|\w@\w",
    re.IGNORECASE,
)
# A name of a website; where a source is called by one, it stands in the quote.
WEBSITE = re.compile(r"\b[\w-]+\.[a-z]{2,}\b(?:/\S*)?", re.IGNORECASE)
# Characters that show nothing, turn the direction of a text, or belong to nobody.
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn"}


def is_worded_from(draft: DraftStatement, question: Question) -> bool:
    """Whether a statement is plain text in the words of its quotes."""
    return (
        is_plain(draft.text)
        and has_known_websites(draft)
        and shared(draft) >= LEAST_SHARED
        and has_known_names(draft, question)
    )


def is_plain(text: str) -> bool:
    """Whether a statement is plain text of reasonable length, without markup, links or addresses.

    >>> is_plain("The share rose to 12 percent."), is_plain("See https://example.org for more.")
    (True, False)
    """
    unseen = any(unicodedata.category(char) in UNSEEN for char in text)
    return len(text) <= LONGEST and not unseen and not MARKUP.search(text)


def has_known_websites(draft: DraftStatement) -> bool:
    """Whether what looks like the name of a website stands in the quotes."""
    quoted = quoted_text(draft)
    return all(found.group() in quoted for found in WEBSITE.finditer(draft.text))


def shared(draft: DraftStatement) -> float:
    """Return the share of a statement's words, 0 to 1, that stand in its quotes or their headings.

    Words of grammar do not count; a Vietnamese term stands there when a rendering of it does.
    """
    terms = make_query(draft.text, language_of(draft.text), lambda key: 0).terms
    quoted = quoted_text(draft)
    known = {*stems(tokens(quoted)), *pairs(tokens(quoted, english=False))}
    found = [any(known.issuperset(group) for group in term.alternatives) for term in terms]
    return sum(found) / len(found) if found else 0.0


def has_known_names(draft: DraftStatement, question: Question) -> bool:
    """Whether every name of a statement stands in its quotes or in the question.

    A statement in another language than its quotes may render their names, and passes.
    """
    language = language_of(draft.text)
    if any(quote.document.language != language for quote in draft.quotes):
        return True
    return set(capitalised(draft.text)) <= set(tokens(f"{quoted_text(draft)}\n{question.text}"))


def language_of(text: str) -> Language:
    """Return the language of a statement, told by its small words.

    Names and document numbers are written in Vietnamese letters in English too.

    >>> language_of("Quảng Bình follows Decree 13/2023/NĐ-CP."), language_of("Tỷ lệ đạt 80 %.")
    ('en', 'vi')
    """
    return detect(" ".join(word for word in text.split() if word.islower()) or text)


def quoted_text(draft: DraftStatement) -> str:
    """Return the quotes of a statement, each with the heading it stands under."""
    return "\n".join(f"{quote.passage.heading or ''}\n{quote.text}" for quote in draft.quotes)
