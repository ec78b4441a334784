"""Values over time: what is shown in one table, and what never is."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answerers.base import DraftRow, DraftSeries
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.grounding import Drops, Fault, ground, ground_series
from assistant.readings import quote_of, reading
from assistant.series import drafted_series, with_series
from assistant.steps import Drafted, Retrieved
from assistant.types import Answer, Outcome
from tests.assistant.builders import hit_with, hits_of, question_of

ALL = {"": 0.9}
RATES = """# Sample digest

In 2021 the sample rate of Vietnam was 12%.

By the end of 2024 the sample rate of Vietnam had reached over 15% (source: Paper of May 2025).

In 2022 the sample rate of Vietnam was 14%.
"""
TABLE = """# Sample digest

| Edition | Rank of Vietnam (achieved) | Score of Vietnam (achieved) | Source |
|---|---|---|---|
| 2018 (old index) | 91 of 192 | 0.3 | Paper |
| 2020 | 86 of 193 | 0.66 | Paper |
| 2022 | 86 of 193 | not known | Paper |
| 2024 | 71 of 193 | 0.77 | Paper |
"""


def answered(question, *texts):
    """Return the answer to a question over some texts whose sentences are all equally good."""
    asked = question_of(question)
    hits = [hit for text, facts in texts for hit in hits_of(text, scores=ALL, **facts)]
    drafts = ExtractiveAnswerer().answer(asked, hits)
    statements, citations = ground(drafts)
    answer = Answer(Outcome.ANSWERED, "en", statements, citations)
    return with_series(answer, Drafted(Retrieved(asked, tuple(hits)), drafts), Drops())


def rows_of(question, *texts):
    answer = answered(question, *((text, {}) for text in texts))
    return [(row.when, row.value) for series in answer.series for row in series.rows]


def test_the_newest_result_leads_and_the_older_ones_follow_with_their_dates():
    answer = answered("What is the sample rate of Vietnam?", (RATES, {}))

    assert answer.statements[0].text.startswith("By the end of 2024")
    (series,) = answer.series
    assert [(row.when, row.value, row.kind) for row in series.rows] == [
        ("the end of 2024", "over 15%", "achieved"),
        ("2022", "14%", "achieved"),
        ("2021", "12%", "achieved"),
    ]
    assert not series.differs
    assert answer.message == ""


def test_every_cell_stands_in_the_quote_of_its_citation():
    answer = answered("What is the sample rate of Vietnam?", (RATES, {}))

    quotes = {citation.number: citation.quote for citation in answer.citations}
    for row in answer.series[0].rows:
        assert row.when in quotes[row.citation]
        assert row.value in quotes[row.citation]


def test_the_rows_of_a_table_give_the_column_that_is_asked_for():
    assert rows_of("rank of Vietnam over the years", TABLE) == [
        ("2024", "71 of 193"),
        ("2022", "86 of 193"),
        ("2020", "86 of 193"),
    ]
    assert rows_of("score of Vietnam over the years", TABLE) == [
        ("2024", "0.77"),
        ("2020", "0.66"),
    ]


def test_only_times_within_what_is_asked_for_are_rows():
    assert rows_of("How did the sample rate of Vietnam change from 2021 to 2022?", RATES) == [
        ("2022", "14%"),
        ("2021", "12%"),
    ]


def test_a_question_for_one_year_has_no_series():
    assert rows_of("sample rate of Vietnam in 2022", RATES) == []


OTHER = "In 2022 the sample rate of Vietnam was 14%."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("In 2021 exports of Vietnam were 3 tons.", "In 2022 imports of Vietnam were 4 tons."),
        ("In 2021 the sample rate of Hanoi was 12%.", "In 2022 the sample rate of Hue was 14%."),
        ("The target of Vietnam is a sample rate of 20% by 2025.", OTHER),
        ("In 2021 the sample number of Vietnam was 12.", OTHER),
        ("In 2021 the sample rate of Vietnam was 12 USD.", "In 2022 the sample rate was 9 VND."),
        ("In 2021 the sample rate of Vietnam was 12% to 3 lamps and 4 desks.", OTHER),
        ("From 2020 to 2021 the sample rate of Vietnam was 12%.", OTHER),
        ("In the first half of 2021 the sample rate of Vietnam was 12%.", OTHER),
        ("In 2021 the sample rate of Vietnam by the old measure was 12%.", OTHER),
        ("In 2021 the sample rate of level 3 was 12%.", "In 2022 that of level 4 was 9%."),
    ],
    ids=[
        "exports and imports", "two provinces", "target and result", "number and share",
        "two currencies", "several values", "several times", "part of a year", "another measure",
        "two levels",
    ],
)  # fmt: skip
def test_values_of_different_things_are_never_in_one_series(first, second):
    text = f"# Sample digest\n\n{first}\n\n{second}\n"

    for hit in hits_of(text, scores=ALL):
        hits = hits_of(text, scores=ALL)
        assert drafted_series(question_of("sample rate of Vietnam"), quote_of(hit), hits) == ()


def test_items_under_different_lines_are_not_in_one_series():
    lists = "".join(
        f"In the {place} it was:\n\n- In {year} the rate was {year - 2010}%.\n"
        "- Walk slowly.\n- Look twice.\n\n"
        for place, year in (("north", 2021), ("south", 2022))
    )
    hits = hits_of(f"# Sample\n\n{lists}", scores=ALL)

    assert {reading(hit, question_of("the rate").query) for hit in hits} > {None}
    assert all(drafted_series(question_of("the rate"), quote_of(hit), hits) == () for hit in hits)


def test_tables_with_the_same_columns_under_two_headings_do_not_share_a_series():
    tables = "".join(
        f"## {place}\n\n| Year | Red desks (achieved) | Source |\n|---|---|---|\n"
        f"| {year} | {year - 2010} | Paper |\n\n"
        for place, year in (("First school", 2021), ("Second school", 2022))
    )

    assert rows_of("red desks over the years", f"# Sample\n\n{tables}") == []


def test_short_sentences_under_two_headings_do_not_share_a_series():
    text = "# Sample\n\n## North\n\nIn 2021 it was 12%.\n\n## South\n\nIn 2022 it was 14%.\n"

    assert rows_of("how much was it over the years", text) == []


def test_documents_on_two_places_do_not_share_a_series():
    older, newer = (
        f"In {year} the sample rate of red desks was {year - 2010}%." for year in (2021, 2022)
    )
    hanoi, hue = {"title": "Hanoi digest"}, {"title": "Hue digest"}

    assert answered("the sample rate", (older, hanoi), (newer, hue)).series == ()
    assert answered("the sample rate", (older, hanoi), (newer, hanoi)).series != ()


def test_sources_that_differ_about_one_time_are_both_shown_and_it_is_said():
    values = ((2021, 3), (2022, 5), (2022, 6))
    older, newer, other = (
        f"In {year} the sample rate of desks was {share}%." for year, share in values
    )
    answer = answered("the sample rate", (f"{older}\n\n{newer}\n", {}), (other, {}))

    assert [row.value for row in answer.series[0].rows] == ["5%", "6%", "3%"]
    assert answer.series[0].differs
    assert "different values for the same time" in answer.message


def forged(**change):
    hit = hit_with(RATES, "2022")
    row = DraftRow("2022", "14%", quote_of(hit), "achieved", (2022, 0, 0))
    return DraftSeries("the sample rate of Vietnam", quote_of(hit), (replace(row, **change),))


@pytest.mark.parametrize("change", [{"value": "15%"}, {"when": "2023"}, {"value": ""}])
def test_a_cell_that_is_not_in_its_quote_drops_the_series_and_is_counted(change):
    drops = Drops()

    assert ground_series([forged(**change)], (), drops) == ((), ())
    assert drops.counts()[Fault.FIGURE] == 1


def test_a_name_with_a_figure_that_is_not_in_the_quote_drops_the_series():
    draft = replace(forged(), label="the 99 sample rates")

    assert ground_series([draft], ()) == ((), ())


def test_a_series_of_true_cells_is_shown_with_its_citation():
    (series,), (citation,) = ground_series([forged()], ())

    assert series.rows[0].citation == citation.number == 1
    assert citation.quote == "In 2022 the sample rate of Vietnam was 14%."


def test_a_sentence_without_a_time_is_in_no_series_whatever_the_day_of_its_document():
    dated = replace(hit_with("The sample rate is 12%.", "12"), score=0.9)
    document = replace(dated.document, published=date(2024, 1, 1))

    assert reading(replace(dated, document=document), question_of("rate").query) is None
