"""Matrices of PDF: six numbers that move, turn and stretch points (ISO 32000-1, 8.3)."""

from collections.abc import Sequence
from typing import Any

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """Return where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def product(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does what ``first`` does and then ``second``."""
    a, b, c, d, e, f = first
    x, y = moved(second, e, f)
    return (
        a * second[0] + b * second[2],
        a * second[1] + b * second[3],
        c * second[0] + d * second[2],
        c * second[1] + d * second[3],
        x,
        y,
    )


def matrix_of(operands: Sequence[Any]) -> Matrix:
    """Return six numbers as a matrix; raises ``ValueError`` for another number of them."""
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def turn_of(rotation: object) -> Matrix:
    """Return what turns a page as it is shown; ``rotation`` is in degrees, clockwise."""
    turns: dict[int, Matrix] = {
        90: (0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
        180: (-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
        270: (0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
    }
    return turns.get(rotation % 360, UNMOVED) if isinstance(rotation, int) else UNMOVED
