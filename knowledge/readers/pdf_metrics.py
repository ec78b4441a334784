"""The glyphs of PDF fonts: what each code shows and how wide it is.

pypdf knows both, but has no public name for them; this is the one place that asks for it. Where
it does not answer, glyphs have a usual width and the text is found without its places.
"""

from contextlib import suppress
from typing import Any

# Of the size of the font; what most letters of most fonts are about.
USUAL_WIDTH = 0.5
THOUSANDTH = 0.001

# What a code shows, its width as a share of the font's size, and whether word spacing counts
# for it: for the code 32 of fonts with codes of one byte.
Glyph = tuple[str, float, bool]


class Metrics:
    """What the codes of a font show, and their widths as shares of the font's size."""

    def __init__(self, font: dict[str, Any]) -> None:
        from pypdf.generic._font import Font

        found = Font.from_font_resource(font)  # type: ignore[arg-type]
        self.encoding = found.encoding
        self.letters = found.character_map
        self.widths = found.character_widths
        self.default = found.character_widths.get("default", 1000 * USUAL_WIDTH)
        self.scale = scale_of(font)
        self.known: dict[int | str, Glyph] = {}

    def glyphs(self, shown: bytes) -> list[Glyph]:
        """Return what a string of a content stream shows."""
        codes = shown if isinstance(self.encoding, dict) else shown.decode(self.encoding, "replace")
        known = self.known
        return [known.get(code) or self.glyph(code) for code in codes]

    def glyph(self, code: int | str) -> Glyph:
        """Return what a code shows, and remember it."""
        raw = code if isinstance(code, str) else chr(code)
        letter = raw
        if isinstance(code, int) and isinstance(self.encoding, dict):
            letter = self.encoding.get(code, raw)
        width = self.widths.get(raw, self.default)
        if raw == " " and not width:
            width = self.default  # no blank has no width: ``without_false_blank`` wrote that
        width = float(width) * self.scale
        self.known[code] = str(self.letters.get(letter, letter)), width, code == 32
        return self.known[code]


class Fonts:
    """The metrics of the fonts of a file, each asked for once: many pages share one font."""

    def __init__(self) -> None:
        self.found: dict[int, tuple[dict[str, Any], Metrics | None]] = {}

    def metrics(self, font: dict[str, Any]) -> Metrics | None:
        """Return the metrics of a font, or ``None`` when they cannot be told.

        To be asked for after pypdf has read the font: of a broken one it says something else the
        second time.
        """
        if id(font) not in self.found:
            metrics = None
            with suppress(Exception):  # a font may be broken in any way; its text is read anyhow
                metrics = Metrics(font)
            # The font is kept too: its identity must not be that of another one later.
            self.found[id(font)] = font, metrics
        return self.found[id(font)][1]


def scale_of(font: dict[str, Any]) -> float:
    """Return what one unit of a font's widths is; fonts of type 3 say so themselves."""
    if font.get("/Subtype") != "/Type3":
        return THOUSANDTH
    matrix: Any = getattr(font.get("/FontMatrix"), "get_object", list)()
    return abs(float(matrix[0])) if matrix else THOUSANDTH
