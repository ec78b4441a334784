"""Text on PDF pages that stands in columns: what is a table of figures, and what is not."""

import pytest

from knowledge.readers.pdf import read
from tests.knowledge.pdf_pages import LINES, blank, draw, items, made, prose, words

LEFT = [
    "The harbours of the sample lie on a wide river,",
    "which flows from the hills in the north down to",
    "the sea. Ships of all kinds come to them, and a",
    "few leave again. In the spring the water is so",
    "high that even the largest of them can pass the",
    "bridge, and in the summer it is so low that not",
    "one of the boats can leave its place for weeks,",
]
RIGHT = [
    "so that their crews sit in the shade and repair",
    "the nets. The office of the harbour counts what",
    "comes and what goes, once a year, in a book that",
    "nobody but the master may open. He reads from it",
    "aloud on the first day of the year, in front of",
    "all the people of the town, who then go home and",
    "forget it, as they have done for many centuries.",
]
FACTS = [("Number:", "749"), ("Day:", "3 June"), ("Pages:", "12"), ("Phone:", "024 3999")]
MARKED = [(f"{number}.", f"{number * 3} boats float on the river") for number in range(1, 7)]
LETTERHEAD = [
    ("THỦ TƯỚNG CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("-------", "Độc lập - Tự do - Hạnh phúc"),
    ("Số: 749/QĐ-TTg", "Hà Nội, ngày 03 tháng 6 năm 2020"),
]
SIGNATURE = [
    ("Nơi nhận:", "KT. THỦ TƯỚNG"),
    ("- Ban Bí thư;", "PHÓ THỦ TƯỚNG"),
    ("- Lưu: VT (2b).", "Người Ký"),
]
CONTENTS = [(f"Chapter {number} {'.' * 40}", str(number * 4)) for number in range(1, 7)]
YEARS = [
    ("2019", "The harbour was built by 12 people"),
    ("2020", "14 boats came to it"),
    ("2021", "20 boats came to it"),
]


def pairs(rows, *, x=250, y=100, step=16):
    """Return two texts a line."""
    return [
        item
        for number, (left, right) in enumerate(rows)
        for item in ((72, y + step * number, left), (x, y + step * number, right))
    ]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(pairs(FACTS), id="facts"),
        pytest.param(pairs(MARKED, x=100), id="list"),
        pytest.param(pairs(LETTERHEAD, x=300), id="letterhead"),
        pytest.param(pairs(SIGNATURE, x=300), id="signature"),
        pytest.param(pairs(CONTENTS, x=420), id="contents"),
        pytest.param(pairs(YEARS, x=140), id="years"),
        pytest.param(pairs(zip(LEFT, RIGHT, strict=True), x=330), id="two columns"),
        pytest.param(prose(*LEFT, *RIGHT, y=100), id="prose"),
    ],
)
def test_text_that_is_no_table_has_no_rows(write, page):
    found = read(made(write, draw(blank(), page)))

    assert [line for line in found.pages[0].text.splitlines() if " | " in line] == []


@pytest.mark.parametrize(
    "rows", [FACTS, LETTERHEAD, SIGNATURE, CONTENTS], ids=lambda rows: rows[0][0]
)
def test_two_texts_on_a_line_stay_on_it(write, rows):
    found = read(made(write, draw(blank(), pairs(rows, x=420))))

    said = " ".join(found.pages[0].text.split())
    assert [row for row in rows if " ".join(row).removeprefix("- ") not in said] == []


def test_two_rows_of_figures_below_names_are_the_fewest(write):
    rows = [["Province", "2022", "2023"], ["Red", "0.61", "0.75"], ["Green", "0.5", "0.6"]]

    assert items(read(made(write, draw(blank(), words(rows[:2]))))) == []
    assert items(read(made(write, draw(blank(), words(rows))))) == [
        "Red | 2022: 0.61 | 2023: 0.75",
        "Green | 2022: 0.5 | 2023: 0.6",
    ]


def test_figures_without_names_are_no_table(write):
    assert items(read(made(write, draw(blank(), words()[3:])))) == []


def test_figures_out_of_line_are_no_table(write):
    page = [(x + (y * 7) % 60 if x > 100 else x, y, text) for x, y, text in words()]

    assert items(read(made(write, draw(blank(), page)))) == []


def test_figures_as_near_to_one_another_as_words_still_have_their_columns(write):
    rows = [
        ["Province", "2022", "2023"],
        ["Red Harbour", "10.221.815", "11.511.868"],
        ["Green Harbour", "1.139.906", "1.224.402"],
    ]
    page = words(rows, edges=[72, 160, 225, 290], align="R", padding=1)

    assert items(read(made(write, draw(blank(), page)))) == [
        "Red Harbour | 2022: 10.221.815 | 2023: 11.511.868",
        "Green Harbour | 2022: 1.139.906 | 2023: 1.224.402",
    ]


def test_the_unit_above_and_the_source_below_a_table_are_no_part_of_it(write):
    notes = [(320, 92, "Unit: tons"), (76, 194, "Source: the harbour")]

    found = read(made(write, draw(blank(), [*words(), *notes])))

    assert items(found) == LINES
    assert [line for line in found.pages[0].text.splitlines() if line not in LINES] == [
        "Unit: tons",
        "",
        "Source: the harbour",
    ]


def test_rows_without_a_gap_between_them_are_rows(write):
    assert items(read(made(write, draw(blank(), words(step=11))))) == LINES


def test_a_name_that_goes_on_below_belongs_to_its_row(write):
    rows = [
        ["Province", "2022", "2023"],
        ["Red Harbour on", "0.61", "0.75"],
        ["the wide river", "", ""],
        ["Green Harbour", "0.5", "0.6"],
    ]

    assert items(read(made(write, draw(blank(), words(rows))))) == [
        "Red Harbour on the wide river | 2022: 0.61 | 2023: 0.75",
        "Green Harbour | 2022: 0.5 | 2023: 0.6",
    ]


def test_a_name_without_figures_is_a_row_of_its_own(write):
    below = [(x, y + 20, text) for x, y, text in words()[6:]]
    page = [*words()[:6], (76, 154, "Northern harbours"), *below]

    assert items(read(made(write, draw(blank(), page)))) == [
        LINES[0],
        "Northern harbours",
        *LINES[1:],
    ]


def test_columns_of_text_that_are_drawn_line_by_line_are_read_one_after_the_other(write):
    page = pairs(zip(LEFT, RIGHT, strict=True), x=330, step=14)
    around = [(72, 60, "The harbours of the sample"), (72, 240, "This is the end of the page.")]

    found = read(made(write, draw(blank(), [around[0], *page, around[1]])))

    assert found.pages[0].text.replace("\n\n", "\n").splitlines() == [
        "The harbours of the sample",
        *LEFT,
        *RIGHT,
        "This is the end of the page.",
    ]


def test_columns_of_text_that_are_drawn_one_after_the_other_stay_so(write):
    page = [*prose(*LEFT, y=100), *prose(*RIGHT, y=100, x=330)]

    found = read(made(write, draw(blank(), page)))

    assert found.pages[0].text.replace("\n\n", "\n").splitlines() == [*LEFT, *RIGHT]
