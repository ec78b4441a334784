"""The lines of PDF pages: from runs of one font to lines, without running headers and footers.

A PDF has no lines, paragraphs or headings: only runs of text, each with a place, a font and a
size. Lengths are points (1/72 inch) from the lower left corner of the page.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.readers.assembly import raised
from knowledge.text import normalise

# How many lines at the top and at the bottom of a page may be running headers and footers.
MARGIN_LINES = 3
# A running line stands on this share of the pages (left and right pages may differ), on three at
# least, and within so many points of one place.
RUNNING_SHARE = 0.4
FEWEST_RUNNING = 3
SAME_PLACE = 4.0
# A raised figure is this much smaller than its line, and stands higher by this share of it.
RAISED_SIZE = 0.8
RAISED_BY = 0.15

# Words with a smaller gap than this share of the size are parts of one.
TOUCHING = 0.1
# Baselines that differ by less than this share of the size are one.
LEVEL = 0.2

BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
ROMAN = re.compile(r"\b[ivxlc]+\b", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
SOFT_HYPHEN = "\u00ad"
# Letters that a font draws as one; nobody types them in a question.
LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a run: from where to where it goes on its baseline, as the page is shown.

    ``blank`` says that a blank stands before it; without, it may be part of a longer word.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    blank: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font and size, and where it begins; the last run of a line ends in a break.

    ``words`` are the places of its words; none when they are not known.
    """

    text: str
    x: float
    y: float
    size: float
    font: str
    upright: bool = True
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line: where it begins, the size and weight of most of its letters, and its runs.

    ``row`` says that it is a row of a table.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool
    upright: bool = True
    runs: tuple[Run, ...] = ()
    row: bool = False


def joined_runs(runs: Iterable[Run]) -> Iterator[Run]:
    """Join what follows in one font and size on one line: a letter may be cut between two runs."""
    pending: Run | None = None
    for run in runs:
        same = pending and (pending.font, pending.size) == (run.font, run.size)
        if pending and same and not pending.text.endswith("\n"):
            words = joined_words(pending, run)
            pending = replace(pending, text=pending.text + run.text, words=words)
            continue
        if pending:
            yield pending
        pending = run
    if pending:
        yield pending


def joined_words(run: Run, other: Run) -> tuple[Word, ...]:
    """Return the words of two runs, with the one that is cut between them joined.

    None when those of a run are not known: of a line all words have places, or none has.
    """
    if any(each.text.strip() and not each.words for each in (run, other)):
        return ()
    if not other.words:
        return run.words
    first, *more = other.words
    first = replace(first, blank=first.blank or run.text[-1].isspace())
    if not run.words:
        return (first, *more)
    last = run.words[-1]
    if first.blank or last.y != first.y or abs(first.x - last.end) > TOUCHING * first.size:
        return (*run.words, first, *more)
    return (*run.words[:-1], replace(last, text=last.text + first.text, end=first.end), *more)


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """Return the lines of a page that are not blank, in the order of the file."""
    lines: list[Line] = []
    pending: list[Run] = []
    for run in runs:
        pending.append(run)
        if run.text.endswith("\n"):
            lines += line_of(pending)
            pending = []
    return one_a_baseline([*lines, *line_of(pending)])


def one_a_baseline(lines: Iterable[Line]) -> list[Line]:
    """Join lines that follow one another to the right on one baseline; some files cut at words."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else line
        level = above.upright and line.upright and abs(above.y - line.y) < LEVEL * line.size
        if found and level and line.x > above.x:
            text = f"{above.text} {line.text}"
            found[-1] = replace(above, text=text, runs=(*above.runs, *line.runs))
        else:
            found.append(line)
    return found


def line_of(runs: Sequence[Run]) -> list[Line]:
    """Return the line that some runs make, or nothing when they are blank."""
    seen = [run for run in runs if run.text.strip()]
    if not seen:
        return []
    main = max(seen, key=lambda run: len(run.text.strip()))
    letters = [(len(run.text.strip()), bool(BOLD.search(run.font))) for run in seen]
    bold = sum(size for size, heavy in letters if heavy) > 0.8 * sum(size for size, _ in letters)
    text = "".join(raised(run.text) if is_raised(run, main) else run.text for run in runs)
    text = BLANKS.sub(" ", text).strip()
    # Soft hyphens show nothing, but at the end of a line one says that the word goes on.
    end = SOFT_HYPHEN if text.endswith(SOFT_HYPHEN) else ""
    text = normalise(text.translate(LIGATURES)).strip() + end
    if not text:
        return []
    return [Line(text, seen[0].x, main.y, main.size, bold, main.upright, tuple(runs))]


def is_raised(run: Run, line: Run) -> bool:
    """Whether a run is a raised figure: 10 to the sixth must not become 106."""
    return (
        run.text.strip().isdigit()
        and run.size < RAISED_SIZE * line.size
        and run.y > line.y + RAISED_BY * line.size
    )


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each page without running headers, footers and page numbers.

    These are lines at the edge of a page that stand at the same place on many pages and are the
    same but for their figures.
    """
    places: defaultdict[str, Counter[int]] = defaultdict(Counter)
    edges = [edge_lines(page) for page in pages]
    for edge in edges:
        for key, place in {(key_of(line), round(line.y / SAME_PLACE)) for line in edge}:
            places[key][place] += 1
    least = max(FEWEST_RUNNING, RUNNING_SHARE * sum(bool(page) for page in pages))

    def is_running(line: Line) -> bool:
        place = round(line.y / SAME_PLACE)
        found = places[key_of(line)]
        return sum(found[near] for near in (place - 1, place, place + 1)) >= least

    running = [{id(line) for line in edge if is_running(line)} for edge in edges]
    return [
        [line for line in page if id(line) not in found]
        for page, found in zip(pages, running, strict=True)
    ]


def edge_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the highest and the lowest lines of a page."""
    upright = sorted((line for line in lines if line.upright), key=lambda line: -line.y)
    return [*upright[:MARGIN_LINES], *upright[MARGIN_LINES:][-MARGIN_LINES:]]


def key_of(line: Line) -> str:
    """Return what is the same of a running line on all pages: its text without figures.

    >>> key_of(Line("Page iv", 0, 0, 9, False)) == key_of(Line("Page 12", 0, 0, 9, False))
    True
    """
    return ROMAN.sub("#", DIGITS.sub("#", line.text.lower()))
