"""A document that was read and cut, and how one is loaded from JSON that is not trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.types import Document, Page, Passage

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that was read, with its passages, not embedded yet.

    ``warnings`` say what was lost or doubtful in reading.
    """

    document: Document
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...] = ()


def load_draft(data: bytes) -> Draft:
    """Return the draft of a JSON object in UTF-8.

    Every field has its type, and every passage and sentence stands in its page where it says:
    it is on these offsets that a quote is believed to be verbatim. Raises ``ValueError``.
    """
    from pydantic import ValidationError

    try:
        draft = draft_adapter().validate_json(data, strict=True)
    except ValidationError as exc:
        raise ValueError("what was read of it is incomplete") from exc
    pages = {page.number: page for page in draft.document.pages}
    if list(pages) != sorted({page.number for page in draft.document.pages if page.number > 0}):
        raise ValueError("its pages are not in order")
    if len(pages) != len(draft.document.pages):
        raise ValueError("a page is there twice")
    if not draft.passages or len({each.id for each in draft.passages}) != len(draft.passages):
        raise ValueError("it has no passages, or one twice")
    if not all(stands(passage, draft.document, pages) for passage in draft.passages):
        raise ValueError("its passages do not stand where they should")
    return draft


@cache
def draft_adapter() -> "TypeAdapter[Draft]":
    """Return what loads and checks the JSON of a draft."""
    from pydantic import TypeAdapter

    return TypeAdapter(Draft)


def stands(passage: Passage, document: Document, pages: Mapping[int, Page]) -> bool:
    """Whether a passage and its sentences are where they say they are."""
    page = pages.get(passage.page)
    return (
        passage.document_id == document.id
        and page is not None
        and 0 <= passage.start < passage.end
        and page.text[passage.start : passage.end] == passage.text
        and bool(passage.sentences)
        and all(
            each.passage_id == passage.id and passage.start <= each.start < each.end <= passage.end
            for each in passage.sentences
        )
    )
