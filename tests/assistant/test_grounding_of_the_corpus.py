"""Over every sentence that ships: what it says passes, and with one figure changed it does not.

The changes are drawn with a seed. Whether a changed figure happens to stand in the sentence as
well is told by its characters, without the code that is under test.
"""

import random
import re
from pathlib import Path

import pytest

import knowledge
from assistant.answerers.base import DraftStatement, Quote
from assistant.answerers.extractive import statement
from assistant.grounding import is_grounded
from knowledge.metadata import make_document
from knowledge.passages import make_passages
from knowledge.readers import READERS, read_file
from knowledge.words import NUMBER_WORDS

CORPUS = Path(knowledge.__file__).parent / "corpus"
TOKEN = re.compile(r"\d+(?:[.,]\d+)*")
VIETNAMESE = dict(zip("một hai ba bốn sáu bảy tám chín mười".split(), "1234678910", strict=False))
SCALES = {
    **{"thousand": "million", "million": "billion", "billion": "trillion", "trillion": "million"},
    **{"nghìn": "triệu", "triệu": "tỷ", "tỷ": "triệu"},
}
SCALED = re.compile(rf"\d\s?({'|'.join(SCALES)})\b(?! (?:lệ|trọng))")
CURRENCIES = {"USD": "VND", "VND": "USD", "đồng": "USD"}
BEHIND = rf"(?:\s(?:{'|'.join(SCALES)}))*\s"
CURRENCY = re.compile(rf"(?:(USD) \d|\d{BEHIND}(USD|VND|đồng)\b)")
TOKEN_END = re.compile(r"\d+(?:[.,]\d+)*\Z")
PERCENT = re.compile(r"(\d+(?:[.,]\d+)*)(\s?%)")


@pytest.fixture(scope="module")
def quotes():
    """Every sentence of every document that ships, as a quote."""
    found = []
    for path in sorted(path for path in CORPUS.iterdir() if path.suffix in READERS):
        read = read_file(path)
        document = make_document(path, read, {})
        found += [
            Quote(document, passage, sentence.start, sentence.end)
            for passage in make_passages(document, read.blocks)
            for sentence in passage.sentences
        ]
    assert len(found) > 1000
    return found


def passes(quote, said):
    return is_grounded(DraftStatement(said, (quote,)))


def plain(token):
    return re.sub("[.,]", "", token).lstrip("0")


def numbers(text):
    """Return the digits of every number of a text, of number words too."""
    words = re.findall(r"\w+", text.lower())
    named = {**NUMBER_WORDS, **VIETNAMESE, "mười": "10"}
    return {plain(token) for token in TOKEN.findall(text)} | {named.get(word) for word in words}


def replaced(text, span, new):
    return text[: span[0]] + new + text[span[1] :]


def test_every_sentence_passes_with_itself_as_quote(quotes):
    assert [quote.text for quote in quotes if not passes(quote, quote.text)] == []


def test_every_sentence_passes_as_the_extractive_answerer_sets_it(quotes):
    shown = [statement(quote) for quote in quotes]

    assert [each.text for each in shown if not is_grounded(each)] == []


def test_any_sentences_of_a_document_pass_together(quotes):
    draw = random.Random(1)
    by_document = {}
    for quote in quotes:
        by_document.setdefault(quote.document.id, []).append(quote)
    groups = [draw.sample(each, k=3) for each in by_document.values() for _ in range(20)]

    shown = [statement(*group) for group in groups]

    assert [each.text for each in shown if not is_grounded(each)] == []


def test_no_sentence_passes_with_a_digit_changed(quotes):
    draw = random.Random(2)
    tried, passed = 0, []
    for quote in quotes:
        text = quote.text
        places = [place for place, char in enumerate(text) if char in "0123456789"]
        for place in draw.sample(places, k=min(3, len(places))):
            other = draw.choice([digit for digit in "0123456789" if digit != text[place]])
            said = replaced(text, (place, place + 1), other)
            token = next(
                each for each in TOKEN.finditer(said) if each.start() <= place < each.end()
            )
            if plain(token.group()) not in numbers(text):
                tried += 1
                passed += [said] if passes(quote, said) else []

    assert tried > 3000
    assert passed == []


def test_no_sentence_passes_with_a_scale_word_changed(quotes):
    tried, passed = 0, []
    for quote in quotes:
        for found in SCALED.finditer(quote.text):
            said = replaced(quote.text, found.span(1), SCALES[found[1]])
            start = TOKEN_END.search(quote.text[: found.start() + 1]).start()
            if said[start : found.start(1) + len(SCALES[found[1]])] not in quote.text:
                tried += 1
                passed += [said] if passes(quote, said) else []

    assert tried > 100
    assert passed == []


def test_no_sentence_passes_with_a_currency_changed(quotes):
    tried, passed = 0, []
    for quote in quotes:
        for found in CURRENCY.finditer(quote.text):
            group = 1 if found[1] else 2
            said = replaced(quote.text, found.span(group), CURRENCIES[found[group]])
            tried += 1
            passed += [said] if passes(quote, said) else []

    assert tried > 50
    assert passed == []


def test_no_sentence_passes_with_a_per_cent_sign_dropped(quotes):
    tried, passed = 0, []
    for quote in quotes:
        for found in PERCENT.finditer(quote.text):
            others = numbers(PERCENT.sub(" ", quote.text))
            if plain(found[1]) not in others:
                said = replaced(quote.text, found.span(2), "")
                tried += 1
                passed += [said] if passes(quote, said) else []

    assert tried > 200
    assert passed == []
