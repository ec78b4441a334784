"""Values over time, and the part that answers, as HTML."""

from dataclasses import replace

from assistant.types import Series, SeriesRow, Statement
from assistant.web.rendering import render_marked
from assistant.web.texts import load_texts
from assistant.web.values import render_series
from tests.web.fake_assistant import FakeAssistant, answered
from tests.web.hostile import Markup

EN = load_texts("en")
ROWS = (SeriesRow("2025", "35 in 100", 2, "achieved"), SeriesRow("2024", "40 <b>", 1, "target"))


def language_of(document_id: str) -> str | None:
    document = FakeAssistant().document(document_id)
    return document.language if document else None


def table_html() -> str:
    answer = replace(answered(), series=(Series("the share of …", ROWS),))
    return render_series(answer, EN, exchange=3, language_of=language_of)


def test_an_answer_without_a_series_has_no_table() -> None:
    assert render_series(answered(), EN, exchange=1, language_of=language_of) == ""


def test_each_value_stands_beside_its_time_and_the_button_of_its_source() -> None:
    html = table_html()

    assert Markup(html).values("data-source") == ["source-3-2", "source-3-1"]
    assert html.index("2025") < html.index("35 in 100") < html.index("source-3-2")
    assert html.index("source-3-2") < html.index("2024")


def test_a_table_has_a_caption_and_names_its_columns_and_rows() -> None:
    html = table_html()

    assert "the share of …</caption>" in html
    assert Markup(html).values("scope") == ["col", "col", "col", "row", "row"]


def test_a_target_is_named_as_such_and_a_result_is_not() -> None:
    assert Markup(table_html()).text.count(f"({EN.series_target})") == 1


def test_a_cell_is_never_markup() -> None:
    assert "b" not in Markup(table_html()).elements


def test_what_is_quoted_is_in_the_language_of_its_source() -> None:
    assert '<th scope="row" lang="vi">2025</th>' in table_html()


def test_the_part_that_answers_is_marked_and_all_text_escaped() -> None:
    statement = Statement("<i>It was 45% & more", (1,), ((10, 13),))

    assert render_marked(statement) == "&lt;i&gt;It was <mark>45%</mark> &amp; more"
