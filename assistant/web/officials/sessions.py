"""What the desk remembers of an open page: whose it is, which conversation and which filter."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any, Final

from assistant.records.sign_in import SignedIn
from knowledge import Filter

MOST_PAGES: Final = 2000


@dataclass(frozen=True, slots=True)
class OpenPage:
    """An open page of an account."""

    owner: int
    conversation: str | None = None
    only: Filter | None = None
    search: str = ""


class OpenPages:
    """The open pages by the names that browsers give them, the oldest forgotten first.

    A name is no secret. A page is shown to the account that opened it alone: another one that
    sends its name gets a page of its own.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pages: OrderedDict[str, OpenPage] = OrderedDict()

    def owned(self, name: str, who: SignedIn) -> bool:
        """Whether a page is this account's, or nobody's yet."""
        with self.lock:
            page = self.pages.get(name)
        return page is None or page.owner == who.account.id

    def get(self, name: str, who: SignedIn) -> OpenPage:
        """Return the page of an account."""
        with self.lock:
            page = self.pages.get(name)
            if page is None or page.owner != who.account.id:
                page = OpenPage(who.account.id)
            self.put(name, page)
            return page

    def change(self, name: str, who: SignedIn, **changes: Any) -> OpenPage:  # noqa: ANN401
        """Remember something of a page, and return it."""
        page = replace(self.get(name, who), **changes)
        with self.lock:
            self.put(name, page)
        return page

    def put(self, name: str, page: OpenPage) -> None:
        """Remember a page as the newest."""
        self.pages[name] = page
        self.pages.move_to_end(name)
        while len(self.pages) > MOST_PAGES:
            self.pages.popitem(last=False)
