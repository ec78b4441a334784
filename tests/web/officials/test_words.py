"""The desk's words: the same in both languages, with the same places for values."""

import string
import tomllib
import unicodedata
from pathlib import Path

import pytest

from assistant.types import Outcome
from assistant.web.officials.pages import HERE, load_words
from knowledge.kinds import KINDS
from knowledge.types import FileOutcome


def flat(words, before=""):
    """Return every text under the path of its keys."""
    found = {}
    for key, value in words.items():
        path = f"{before}{key}"
        found |= flat(value, f"{path}.") if isinstance(value, dict) else {path: value}
    return found


EN, VI = flat(load_words("en")), flat(load_words("vi"))


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_in_the_same_order():
    assert list(EN) == list(VI)


@pytest.mark.parametrize("path", EN)
def test_a_text_has_the_same_places_for_values_in_both(path):
    assert places(EN[path]) == places(VI[path])


def test_vietnamese_is_written_with_its_letters_in_one_form():
    text = (HERE / "words" / "vi.toml").read_text("utf-8")

    assert unicodedata.is_normalized("NFC", text)
    same = {path for path in EN if EN[path] == VI[path]}
    assert same <= {"insights.download", "closed.example", "sign_in.example"}


def test_every_outcome_and_kind_has_its_words():
    assert set(load_words("en")["outcomes"]) == {outcome.value for outcome in Outcome}
    assert set(load_words("en")["file_outcomes"]) == set(FileOutcome.__args__)
    assert set(load_words("en")["kinds"]) == set(KINDS)


def test_nothing_that_a_page_says_stands_in_its_template():
    for template in Path(HERE / "templates").glob("*.html"):
        text = template.read_text("utf-8")
        assert text.isascii() or set(filter(lambda char: not char.isascii(), text)) <= set("–·…")


def test_the_words_are_read_once():
    assert load_words("en") is load_words("en")
    assert tomllib.loads((HERE / "words" / "en.toml").read_text("utf-8")) == load_words("en")
