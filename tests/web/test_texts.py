"""The words of the pages, in every language."""

import re
import string
import tomllib
import unicodedata
from datetime import date
from typing import Any

import pytest

from assistant.types import Language, Outcome
from assistant.web.texts import FOLDER, LANGUAGES, choose_language, load_texts


def read(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_says_the_same_things_in_the_same_order() -> None:
    english, vietnamese = read("en"), read("vi")

    assert list(english) == list(vietnamese)


@pytest.mark.parametrize("key", [key for key, text in read("en").items() if isinstance(text, str)])
def test_translations_fill_in_the_same_values(key: str) -> None:
    english, vietnamese = placeholders(read("en")[key]), placeholders(read("vi")[key])

    # A date may be written with the name of the month or with its number.
    assert english - {"month", "number"} == vietnamese - {"month", "number"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_has_a_heading(language: Language) -> None:
    assert all(load_texts(language).notice(outcome) for outcome in Outcome)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_unsaid(language: Language) -> None:
    words = read(language)
    said = [*words.pop("months"), *words.pop("notices").values(), *words.values()]

    assert all(text.strip() == text and text for text in said)


def test_vietnamese_is_written_with_precomposed_diacritics() -> None:
    text = (FOLDER / "vi.toml").read_text(encoding="utf-8")

    assert unicodedata.is_normalized("NFC", text)
    assert re.search("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]", text)


@pytest.mark.parametrize(
    ("language", "written"), [("en", "6 February 2025"), ("vi", "06/02/2025")], ids=LANGUAGES
)
def test_dates_are_written_as_each_language_does(language: Language, written: str) -> None:
    assert load_texts(language).day(date(2025, 2, 6)) == written


@pytest.mark.parametrize(
    ("language", "written"), [("en", "date unknown"), ("vi", "không rõ ngày")], ids=LANGUAGES
)
def test_a_missing_date_is_called_unknown(language: Language, written: str) -> None:
    assert load_texts(language).day(None) == written


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        (["vi"], "vi"),
        (["vi-VN,vi;q=0.9,en;q=0.8"], "vi"),
        (["fr-FR, en;q=0.5"], "en"),
        (["", "vi"], "vi"),
        (["en", "vi"], "en"),
        (["<script>", None], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_that_there_is_wins(wishes: list[str | None], language: str) -> None:
    assert choose_language(wishes) == language
