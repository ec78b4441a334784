"""Which parts of a web page are its main text, and which are the page around it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from knowledge.readers.html_blocks import Found, parts_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

AROUND = frozenset("nav aside footer menu".split())
# Where less than this share of the visible text outside links is found, the page is too plain
# for a guess at its main text, and all of it is kept.
LEAST_FOUND = 0.5
# The main text stands in the innermost element that has this share of what was found of it.
CONTAINED = 0.9
# With less than this, the librarian is told.
LEAST_UNSAID = 0.7
# A line that is links for the greater part, with less than this much else, leads elsewhere.
MOSTLY_LINKS = 0.5
LEAST_SAID = 25
# So many words one after another say where a part was taken from; fewer occur by chance.
WINDOW = 5
# Telling the main text of a larger page would take minutes; such a page is a document, or data.
MOST_ELEMENTS = 100_000


def main_parts(tree: "HtmlElement") -> tuple[list[Found], tuple[str, ...]]:
    """Return the parts of the main text of a page, in reading order, and warnings.

    trafilatura finds the main text; the element that has nearly all of it is then taken whole
    but for menus, comments and lists of links, so that no row, heading or short line of figures
    is lost. A page in which little is found is taken whole, but for the same.
    """
    body = tree.find("body")
    parts = parts_of(tree if body is None else body)
    around = set(elements_around(tree))
    plain = [part for part in parts if not is_around(part, around)] or parts
    known = windows_of(extracted(tree))
    if not known:
        return plain, ()
    main = [part for part in parts if taken(part, known)]
    container = innermost(main)
    inside = set(container.iter()) if container is not None else set()
    chosen = {id(part) for part in plain if part.element in inside} | {id(part) for part in main}
    found = [part for part in parts if id(part) in chosen]
    share = length(found) / (length(plain) or 1)
    if share < LEAST_FOUND:
        return plain, ()
    lost = f"{1 - share:.0%} of the page's text was left out, as it is not of its main text."
    return found, (lost,) if share < LEAST_UNSAID else ()


def extracted(tree: "HtmlElement") -> str:
    """Return the main text that trafilatura finds, "" when it finds none."""
    import logging

    from trafilatura import bare_extraction

    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return ""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(
        deepcopy(tree), fast=True, favor_recall=True, include_comments=False, with_metadata=False
    )
    body = getattr(found, "body", None)
    return "" if body is None else " ".join(body.itertext())


def elements_around(tree: "HtmlElement") -> Iterator["HtmlElement"]:
    """Yield the elements that are named like menus, advertisements, comments and the like."""
    from trafilatura.xpaths import OVERALL_DISCARD_XPATH, REMOVE_COMMENTS_XPATH

    everything = sum(1 for char in tree.text_content() if char.isalnum())
    for expression in (*OVERALL_DISCARD_XPATH, *REMOVE_COMMENTS_XPATH):
        for element in expression(tree):
            # "page-with-sidebar" may well be the name of the element that has everything.
            if sum(1 for char in element.text_content() if char.isalnum()) * 2 < everything:
                yield element


def is_around(part: Found, around: set["HtmlElement"]) -> bool:
    """Whether a part is a menu, a list of links or otherwise of the page and not of its text."""
    said = (1 - part.linked) * len(part.text)
    above = [part.element, *part.element.iterancestors()]
    return (part.linked > MOSTLY_LINKS and said < LEAST_SAID) or any(
        element.tag in AROUND or element in around for element in above
    )


def windows_of(text: str) -> set[tuple[str, ...]]:
    """Return every run of ``WINDOW`` words of a text, without regard to punctuation."""
    words = ["".join(filter(str.isalnum, word)) for word in text.split()]
    words = [word for word in words if word]
    return {tuple(words[at : at + WINDOW]) for at in range(len(words) - WINDOW + 1)}


def taken(part: Found, known: set[tuple[str, ...]]) -> bool:
    """Whether most of a part occurs in the text of which these are the runs of words."""
    windows = windows_of(part.text)
    return bool(windows) and 2 * len(windows & known) > len(windows)


def innermost(parts: Sequence[Found]) -> "HtmlElement | None":
    """Return the innermost element that has ``CONTAINED`` of the text of these parts."""
    weights: Counter[HtmlElement] = Counter()
    depths: dict[HtmlElement, int] = {}
    for part in parts:
        above = [part.element, *part.element.iterancestors()]
        for depth, element in enumerate(reversed(above)):
            weights[element] += len(part.text)
            depths[element] = depth
    enough = CONTAINED * length(parts)
    return max(
        (element for element, weight in weights.items() if weight >= enough),
        key=depths.__getitem__,
        default=None,
    )


def length(parts: Sequence[Found]) -> int:
    """Return how many characters these parts have."""
    return sum(len(part.text) for part in parts)
