"""Which numbers of a sentence are figures that someone may ask for."""

import pytest

from evals.figures import figures_in


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It rose from 0.48 to 0.71, a growth of 48%.", ["0.48", "0.71", "48"]),
        ("Of 1,084 procedures 898 were done.", ["1,084", "898"]),
        ("Cổng có 2,3 triệu lượt và 412.000 tài khoản.", ["2,3", "412.000"]),
        ("It took 71st place of 193.", ["71", "193"]),
        ("A range of 65-70% and 85-190 billion.", ["65", "70", "85", "190"]),
        ("Offered were 4,543/6,325 of them.", ["4,543", "6,325"]),
        ("In Vietnam 25 services ran.", ["25"]),
        ("The price is 25 billion USD (about 20%).", ["25", "20"]),
    ],
    ids=[
        "decimals",
        "thousands",
        "vietnamese",
        "ordinal",
        "ranges",
        "fraction",
        "after a name",
        "parentheses",
    ],
)
def test_a_number_that_states_something_is_a_figure(text, figures):
    assert [each.text for each in figures_in(text)] == figures


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 and in 2025-2030 it grew.",
        "On 28 January 2022, on September 17 and on 5 and 6 March it met.",
        "Ngày 9/12/2019, tháng 6 và ngày 28 tháng 1 năm 2022.",
        "Decision 749/QĐ-TTg, Project 06, Article 12 and Industry 4.0.",
        "Nghị quyết 57, Quyết định số 505 và Điều 3.",
        "5G, IPv6 and B2B.",
        "See https://example.org/post105488.html?cat=23086",
        "This digest sums up 35 public sources.",
        "It opened (sources: Hanoi Times of 5, A 7 (copy 8)).",
        "Edition | Source: Sample 12",
    ],
)
def test_a_date_a_name_and_a_source_are_none(text):
    assert list(figures_in(text)) == []


def test_a_figure_stands_at_its_offsets():
    text = "In 2024 it had 16.4 million."

    assert [text[each.start : each.end] for each in figures_in(text)] == ["16.4"]
