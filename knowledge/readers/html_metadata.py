"""What a web page says of itself in its head: title, publisher, author, day and address."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from knowledge.readers.assembly import tidy
from knowledge.text import VIETNAMESE_LETTER

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# In the order in which they are believed. What says when a page was changed is not among them.
PUBLISHED = (
    "article:published_time",
    "datepublished",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "pubdate",
    "publishdate",
)
PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher")
AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
SET_OFF = re.compile(r"(?:\s+[|–—·•«»:-]\s+.*)?", re.DOTALL)
# Written by browsers that save a page.
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->")


def metadata_of(tree: "HtmlElement", markup: str) -> dict[str, object]:
    """Return what the page says of itself; ``published`` is a day, ``url`` an http address.

    Only what is said in so many words is taken: no day is guessed from the text or the address.
    """
    said = {**linked_data(tree), **meta_elements(tree)}
    saved = SAVED_FROM.search(markup, 0, 4000)
    canonical = next((each.get("href") for each in tree.xpath("//link[@rel='canonical']")), None)
    addresses = (canonical, said.get("og:url"), saved and saved.group(1))
    found = {
        "title": title_of(tree, said),
        "publisher": first(said, PUBLISHER),
        "author": next((said[key] for key in AUTHOR if key in said and "://" not in said[key]), ""),
        "published": next(
            filter(None, map(day_of, (said.get(key, "") for key in PUBLISHED))), None
        ),
        "url": next((each.strip() for each in addresses if each and is_web(each.strip())), None),
        "language": language_of(tree),
    }
    return {key: value for key, value in found.items() if value}


def meta_elements(tree: "HtmlElement") -> dict[str, str]:
    """Return what the ``meta`` elements say, by name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if value := tidy(element.get("content") or ""):
            found.setdefault(key.lower(), value)
    return found


def linked_data(tree: "HtmlElement") -> dict[str, str]:
    """Return what the JSON-LD of an article says, by the names of ``meta`` elements."""
    found: dict[str, str] = {}
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in things_of(data):
            if "headline" in thing or "datePublished" in thing:
                facts = {
                    "headline": name_of(thing.get("headline")),
                    "datepublished": name_of(thing.get("datePublished")),
                    "publisher": name_of(thing.get("publisher")),
                    "author": name_of(thing.get("author")),
                }
                found = {**{key: value for key, value in facts.items() if value}, **found}
    return found


def things_of(data: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects of JSON-LD: the one, those of a list, or those of its graph."""
    things = data if isinstance(data, list) else [data]
    for thing in things:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            if isinstance(graph, list):
                yield from (each for each in graph if isinstance(each, dict))


def name_of(value: object) -> str:
    """Return a name given as text, as an object with a name, or as a list of either."""
    if isinstance(value, list):
        return ", ".join(
            filter(None, (name_of(each) for each in value if not isinstance(each, list)))
        )
    if isinstance(value, dict):
        value = value.get("name")
    return tidy(value) if isinstance(value, str) else ""


def first(said: Mapping[str, str], keys: tuple[str, ...]) -> str | None:
    """Return the value of the first of these keys that is there."""
    return next((said[key] for key in keys if key in said), None)


def title_of(tree: "HtmlElement", said: Mapping[str, str]) -> str | None:
    """Return the title of the page, without the site's name where the page itself leaves it out."""
    element = tree.find("./head/title")
    full = tidy(element.text_content()) if element is not None else ""
    headings = [tidy(each.text_content()) for each in tree.iter("h1")]
    only = headings[0] if len(headings) == 1 else ""
    short = [said.get("og:title", ""), said.get("headline", ""), only]
    parts = [each for each in short if each and is_part(each, full)]
    if full == said.get("og:site_name"):
        full = ""
    return min(parts, key=len, default="") or said.get("og:title") or full or only or None


def is_part(short: str, full: str) -> bool:
    """Whether a title is a longer one without the parts that dashes or bars set off.

    >>> is_part("Boats", "Boats | River Press"), is_part("Boats", "Boats and rivers")
    (True, False)
    """
    before, found, after = full.partition(short)
    return bool(found) and bool(SET_OFF.fullmatch(before[::-1]) and SET_OFF.fullmatch(after))


def day_of(text: str) -> date | None:
    """Return the day of an ISO date or time, ``None`` for anything else."""
    match = DAY.fullmatch(text.strip())
    try:
        return date.fromisoformat(match.group(1)) if match else None
    except ValueError:
        return None


def is_web(url: str) -> bool:
    """Whether an address is one of the web, with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def language_of(tree: "HtmlElement") -> str | None:
    """Return the language that the page declares, ``None`` when its text contradicts it.

    Templates are often left at "en"; Vietnamese shows itself by its letters.
    """
    declared = (tree.get("lang") or tree.get("xml:lang") or "").split("-")[0].strip().lower()
    text = tree.text_content()
    letters = sum(char.isalpha() for char in text) or 1
    vietnamese = len(VIETNAMESE_LETTER.findall(text)) / letters > 0.05
    if not re.fullmatch("[a-z]{2,3}", declared) or (declared == "vi") != vietnamese:
        return None
    return declared
