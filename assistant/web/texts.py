"""All that the pages themselves say, in each language. The words are in ``texts/*.toml``."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from assistant.types import Language, Outcome

FOLDER = Path(__file__).parent / "texts"
LANGUAGES: Final[tuple[Language, ...]] = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language. A file with a missing or unknown key cannot be loaded."""

    language: Language
    name: str
    tagline: str
    description: str
    switch: str
    needs_javascript: str
    about: str
    about_undated: str
    about_nothing: str
    one_document: str
    many_documents: str
    welcome_title: str
    welcome_lead: str
    suggestions_title: str
    question: str
    placeholder: str
    ask: str
    new_conversation: str
    hint: str
    empty_question: str
    long_question: str
    busy: str
    too_many: str
    asked: str
    searching: str
    unexpected: str
    notices: dict[str, str]
    instead: str
    series_when: str
    series_value: str
    series_source: str
    series_target: str
    plot: str
    nearest: str
    actions: str
    copy: str
    copied: str
    copy_by_hand: str
    share: str
    shared: str
    save_docx: str
    save_markdown: str
    rate_up: str
    rate_down: str
    comment: str
    kept_with_question: str
    kept_without_question: str
    send_comment: str
    thanks: str
    not_kept: str
    source: str
    sources: str
    sources_of: str
    back_to_answer: str
    same_paragraph: str
    read: str
    original: str
    new_tab: str
    page_of: str
    day_form: str
    date_unknown: str
    publisher_unknown: str
    months: list[str]
    shelf: str
    shelf_lead: str
    shelf_more: str
    home: str
    pages: str
    first_page: str
    previous_page: str
    next_page: str
    quote_here: str
    picture: str
    picture_of: str
    missing_title: str
    missing_document: str
    missing_page: str

    def notice(self, outcome: Outcome) -> str:
        """Return the heading above a message that is not an answer."""
        return self.notices[outcome.value]

    def day(self, day: date | None) -> str:
        """Write a date the way this language does."""
        if day is None:
            return self.date_unknown
        month = self.months[day.month - 1]
        return self.day_form.format(day=day.day, month=month, number=day.month, year=day.year)

    def document_count(self, count: int) -> str:
        """Write how many documents there are."""
        form = self.one_document if count == 1 else self.many_documents
        return form.format(count=count)


@cache
def load_texts(language: Language) -> Texts:
    """Return the words of a language."""
    words = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Texts(language=language, **words)


def choose_language(wishes: Iterable[str | None]) -> Language:
    """Return the first language that is wished for and that there is, else English.

    >>> choose_language([None, "fr-FR", "vi-VN,vi;q=0.9,en;q=0.8"])
    'vi'
    """
    for wish in wishes:
        for part in (wish or "").lower().split(","):
            for language in LANGUAGES:
                if part.strip().split(";")[0].split("-")[0] == language:
                    return language
    return "en"
