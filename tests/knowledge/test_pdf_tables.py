"""Tables of PDF pages as lines with the names of their rows and columns, read from whole files."""

import io

import pytest
from pypdf import PdfWriter

from knowledge.errors import TooBig
from knowledge.readers.pdf import read
from tests.knowledge.pdf_pages import (
    EDGES,
    LINES,
    ROWS,
    blank,
    draw,
    grid,
    in_order,
    items,
    made,
    prose,
    words,
)

LAYOUTS = (
    "ALL",
    "NONE",
    "INTERNAL",
    "MINIMAL",
    "HORIZONTAL_LINES",
    "NO_HORIZONTAL_LINES",
    "SINGLE_TOP_LINE",
)
VIETNAMESE = [
    ["Tỉnh, thành phố", "2022", "2023", "Ghi chú"],
    ["Hà Nội", "0,61", "0,75", ""],
    ["Thành phố Hồ Chí Minh và các vùng phụ cận Đông Nam Bộ", "0,5", "0,52", "số liệu sơ bộ"],
    ["Đà Nẵng", "0,7", "", "đã duyệt"],
]
VIETNAMESE_LINES = [
    "Hà Nội | 2022: 0,61 | 2023: 0,75",
    "Thành phố Hồ Chí Minh và các vùng phụ cận Đông Nam Bộ | 2022: 0,5 | 2023: 0,52"
    " | Ghi chú: số liệu sơ bộ",
    "Đà Nẵng | 2022: 0,7 | Ghi chú: đã duyệt",
]


def tabled(rows, **options):
    """Return a PDF with a table of fpdf2, between two paragraphs."""
    pdf = blank()
    pdf.set_auto_page_break(True, 60)
    pdf.cell(0, 30, "The harbours of the sample are told below.", new_x="LMARGIN", new_y="NEXT")
    with pdf.table(**options) as table:
        for cells in rows:
            row = table.row()
            for cell in cells:
                row.cell(**cell) if isinstance(cell, dict) else row.cell(cell)
    pdf.cell(0, 30, "All of them are on a river.")
    return pdf


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_is_read_whatever_lines_it_has(write, layout):
    path = made(write, tabled(VIETNAMESE, borders_layout=layout))

    found = read(path)

    assert items(found) == VIETNAMESE_LINES
    assert found.pages[0].text == "\n".join(
        [
            "The harbours of the sample are told below.",
            *VIETNAMESE_LINES,
            "",
            "All of them are on a river.",
        ]
    )


@pytest.mark.parametrize("thin", [True, False], ids=["filled", "stroked"])
@pytest.mark.parametrize("order", ["rows", "columns", "any"])
@pytest.mark.parametrize("align", ["L", "C", "R"])
def test_cells_between_lines_are_read_in_whatever_order_they_are_drawn(write, thin, order, align):
    pdf = draw(blank(), in_order(words(align=align), order), grid(), thin=thin)

    assert items(read(made(write, pdf))) == LINES


@pytest.mark.parametrize("order", ["rows", "columns", "any"])
@pytest.mark.parametrize("align", ["L", "C", "R"])
def test_figures_below_one_another_are_a_table_without_lines(write, order, align):
    pdf = draw(blank(), in_order(words(align=align), order))

    assert items(read(made(write, pdf))) == LINES


def test_names_of_several_columns_name_each_of_them(write):
    rows = [
        [
            {"text": "Province", "rowspan": 2},
            {"text": "2022", "colspan": 2},
            {"text": "2023", "colspan": 2},
        ],
        ["Target", "Actual", "Target", "Actual"],
        ["Red Harbour", "0.6", "0.61", "0.7", ""],
    ]
    path = made(write, tabled(rows, num_heading_rows=2))

    assert items(read(path)) == [
        "Red Harbour | 2022 / Target: 0.6 | 2022 / Actual: 0.61 | 2023 / Target: 0.7"
    ]


def test_names_of_several_columns_need_no_lines(write):
    rows = [["Target", "Actual"], ["Red Harbour", "0.6", "0.61"], ["Blue Harbour", "0.7", "0.72"]]
    edges = [72, 240, 330, 420]
    page = [
        (300, 100, "Year 2022"),
        *words([["", *rows[0]], *rows[1:]], edges=edges, top=106),
    ]

    assert items(read(made(write, draw(blank(), page)))) == [
        "Red Harbour | Year 2022 / Target: 0.6 | Year 2022 / Actual: 0.61",
        "Blue Harbour | Year 2022 / Target: 0.7 | Year 2022 / Actual: 0.72",
    ]


def test_a_cell_across_the_table_is_a_line_between_the_rows(write):
    rows = [
        ROWS[0],
        [{"text": "Harbours in the north", "colspan": 3}],
        *ROWS[1:],
    ]

    assert items(read(made(write, tabled(rows)))) == ["Harbours in the north", *LINES]


def test_a_cell_down_the_table_names_each_of_its_rows(write):
    rows = [
        ["River", "Harbour", "Boats"],
        [{"text": "Red River", "rowspan": 2}, "Upper", "12"],
        ["Lower", "13"],
    ]

    assert items(read(made(write, tabled(rows)))) == [
        "Red River | Harbour: Upper | Boats: 12",
        "Red River | Harbour: Lower | Boats: 13",
    ]


def test_lines_of_a_cell_that_could_have_been_one_stay_apart(write):
    rows = [["Harbour", "Boats"], ["Red Harbour", "12\n13"], ["Blue Harbour", "North\nSouth"]]

    assert items(read(made(write, tabled(rows)))) == [
        "Red Harbour | Boats: 12 / 13",
        "Blue Harbour | Boats: North / South",
    ]


def test_a_range_that_is_broken_behind_its_hyphen_is_joined(write):
    page = words([["Harbour", "Years", "Boats"], ["Red", "2021-", "7"], ["Blue", "2022", "8"]])
    page += [(EDGES[1] + 4, 100 + 20 + 20, "2025")]
    lines = grid(1) + grid(1, top=120, step=24) + grid(1, top=144)
    moved = [(x, y + 4 if y > 150 else y, text) for x, y, text in page]
    narrow = [72, 240, 274, 420]
    lines = [tuple(274 if place == 330 else place for place in line) for line in lines]
    moved = [(278 if x == 334 else x, y, text) for x, y, text in moved]

    assert narrow[2] == 274
    assert items(read(made(write, draw(blank(), moved, lines))))[0] == (
        "Red | Years: 2021-2025 | Boats: 7"
    )


def test_rows_that_no_lines_part_are_told_by_their_figures(write):
    lines = [*grid(1), *grid(1, top=120, step=60)]

    assert items(read(made(write, draw(blank(), words(), lines)))) == LINES


def test_a_table_that_goes_on_keeps_the_names_of_its_columns(write):
    pdf = draw(blank(), words(), grid())
    pdf.add_page()
    more = [["Grey Harbour", "7", "8"], ["White Harbour", "9", "10"]]
    draw(pdf, words(more, top=60), grid(2, top=60))

    found = read(made(write, pdf))

    assert found.pages[1].text == (
        "Grey Harbour | 2022: 7 | 2023: 8\nWhite Harbour | 2022: 9 | 2023: 10"
    )


def test_a_table_without_lines_goes_on_too(write):
    pdf = draw(blank(), words())
    pdf.add_page()
    draw(pdf, words([["Grey Harbour", "7", "8"], ["White Harbour", "9", "10"]], top=60))

    assert items(read(made(write, pdf)))[3:] == [
        "Grey Harbour | 2022: 7 | 2023: 8",
        "White Harbour | 2022: 9 | 2023: 10",
    ]


def test_a_header_that_is_repeated_on_each_page_is_no_row(write):
    rows = [ROWS[0], *([f"Harbour {number}", str(number), "5"] for number in range(1, 91))]

    found = read(made(write, tabled(rows)))

    assert len(found.pages) > 2
    assert items(found) == [f"Harbour {n} | 2022: {n} | 2023: 5" for n in range(1, 91)]


def test_another_table_on_the_next_page_has_its_own_names(write):
    pdf = draw(blank(), words(), grid())
    pdf.add_page()
    draw(pdf, words([["River", "Width", "Depth"]], top=60), grid(2, top=60), style="B")
    draw(pdf, words([["Red River", "7", "8"]], top=80))

    assert items(read(made(write, pdf)))[3:] == ["Red River | Width: 7 | Depth: 8"]


def test_another_table_without_lines_on_the_next_page_has_its_own_names(write):
    pdf = draw(blank(), words())
    pdf.add_page()
    rivers = [["River", "Width", "Depth"], ["Red River", "7", "8"], ["Blue River", "9", "10"]]
    draw(pdf, words(rivers, top=60))

    assert items(read(made(write, pdf)))[3:] == [
        "Red River | Width: 7 | Depth: 8",
        "Blue River | Width: 9 | Depth: 10",
    ]


def test_text_before_the_table_of_the_next_page_ends_the_one_before(write):
    pdf = draw(blank(), words(), grid())
    pdf.add_page()
    more = [["Grey Harbour", "7", "8"], ["White Harbour", "9", "10"]]
    draw(pdf, [*prose("Other harbours:", y=40), *words(more, top=60)], grid(2, top=60))

    assert items(read(made(write, pdf)))[3:] == ["Grey Harbour | 7 | 8", "White Harbour | 9 | 10"]


def test_a_table_stands_where_it_is_on_the_page_though_it_is_drawn_last(write):
    text = prose("The harbours of the sample:") + prose("They are on a river.", y=240)

    found = read(made(write, draw(blank(), [*text, *words()], grid())))

    assert found.pages[0].text.splitlines() == [
        "The harbours of the sample:",
        *LINES,
        "",
        "They are on a river.",
    ]


def test_text_beside_a_table_stays(write):
    beside = [(450, 134, "All figures"), (450, 154, "are true.")]

    found = read(made(write, draw(blank(), [*words(), *beside], grid())))

    assert items(found) == LINES
    assert "All figures" in found.pages[0].text
    assert "are true." in found.pages[0].text


def test_a_page_that_is_shown_turned_has_its_tables(write):
    writer = PdfWriter(clone_from=made(write, draw(blank(), words(), grid())))
    page = writer.pages[0]
    height, width = page.mediabox.height, page.mediabox.width
    page.add_transformation((0, 1, -1, 0, height, 0))
    page.mediabox.upper_right = (height, width)
    page.rotate(90)
    file = io.BytesIO()
    writer.write(file)

    assert items(read(write("turned.pdf", file.getvalue()))) == LINES


def test_a_table_in_a_vietnamese_font_older_than_unicode_is_converted(write):
    rows = [["TØnh", "2022", "2023"], ["Hµ Néi", "0,61", "0,75"], ["§µ N½ng", "0,5", "0,6"]]
    pdf = blank()
    pdf.set_font("Helvetica", size=11)
    for line in grid(3):
        pdf.line(*line)
    for x, y, text in words(rows):
        pdf.text(x, y, text)
    content = bytes(pdf.output()).replace(b"/Helvetica", b"/.VnTimeXX")

    assert items(read(write("a.pdf", content))) == [
        "Hà Nội | 2022: 0,61 | 2023: 0,75",
        "Đà Nẵng | 2022: 0,5 | 2023: 0,6",
    ]


def test_a_raised_figure_in_a_cell_stays_raised(write):
    page = words()
    pdf = draw(blank(), page, grid())
    pdf.set_font("Roboto", size=6)
    x, y, text = next(item for item in page if item[2] == "12")
    pdf.set_font("Roboto", size=11)
    end = x + pdf.get_string_width(text)
    pdf.set_font("Roboto", size=6)
    pdf.text(end, y - 4, "3")

    assert items(read(made(write, pdf)))[2].replace(" ³", "³") == "Blue Harbour | 2022: 12³"


def test_underlined_words_part_no_cell(write):
    _, y, text = words()[3]
    pdf = blank()
    width = EDGES[1] - EDGES[0] - 1
    under = [(EDGES[0] + 1, y + 1.2, EDGES[0] + width, y + 1.2)]
    full = [(EDGES[0] + 1, y, "Red Harbour on the wide river, all"), *words()[:3], *words()[4:]]

    found = read(made(write, draw(pdf, full, grid() + under)))

    assert text == "Red Harbour"
    assert items(found)[0] == "Red Harbour on the wide river, all | 2022: 0.61 | 2023: 0.75"


def test_a_running_header_drawn_as_a_table_is_left_out(write):
    pdf = blank()
    for number, body in enumerate(["Red boats float.", "Green boats sink.", "It rains."], 1):
        if number > 1:
            pdf.add_page()
        head = [["Sample Press", "Boats"], ["Report", f"Page {number}"]]
        edges = [72, 240, 420]
        draw(pdf, words(head, edges=edges, top=20), grid(2, edges=edges, top=20))
        draw(pdf, prose(body, y=150))

    assert [page.text for page in read(made(write, pdf)).pages] == [
        "Red boats float.",
        "Green boats sink.",
        "It rains.",
    ]


def test_a_frame_around_text_is_no_table(write):
    text = prose("The harbours of the sample", "are on a river.", y=114, step=14)

    found = read(made(write, draw(blank(), text, grid(1, edges=[60, 420], step=60))))

    assert found.pages[0].text == "The harbours of the sample\nare on a river."
    assert items(found) == []


def test_cells_with_long_texts_lay_out_the_page(write):
    left = [f"The harbour of the sample counts {n}," for n in range(6)]
    right = [f"The river of the sample counts {n}," for n in range(6)]
    text = [*prose(*left, y=114), *prose(*right, y=114, x=300)]
    pdf = draw(blank(), text, grid(2, edges=[60, 290, 540], step=100))
    draw(pdf, prose("All green.", y=214) + prose("All wide.", y=214, x=300))

    assert items(read(made(write, pdf))) == []


def test_text_whose_places_are_not_known_is_read_as_before(write, monkeypatch):
    path = made(write, draw(blank(), words(), grid()))
    monkeypatch.setattr("knowledge.readers.pdf_pen.words_of", lambda *_, **__: ())

    found = read(path)

    assert items(found) == []
    assert [text for row in ROWS for text in row if text not in found.pages[0].text] == []


def test_tables_of_too_many_cells_are_refused(write, monkeypatch):
    monkeypatch.setattr("knowledge.readers.pdf_tables.MAX_PLACES", 11)

    with pytest.raises(TooBig, match=r"^a\.pdf: has tables of more than 11 cells\. Split it"):
        read(made(write, draw(blank(), words(), grid())))


def test_a_page_of_too_many_lines_is_read_without_them(write, monkeypatch):
    monkeypatch.setattr("knowledge.readers.pdf_rules.MAX_PIECES", 20)
    marks = [(72, 300 + number, 400, 300 + number) for number in range(30)]
    text = prose("Red and green", "are boats", y=114) + prose("Blue one", "float too", x=250, y=114)

    found = read(made(write, draw(blank(), text, grid(2, edges=[60, 240, 420]) + marks)))

    assert items(found) == []
