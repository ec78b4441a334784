"""What a page of pypdf holds: its runs of text with their places, its fonts and images."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from knowledge.readers.pdf_lines import Run
from knowledge.readers.pdf_matrix import turn_of
from knowledge.readers.pdf_metrics import Fonts
from knowledge.readers.pdf_pen import FORM_END, RUN, Pen, Step, resolved
from knowledge.readers.pdf_rules import Rule

if TYPE_CHECKING:
    from pypdf import PageObject

# Forms within forms are looked through for fonts and images so far.
MAX_FORMS = 100
# The end of a line of a character map that gives the blank as the letter of a glyph.
MAPPED_BLANK = re.compile(rb">[ \t]*<0020>[ \t]*[\r\n]")


def drawn_on(page: "PageObject", fonts: Fonts) -> tuple[list[Run], list[Rule]]:
    """Return what a page shows.

    The runs of text come in the order of the file, as pypdf spaces them, each with the places of
    its words where they can be told; the ruling lines are whole. A page of one line has neither.
    """
    runs: list[Run] = []
    steps: list[Step] = []
    for font in fonts_of(page):
        without_false_blank(font)

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:  # noqa: ANN401
        if not text:
            return
        # The text matrix times the current transformation: where it begins, and how it is turned.
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        across = tm[2] * cm[0] + tm[3] * cm[2]
        up = tm[2] * cm[1] + tm[3] * cm[3]
        height = round(abs(size) * math.hypot(across, up), 2) or 1.0
        name = str((font or {}).get("/BaseFont", ""))
        runs.append(Run(text, x, y, height, name, up > abs(across)))
        steps.append((RUN, text))

    def follow(operator: bytes, operands: Any, *_: object) -> None:  # noqa: ANN401
        steps.append((operator, operands))

    def end(operator: bytes, *_: object) -> None:
        if operator == b"Do":
            steps.append((FORM_END, None))

    page.extract_text(visitor_text=visit, visitor_operand_before=follow, visitor_operand_after=end)
    # The fonts are asked for only now, and only where there is more than a line.
    pen = Pen(fonts, turn_of(page.rotation), page.get("/Resources"))
    one_line = not any(run.text.endswith("\n") for run in runs[:-1])
    if one_line or not pen.draw(steps):
        return runs, []
    placed = zip(runs, pen.words, strict=True)
    return [replace(run, words=words) for run, words in placed], pen.paths.rules


def without_false_blank(font: dict[str, Any]) -> None:
    """Keep pypdf from taking another glyph of a font for its blank.

    Fonts without a blank, as TeX makes them, part words by gaps alone. How wide a gap must be is
    told by half the width of glyph 32, whatever it is: with a wide one, words run together. With
    no width pypdf takes a narrow blank instead.
    """
    from pypdf.generic import ArrayObject, NumberObject, StreamObject

    letters = resolved(font.get("/ToUnicode"))
    if font.get("/Subtype") != "/Type0" or not isinstance(letters, StreamObject):
        return
    if MAPPED_BLANK.search(letters.get_data()):
        return
    for each in font["/DescendantFonts"]:
        widths: Any = getattr(resolved(each).get("/W"), "get_object", list)()
        if isinstance(widths, ArrayObject) and widths[-2:] != [32, [0]]:
            widths.extend([NumberObject(32), ArrayObject([NumberObject(0)])])


def fonts_of(page: "PageObject") -> Iterator[dict[str, Any]]:
    """Yield the fonts of a page and of the forms on it."""
    for resources in resources_of(page):
        yield from map(resolved, resolved(resources.get("/Font")).values())


def has_image(page: "PageObject") -> bool:
    """Whether a page shows an image, itself or in a form on it."""
    return any(
        resolved(shown).get("/Subtype") == "/Image"
        for resources in resources_of(page)
        for shown in resolved(resources.get("/XObject")).values()
    )


def resources_of(page: "PageObject") -> Iterator[dict[str, Any]]:
    """Yield what a page and the forms on it are drawn with."""
    pending: list[Any] = [page.get("/Resources")]
    for _ in range(MAX_FORMS):
        if not pending:
            return
        resources = resolved(pending.pop())
        yield resources
        forms = map(resolved, resolved(resources.get("/XObject")).values())
        pending += [form["/Resources"] for form in forms if "/Resources" in form]
