"""The addresses and the markup that a text has."""

import re

# An end such as ".vn" is in small letters; "TP.HCM" and "2024.The" are no addresses.
LINK = re.compile(
    r"(?i:https?|ftp)://[^\s<>\"”)\]|]+|\b(?i:www)\.[^\s<>\"”)\]|]+"
    r"|(?<![\w-])[\w-]+(?:\.[\w-]+){0,8}\.(?:[a-z]{2,24}|VN|COM|NET|ORG|INFO)\b(?::\d+)?"
    r"(?:/[^\s<>\"”)\]|]*)?"
)
# A text without this has no link, which is told much sooner.
MAY_LINK = re.compile(r"\.[^\W\d_]|:/")
MARKUP = re.compile(
    r"<[^\s>]*>?|\]\(|&#?\w{2,8};|\b(?:javascript|vbscript|data)\s*:\s*(?=\S)", re.IGNORECASE
)


def links_in(text: str) -> set[str]:
    """Return the addresses of a text, in small letters, without the sentence's punctuation.

    >>> sorted(links_in("See https://A.example/b?c=1. Also Vietnam.vn, but not e.g. 2.5 or TP.HCM"))
    ['https://a.example/b?c=1', 'vietnam.vn']
    """
    if not MAY_LINK.search(text):
        return set()
    return {match.group().lower().rstrip(".,;:!?…/'’") for match in LINK.finditer(text)}


def hosts(links: set[str]) -> set[str]:
    """Return the names of the hosts of some addresses.

    >>> hosts({"https://www.a.example/b"})
    {'a.example'}
    """
    return {re.split("[/:]", link.split("//")[-1])[0].removeprefix("www.") for link in links}


def markup_in(text: str) -> set[str]:
    """Return what of a text a browser could take for a tag, a link, an entity or a script.

    >>> sorted(markup_in("a <b>word</b> and [this](javascript:alert(1))"))
    ['</b>', '<b>', '](', 'javascript:']
    """
    return {"".join(match.group().lower().split()) for match in MARKUP.finditer(text)}
