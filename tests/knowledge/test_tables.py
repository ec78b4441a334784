"""Tables as lines: each figure keeps the names of its row and its columns."""

import pytest

from knowledge.errors import TooBig
from knowledge.readers import tables
from knowledge.readers.table_signs import is_layout, with_guessed_header
from knowledge.readers.tables import Cell, cell_text, grid_lines, lay_out, table_lines


def grid(*rows):
    """Return a laid-out table of cells, or of texts that stand for plain cells."""
    cells = [[Cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    return lay_out(cells, "a.html")


def name(text, **shape):
    return Cell(text, header=True, **shape)


def test_a_row_reads_alone():
    lines = table_lines([["Port", "2022", "2023"], ["North", "0.61", "0.75"]])

    assert lines == ["North | 2022: 0.61 | 2023: 0.75"]


def test_a_row_named_by_a_number_keeps_the_name_of_its_column():
    lines = table_lines([["Year", "Boats"], ["2022", "1,234"]])

    assert lines == ["Year: 2022 | Boats: 1,234"]


def test_empty_cells_are_left_out():
    lines = table_lines([["Port", "2022", "2023"], ["North", "", "7"]])

    assert lines == ["North | 2023: 7"]


def test_values_of_columns_without_a_name_stand_alone():
    lines = table_lines([["Port", ""], ["North", "7"]])

    assert lines == ["North | 7"]


def test_without_a_header_cells_are_joined_as_they_stand():
    lines = table_lines([["North", "7", "7"], ["South", "", "9"]], header_rows=0)

    assert lines == ["North | 7 | 7", "South | 9"]


def test_a_table_of_one_column_loses_nothing():
    assert table_lines([["Ports"], ["North"], ["South"]]) == ["Ports", "North", "South"]


def test_a_table_of_nothing_but_a_header_is_kept():
    assert table_lines([["Port", "Boats"]]) == ["Port | Boats"]


def test_an_empty_table_has_no_lines():
    assert table_lines([]) == []
    assert table_lines([["", ""], ["", ""]]) == []


def test_header_rows_above_one_another_are_joined():
    lines = grid_lines(
        grid(
            [name("Port", rows=2), name("2024", columns=2)],
            [name("Target"), name("Result:")],
            ["North", "80%", "61.2%"],
        )
    )

    assert lines == ["North | 2024 / Target: 80% | 2024 / Result: 61.2%"]


def test_a_cell_that_spans_rows_counts_for_each():
    lines = grid_lines(
        grid([name("Port"), name("Boats")], [Cell("North", rows=2), "7"], ["9"], ["South", "5"])
    )

    assert lines == ["North | Boats: 7", "North | Boats: 9", "South | Boats: 5"]


def test_a_value_that_spans_columns_is_said_once_for_all_of_them():
    lines = grid_lines(
        grid([name("Port"), name("2022"), name("2023")], ["North", Cell("7", columns=2)])
    )

    assert lines == ["North | 2022, 2023: 7"]


def test_equal_values_side_by_side_stay_two():
    lines = table_lines([["Port", "2022", "2023"], ["North", "7", "7"]])

    assert lines == ["North | 2022: 7 | 2023: 7"]


def test_a_row_name_that_spans_columns_is_no_value():
    lines = grid_lines(
        grid([name("No."), name("Port"), name("Boats")], [Cell("All ports", columns=2), "21"])
    )

    assert lines == ["All ports | Boats: 21"]


def test_a_row_that_is_one_cell_is_a_line_of_its_own():
    lines = grid_lines(
        grid([name("Port"), name("Boats")], [Cell("In the north", columns=2)], ["A", "7"])
    )

    assert lines == ["In the north", "A | Boats: 7"]


def test_a_header_further_down_names_the_rows_below_it():
    lines = grid_lines(
        grid(
            [name("Port"), name("2022")],
            ["North", "7"],
            [name("Port"), name("2023")],
            ["North", "9"],
        )
    )

    assert lines == ["North | 2022: 7", "North | 2023: 9"]


def test_all_columns_that_are_marked_as_names_name_the_row():
    lines = grid_lines(
        grid(
            [name("Coast"), name("Port"), name("Boats")],
            [name("North", rows=2), name("A"), "7"],
            [name("B"), "9"],
        )
    )

    assert lines == ["North / A | Boats: 7", "North / B | Boats: 9"]


def test_a_first_row_above_columns_of_values_is_taken_for_a_header():
    lines = grid_lines(with_guessed_header(grid(["Port", "2022"], ["North", "7"], ["South", "9"])))

    assert lines == ["North | 2022: 7", "South | 2022: 9"]


def test_a_first_row_that_alone_is_bold_is_taken_for_a_header():
    bold = [Cell("Port", bold=True), Cell("Task", bold=True)]

    lines = grid_lines(with_guessed_header(grid(bold, ["North", "build a pier"])))

    assert lines == ["North | Task: build a pier"]


@pytest.mark.parametrize(
    "rows",
    [
        [["North", "7"], ["South", "9"]],
        [["North", "pier"], ["South", "quay"]],
        [["Port", ""], ["North", "9"]],
        [["Port", "Boats"]],
    ],
    ids=["values", "words", "unnamed", "one row"],
)
def test_a_header_is_not_guessed_without_a_sign(rows):
    plain = grid(*rows)

    assert with_guessed_header(plain) == plain


def test_the_parts_of_a_name_of_several_columns_are_part_of_the_header():
    rows = grid(
        ["", Cell("2022", columns=2), Cell("2023", columns=2)],
        ["", "Target", "Actual", "Target", "Actual"],
        ["North", "1", "2", "3", "4"],
    )

    assert grid_lines(with_guessed_header(rows)) == [
        "North | 2022 / Target: 1 | 2022 / Actual: 2 | 2023 / Target: 3 | 2023 / Actual: 4"
    ]


def test_words_below_a_name_of_several_columns_are_values_where_the_row_has_a_name():
    rows = grid(["Port", Cell("Colours", columns=2), "Boats"], ["North", "red", "green", "7"])

    assert grid_lines(with_guessed_header(rows)) == [
        "North | Colours: red | Colours: green | Boats: 7"
    ]


def test_lines_of_a_cell_never_make_one_figure_of_two():
    assert cell_text(["1,234", "5,678"]) == "1,234 / 5,678"


def test_lines_of_a_cell_that_go_on_are_joined():
    assert cell_text(["Number of", "boats", "in all:", "7"]) == "Number of boats in all: 7"


@pytest.mark.parametrize(
    ("rows", "parts", "expected"),
    [
        ([["Menu", "Text"]], 1, True),
        ([["Menu"], ["Text"]], 1, True),
        ([["Menu", "Text"], ["a", "b"]], 3, True),
        ([["Menu", "x" * 401], ["a", "b"]], 1, True),
        ([["North", "7"], ["South", "9"]], 1, False),
        ([[name("Port"), name("Boats")]], 9, False),
    ],
    ids=["one row", "one column", "several parts", "long text", "figures", "header"],
)
def test_a_table_that_lays_out_a_page_is_told_from_one_of_figures(rows, parts, expected):
    assert is_layout(grid(*rows), parts) is expected


def test_spans_that_ask_for_too_much_are_refused():
    rows = [[Cell("x", columns=9999, rows=9999)] for _ in range(60)]

    with pytest.raises(TooBig, match=r"a\.html: has a table of more than 500,000 cells"):
        lay_out(rows, "a.html")


def test_a_wide_row_above_many_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MAX_PLACES", 100)

    with pytest.raises(TooBig, match="more than 100 cells"):
        grid([Cell("x", columns=60)], ["a"])
