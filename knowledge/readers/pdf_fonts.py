"""The text of PDF runs in Unicode, where their fonts are Vietnamese ones from before it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from knowledge.errors import PoorText
from knowledge.readers.legacy_fonts import (
    bare_name,
    convert_run,
    converted_from,
    fitting_share,
    from_tcvn3,
    from_vni,
    is_unconvertible,
    repair,
)
from knowledge.readers.pdf_lines import Run, joined_runs

CONVERTERS: dict[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}
# In a font whose encoding is not known, text that is as good as this is Unicode all the same.
FITTING = 0.85


def in_unicode(
    pages: Iterable[Iterable[Run]], name: str
) -> tuple[list[list[Run]], tuple[str, ...]]:
    """Return the runs of each page in Unicode, and a warning about each encoding that was guessed.

    A font that is named as one of TCVN3 or VNI is taken at its word; of others, the whole text in
    the font is judged. Raises ``PoorText``, naming the file as ``name``, when a font is known to
    be of another such encoding.
    """
    joined = [list(joined_runs(page)) for page in pages]
    guessed = guessed_encodings(joined, name)
    warnings = tuple(map(converted_from, sorted(set(guessed.values()))))
    return [[converted(run, guessed) for run in page] for page in joined], warnings


def guessed_encodings(pages: Sequence[Sequence[Run]], name: str) -> dict[str, str]:
    """Return the encoding of each font that does not name it and whose text shows it."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for page in pages:
        for run in page:
            texts[run.font].append(run.text)
    guessed: dict[str, str] = {}
    for font, parts in texts.items():
        text = "\n".join(parts)
        if is_unconvertible(font) and not text.isascii() and fitting_share(text) < FITTING:
            raise PoorText(
                f"{name}: typed in {bare_name(font)}, a Vietnamese font older than Unicode that "
                "cannot be converted. Convert it to Unicode and export it again."
            )
        if convert_run(text, font) is None and (found := repair(text)):
            guessed[font] = found[1]
    return guessed


def converted(run: Run, guessed: dict[str, str]) -> Run:
    """Return a run in Unicode, and its words too."""
    text = in_font(run.text, run.font, guessed)
    if text == run.text:
        return run
    words = (replace(word, text=in_font(word.text, run.font, guessed)) for word in run.words)
    return replace(run, text=text, words=tuple(words))


def in_font(text: str, font: str, guessed: dict[str, str]) -> str:
    """Return text in a font in Unicode."""
    found = convert_run(text, font)
    if found is None and font in guessed:
        found = CONVERTERS[guessed[font]](text)
    return text if found is None else found
