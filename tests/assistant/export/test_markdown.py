"""Markdown: every statement has its footnote, and nothing foreign is markup."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from markdown_it import MarkdownIt

from assistant.export.content import Exchange, Setting
from assistant.export.markdown import as_markdown
from assistant.types import Series, SeriesRow
from tests.web.fake_assistant import RESULT, TARGET, answered, near, partly
from tests.web.hostile import HOSTILE, Markup, hostile_answer

ASKED = datetime(2026, 11, 26, 20, tzinfo=UTC)
EN = Setting("https://a.example/", "en", ZoneInfo("Asia/Ho_Chi_Minh"))
VI = replace(EN, language="vi")


def written(answer, setting=EN, question="How many accounts?"):
    return as_markdown("For the report", [Exchange(question, answer, ASKED)], setting)


def test_each_statement_has_a_footnote_with_source_quote_and_address():
    text = written(answered())

    assert f"{TARGET}[^1]" in text
    assert "By the review, 35 in 100 do.[^2]" in text
    note = next(line for line in text.splitlines() if line.startswith("[^1]:"))
    assert note.startswith(
        "[^1]: Sample programme for digital accounts, Example Ministry, 6 February 2025, "
        f"page 2 of 2: “{TARGET}”."
    )
    assert "<https://a.example/documents/sample-programme?page=2&start=" in note
    assert "Original: <https://example.org/programme>" in note


def test_every_footnote_that_is_referred_to_is_there_once():
    exchanges = [Exchange("One?", answered(), ASKED), Exchange("Two?", partly(), ASKED)]

    text = as_markdown("For the report", exchanges, EN)

    assert re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE) == ["1", "2", "3"]
    assert sorted(set(re.findall(r"\[\^(\d+)\](?!:)", text))) == ["1", "2", "3"]


def test_days_are_those_of_the_operator_in_the_language_of_the_page():
    assert "*Asked on 27 November 2026.*" in written(answered())
    assert "*Hỏi ngày 27/11/2026.*" in written(answered(), VI)


def test_what_comes_nearest_is_told_as_that():
    text = written(near())

    assert "I found nothing on this in the documents for 2035." in text
    assert f"The nearest the documents say:\n\n“{TARGET}”[^1]\n\n“{RESULT}”[^2]" in text


def test_values_over_time_are_a_table_whose_values_have_footnotes():
    rows = (
        SeriesRow("2025", "35 in 100", 2, "achieved"),
        SeriesRow("2026", "40 | 100", 1, "target"),
    )

    text = written(replace(answered(), series=(Series("The share", rows),)))

    assert "**The share**\n\n| When | Value |\n|---|---|\n| 2025 | 35 in 100[^2] |" in text
    assert "| 2026 | 40 \\| 100 (target)[^1] |" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_foreign_becomes_markup(text):
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(
        as_markdown(text, [Exchange(text, hostile_answer((text,)), ASKED)], EN)
    )

    found = Markup(shown)
    assert found.elements <= {"h1", "h2", "p", "em", "strong", "table", "thead", "tbody"} | {
        *("tr", "th", "td", "a", "code"),
    }
    assert all(
        link.startswith(("https://a.example/", "https://example.org/"))
        for link in found.values("href")
    )
