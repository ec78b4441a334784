"""Which documents a search may quote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.types import Document


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions on a document; those that are empty hold for every document.

    ``published_from`` and ``published_to`` are both inclusive; a document without a date meets
    neither.
    """

    documents: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    publishers: frozenset[str] = frozenset()
    published_from: date | None = None
    published_to: date | None = None

    def allows(self, document: Document) -> bool:
        """Whether a document meets all conditions."""
        chosen: Iterable[tuple[frozenset[str], str | None]] = (
            (self.documents, document.id),
            (self.kinds, document.kind),
            (self.languages, document.language),
            (self.publishers, document.publisher),
        )
        return all(not wanted or has in wanted for wanted, has in chosen) and self.in_time(document)

    def in_time(self, document: Document) -> bool:
        """Whether a document was published in the time asked for."""
        if self.published_from is None and self.published_to is None:
            return True
        first, last = self.published_from or date.min, self.published_to or date.max
        return document.published is not None and first <= document.published <= last
