"""The parts of the officials' chat that the public page does not have.

As everywhere on the pages, each foreign string goes through ``escape``.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from assistant.records.conversations import Kept
from assistant.records.sign_in import SignedIn
from assistant.types import Language
from assistant.web.officials.pages import NAVIGATION, load_words
from assistant.web.officials.sessions import OpenPage
from assistant.web.rendering import escape
from assistant.web.texts import load_texts
from knowledge import Filter
from knowledge.types import Document


def render_navigation(who: SignedIn, language: Language) -> str:
    """Return the way to the desk's pages, who has signed in, and the way out."""
    words = load_words(language)["layout"]
    links = "".join(
        f'<li><a href="/officials{"/" if page == "chat" else f"/{page}"}?lang={language}"'
        f"{' aria-current=page' if page == 'chat' else ''}>{escape(words[page])}</a></li>"
        for page in NAVIGATION
    )
    return (
        f'<div class="desk-bar" lang="{language}">'
        f'<nav aria-label="{escape(words["navigation"])}"><ul>{links}</ul></nav>'
        '<form method="post" action="/officials/sign-out">'
        f'<input type="hidden" name="form_token" value="{escape(who.form_token)}">'
        f'<span class="who">{escape(who.account.name)}</span>'
        f'<button type="submit" class="tool">{escape(words["sign_out"])}</button></form></div>'
    )


def render_kept(
    found: Sequence[Kept], page: OpenPage, language: Language, zone: tzinfo, *, fault: str = ""
) -> str:
    """Return the list of conversations with what finds, names and deletes them."""
    words = load_words(language)["chat"]
    if fault:
        listed = f'<p class="notice notice-error">{escape(fault)}</p>'
    elif not found:
        none = words["none_found"] if page.search else words["none_kept"]
        listed = f'<p class="none">{escape(none)}</p>'
    else:
        dated = [(each, when(each.changed.astimezone(zone), words, language)) for each in found]
        entries = "".join(render_entry(each, day, page, words) for each, day in dated)
        listed = f"<ul>{entries}</ul>"
    return (
        f'<div class="history" lang="{language}"><details class="list"><summary><h2>'
        f"{escape(words['conversations'])}</h2></summary>"
        f'<label class="unseen" for="kept-search">{escape(words["search"])}</label>'
        f'<input type="search" id="kept-search" value="{escape(page.search)}" maxlength="200"'
        f' placeholder="{escape(words["search"])}">{listed}</details></div>'
    )


def render_entry(kept: Kept, day: str, page: OpenPage, words: dict[str, Any]) -> str:
    """Return one conversation of the list."""
    name, title = escape(kept.id), escape(kept.title)
    current = ' aria-current="true"' if kept.id == page.conversation else ""
    more = escape(words["more"].format(title=kept.title))
    saved = "".join(
        f'<a class="tool" href="/officials/conversations/{name}.{kind}" download>{label}</a>'
        for kind, label in (("docx", "Word"), ("md", "Markdown"))
    )
    return (
        f'<li{current}><button type="button" class="entry" data-open="{name}"{current}>'
        f'<span class="title">{title}</span>'
        f'<span class="when">{escape(day)}</span></button>'
        f'<details class="more" name="more"><summary aria-label="{more}">⋯</summary>'
        f'<form data-rename="{name}"><label for="title-{name}">{escape(words["title"])}</label>'
        f'<input id="title-{name}" name="title" value="{title}" maxlength="120" required>'
        f'<button type="submit" class="tool">{escape(words["rename"])}</button></form>'
        f'<p class="saves"><span>{escape(words["save"])}</span>{saved}</p>'
        f'<button type="button" class="tool delete" data-delete="{name}"'
        f' data-sure="{escape(words["delete_sure"])}">{escape(words["delete"])}</button>'
        "</details></li>"
    )


def when(moment: datetime, words: dict[str, Any], language: Language) -> str:
    """Write when something changed: today and yesterday as such."""
    days = (datetime.now(moment.tzinfo).date() - moment.date()).days
    if days in (0, 1):
        return str(words[("today", "yesterday")[days]])
    return load_texts(language).day(moment.date())


def render_filters(documents: Sequence[Document], only: Filter | None, language: Language) -> str:
    """Return the choice of documents by kind, publisher and date, and how many it leaves."""
    words = load_words(language)["chat"]
    chosen = only or Filter()
    left = sum(chosen.allows(document) for document in documents)
    note = words["all_documents"] if only is None else words["some_documents"]
    kinds = Counter(document.kind for document in documents if document.kind)
    publishers = Counter(document.publisher for document in documents if document.publisher)
    names = load_words(language)["kinds"]
    first, last = chosen.published_from, chosen.published_to
    return (
        f'<div class="filters" lang="{language}"><details><summary>'
        f"{escape(note.format(left=left, all=len(documents)))}</summary><form>"
        f"{render_boxes('kinds', words['kinds'], kinds, chosen.kinds, names)}"
        f"{render_boxes('publishers', words['publishers'], publishers, chosen.publishers, {})}"
        f'<fieldset><legend>{escape(words["published"])}</legend><p class="dates">'
        f'<label>{escape(words["from"])} <input type="date" name="first"'
        f' value="{first.isoformat() if first else ""}"></label>'
        f'<label>{escape(words["to"])} <input type="date" name="last"'
        f' value="{last.isoformat() if last else ""}"></label></p></fieldset>'
        f'<p><button type="submit" class="tool">{escape(words["apply"])}</button>'
        f'<button type="reset" class="tool">{escape(words["reset"])}</button></p>'
        "</form></details></div>"
    )


def render_boxes(
    name: str,
    legend: str,
    counts: Counter[str],
    chosen: frozenset[str],
    labels: dict[str, str],
) -> str:
    """Return a group of boxes to tick, the most frequent first."""
    boxes = "".join(
        f'<label><input type="checkbox" name="{name}" value="{escape(value)}"'
        f"{' checked' if value in chosen else ''}> {escape(labels.get(value, value))}"
        f' <span class="count">{count}</span></label>'
        for value, count in counts.most_common()
    )
    return f"<fieldset><legend>{escape(legend)}</legend>{boxes}</fieldset>" if boxes else ""
