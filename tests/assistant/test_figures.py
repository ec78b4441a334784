"""The figures of a text are read by value, in English and in Vietnamese."""

from decimal import Decimal

import pytest

from assistant.dates import Day
from assistant.figures import Kind, figures_in

FORTY_MILLION = (Kind.NUMBER, Decimal(40_000_000), "")
BILLIONS = (Kind.MONEY, Decimal(25_000_000_000), "USD")
DAY = (Kind.DATE, Day(2022, 1, 28), "")
MONTH = (Kind.DATE, Day(2019, 12), "")


def read(text):
    return [(each.kind, each.value, each.unit) for each in figures_in(text)]


def number(value):
    return (Kind.NUMBER, Decimal(value), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, FORTY_MILLION) for text in ("40,000,000", "40.000.000", "40 000 000", "40m")),
        *((text, FORTY_MILLION) for text in ("40 million", "40 triệu", "40 trieu", "40\nMillion")),
        *((text, BILLIONS) for text in ("USD 25 billion", "25 billion USD", "US$25bn", "$25 bn")),
        *((text, BILLIONS) for text in ("25 tỷ USD", "25 ty USD", "25 tỉ đô la Mỹ")),
        ("8,280 billion VND", (Kind.MONEY, Decimal(8_280_000_000_000), "VND")),
        ("2.000 tỷ đồng", (Kind.MONEY, Decimal(2_000_000_000_000), "VND")),
        ("1,5 nghìn tỷ dong", (Kind.MONEY, Decimal(1_500_000_000_000), "VND")),
        ("500.000đ", (Kind.MONEY, Decimal(500_000), "VND")),
        ("€3 million", (Kind.MONEY, Decimal(3_000_000), "EUR")),
        ("16.4 million", number(16_400_000)),
        ("2,3 triệu", number(2_300_000)),
        ("1,234.5", number("1234.5")),
        ("1.234,5", number("1234.5")),
        ("0.597", number("0.597")),
        ("71st", number(71)),
        ("Twelve", number(12)),
        ("twenty-five", number(25)),
        ("mười hai", number(12)),
        ("ba mươi lăm", number(35)),
        ("có năm dịch vụ", number(5)),
        ("hai triệu", number(2_000_000)),
        ("a million", number(1_000_000)),
        ("một tỉnh", (Kind.ARTICLE, Decimal(1), "")),
        ("-5%", (Kind.PERCENT, Decimal(-5), "")),
        ("55.25%", (Kind.PERCENT, Decimal("55.25"), "")),
        ("18,3 %", (Kind.PERCENT, Decimal("18.3"), "")),
        ("12 per cent", (Kind.PERCENT, Decimal(12), "")),
        ("12 phần trăm", (Kind.PERCENT, Decimal(12), "")),
        ("2.6 percentage points", (Kind.POINTS, Decimal("2.6"), "")),
        ("2,6 điểm phần trăm", (Kind.POINTS, Decimal("2.6"), "")),
        ("in 2024", (Kind.YEAR, Decimal(2024), "")),
        ("năm 2024 tỷ lệ", (Kind.YEAR, Decimal(2024), "")),
        *((text, DAY) for text in ("28 January 2022", "January 28, 2022", "28/1/2022")),
        *((text, DAY) for text in ("ngày 28 tháng 1 năm 2022", "2022-01-28", "28.01.2022")),
        *((text, MONTH) for text in ("12/2019", "tháng 12/2019", "December 2019")),
        ("10 October", (Kind.DATE, Day(0, 10, 10), "")),
        ("ngày 10/10", (Kind.DATE, Day(0, 10, 10), "")),
        ("749/QĐ-TTg", (Kind.DOCUMENT, "749/qd/ttg", "")),
        ("749/QD-TTg", (Kind.DOCUMENT, "749/qd/ttg", "")),
        ("41/2009/QH12", (Kind.DOCUMENT, "41/2009/qh12", "")),
        ("57-NQ/TW", (Kind.DOCUMENT, "57/nq/tw", "")),
        ("Decision No. 749", (Kind.DOCUMENT, "749", "")),
        ("Nghị quyết số 57", (Kind.DOCUMENT, "57", "")),
        ("Decree 12/2023", (Kind.DOCUMENT, "12/2023", "")),
        ("5G", (Kind.CODE, "5g", "")),
        ("10²", (Kind.CODE, "10²", "")),
        ("½", (Kind.CODE, "½", "")),
        ("1.2.3", (Kind.CODE, "1.2.3", "")),
    ],
)
def test_a_figure_is_read_by_value(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("65-70%", [(Kind.PERCENT, 65), (Kind.PERCENT, 70)]),
        ("16 to 18 percent", [(Kind.PERCENT, 16), (Kind.PERCENT, 18)]),
        ("2021-2025", [(Kind.YEAR, 2021), (Kind.YEAR, 2025)]),
        ("40–50 million", [(Kind.NUMBER, 40_000_000), (Kind.NUMBER, 50_000_000)]),
        ("4,543/6,325", [(Kind.NUMBER, 4543), (Kind.NUMBER, 6325)]),
        ("7-9/9/2020", [(Kind.DATE, (2020, 9, 7)), (Kind.DATE, (2020, 9, 9))]),
        ("quý 2/2025", [(Kind.NUMBER, 2), (Kind.YEAR, 2025)]),
        ("71 of 193", [(Kind.NUMBER, 71), (Kind.NUMBER, 193)]),
    ],
)
def test_both_ends_of_a_range_and_both_parts_of_a_share_are_read(text, values):
    assert [(kind, value) for kind, value, _ in read(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/2024/10-people",
        "Hai Phong and Ba Ria",
        "mỗi năm tăng",
        "công ty, tỷ lệ và đồng bộ",
        "it may march on",
    ],
)
def test_what_is_no_figure_is_left_alone(text):
    assert figures_in(text) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("it was 1,234 in the end", 1),
        ("it was 1.234 in the end", 2),
        ("tổng số là 1.234 điểm", 1),
        ("tổng số là 1,234 điểm", 2),
        ("co 1.234 diem trong nam nay", 1),
        ("Hà Nội had 1,234 of them in the end", 1),
        ("it was 1.234 tỷ in the end", 1),
        ("tổng số là 1,234 billion", 1),
        ("it was on 3/6/2020", 2),
        ("it was on 23/6/2020", 1),
        ("vào ngày 3/6/2020 tại Hà Nội", 1),
    ],
)
def test_a_figure_has_two_readings_where_its_language_does_not_settle_it(text, count):
    (figure,) = figures_in(text)

    assert len(figure.readings) == count


def test_a_figure_knows_its_place():
    text = "Digital exports of USD 25 billion, of 40 triệu people, on 28 January 2022."

    places = [text[each.start : each.end] for each in figures_in(text)]

    assert places == ["USD 25 billion", "40 triệu", "28 January 2022"]


def test_every_digit_outside_links_is_in_a_figure():
    text = "v2.0 of IPv6, 10², 1.2.3, 31/13/2020, 0/0/2020, 12,34,567, 5-year, QH15, ½, 2020s, A-1"

    covered = {place for each in figures_in(text) for place in range(each.start, each.end)}

    assert [
        char for place, char in enumerate(text) if char.isnumeric() and place not in covered
    ] == []
