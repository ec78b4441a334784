"""Ruling lines of a page: which are one, which make a table, and which of its cells are merged."""

import pytest

from knowledge.readers import pdf_rules
from knowledge.readers.pdf_grid import lattices
from knowledge.readers.pdf_matrix import UNMOVED
from knowledge.readers.pdf_rules import Paths, Rule, joined


def level(at, start=0, end=100):
    return Rule(True, at, start, end)


def upright(at, start=0, end=100):
    return Rule(False, at, start, end)


SQUARE = [level(0), level(50), level(100), upright(0), upright(50), upright(100)]


def drawn(*operations):
    """Return the paths after some operators, each with its operands before it."""
    paths = Paths()
    for *operands, operator in operations:
        paths.follow(operator, operands, UNMOVED)
    return paths


def test_lines_that_cross_make_places():
    (lattice,) = lattices(SQUARE)

    assert lattice.edges == (0, 50, 100)
    assert lattice.heights == (100, 50, 0)
    assert lattice.cells == ((0, 1), (2, 3))


@pytest.mark.parametrize(
    ("point", "place"),
    [
        ((10, 90), (0, 0)),
        ((60, 90), (0, 1)),
        ((10, 10), (1, 0)),
        ((60, 10), (1, 1)),
        ((101, 10), None),
    ],
)
def test_a_point_is_in_one_place(point, place):
    (lattice,) = lattices(SQUARE)

    assert lattice.place(*point) == place


@pytest.mark.parametrize(
    ("rules", "cells"),
    [
        pytest.param([level(50, 50), upright(50)], ((0, 1), (0, 2)), id="down"),
        pytest.param([level(50), upright(50, 0, 50)], ((0, 0), (1, 2)), id="across"),
        pytest.param([level(50, 0, 40), upright(50)], ((0, 1), (2, 1)), id="right side"),
    ],
)
def test_a_cell_goes_on_where_a_line_is_missing(rules, cells):
    frame = [level(0), level(100), upright(0), upright(100)]

    assert [lattice.cells for lattice in lattices([*frame, *rules])] == [cells]


def test_a_table_needs_no_lines_at_its_sides():
    (lattice,) = lattices([level(0), level(50), level(100), upright(50)])

    assert lattice.edges == (0, 50, 100)
    assert lattice.cells == ((0, 1), (2, 3))


def test_cells_are_rectangles_though_the_lines_leave_another_shape():
    frame = [level(0), level(100), upright(0), upright(100)]
    rules = [level(50, 50, 100), upright(50, 0, 50)]

    (lattice,) = lattices([*frame, *rules])

    assert lattice.cells == ((0, 0), (1, 2))


def test_two_lines_that_stand_close_together_do_not_take_each_others_place():
    frame = [level(0), level(100), upright(0), upright(100)]

    (lattice,) = lattices([*frame, level(50), upright(50), upright(53.5, 0, 50)])

    assert lattice.edges == (0, 50, 53.5, 100)
    assert lattice.cells == ((0, 1, 1), (2, 3, 4))


def test_a_frame_is_no_table():
    assert lattices([level(0), level(100), upright(0), upright(100)]) == []


def test_lines_that_do_not_cross_are_tables_of_their_own():
    apart = [Rule(rule.level, rule.at + 300, rule.start + 300, rule.end + 300) for rule in SQUARE]

    found = lattices([*SQUARE, *apart])

    assert [lattice.heights for lattice in found] == [(400, 350, 300), (100, 50, 0)]


def test_pieces_of_a_line_are_one_line_and_two_lines_side_by_side_too():
    pieces = [level(10, 0, 50), level(10.4, 51, 100), level(12, 0, 100), level(40, 0, 30)]

    assert joined(pieces) == [level(pytest.approx(10.8), 0, 100), level(40, 0, 30)]


def test_ticks_and_dots_are_no_lines():
    assert joined([level(10, 0, 2), upright(30, 0, 5)]) == []


@pytest.mark.parametrize(
    ("operations", "rules"),
    [
        pytest.param([(0, 0, b"m"), (90, 0, b"l"), (b"S",)], [level(0, 0, 90)], id="stroked"),
        pytest.param([(0, 0, 90, 0.5, b"re"), (b"f",)], [level(0.25, 0, 90)], id="thin rectangle"),
        pytest.param([(0, 0, 0.5, 90, b"re"), (b"f*",)], [upright(0.25, 0, 90)], id="thin upright"),
        pytest.param([(0, 0, 90, 40, b"re"), (b"f",)], [], id="filled cell"),
        pytest.param([(0, 0, b"m"), (90, 0, b"l"), (b"n",)], [], id="not painted"),
        pytest.param([(0, 0, b"m"), (90, 40, b"l"), (b"S",)], [], id="slanting"),
        pytest.param([(0, 0, b"m"), (1, 1, 2, 2, 90, 0, b"c"), (b"S",)], [], id="curve"),
        pytest.param(
            [(0, 0, 90, 40, b"re"), (b"S",)],
            [upright(0, 0, 40), upright(90, 0, 40), level(0, 0, 90), level(40, 0, 90)],
            id="box",
        ),
    ],
)
def test_what_is_drawn_straight_is_a_line(operations, rules):
    assert drawn(*operations).rules == rules


def test_a_drawing_of_many_pieces_has_no_lines(monkeypatch):
    monkeypatch.setattr(pdf_rules, "MAX_PIECES", 5)
    line = [(0, 0, b"m"), (90, 0, b"l"), (b"S",)]

    assert drawn(*line).rules == [level(0, 0, 90)]
    assert drawn(*line, *line, *line).rules == []


def test_a_chart_of_many_lines_has_none(monkeypatch):
    monkeypatch.setattr(pdf_rules, "MAX_RULES", 2)
    lines = [((0, y, b"m"), (90, y, b"l"), (b"S",)) for y in (0, 20, 40)]

    assert len(drawn(*lines[0], *lines[1]).rules) == 2
    assert drawn(*lines[0], *lines[1], *lines[2]).rules == []
