"""The style sheets, the script and the mark that the pages carry inside them."""

from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@cache
def read_asset(name: str) -> str:
    """Return the text of a file in ``static``.

    The pages carry these files inline: one request fewer each, and nothing to cache wrongly
    after an update.
    """
    return (STATIC / name).read_text(encoding="utf-8")
