"""A scripted assistant over two made-up documents; it remembers what it was asked."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Event
from typing import Literal

from PIL import Image

from assistant.errors import AssistantError
from assistant.telling import parts_of
from assistant.types import Answer, Citation, Outcome, Part, Statement, Turn
from knowledge import Filter
from knowledge.types import Document, Page

LONGEST_WAIT = 30.0
TARGET = "By the end of the sample period, 40 in 100 residents hold a sample account."
RESULT = "Trong năm thử nghiệm, 35 trên 100 cư dân đã có tài khoản mẫu."

PROGRAMME = Document(
    id="sample-programme",
    title="Sample programme for digital accounts",
    source="sample-programme.md",
    url="https://example.org/programme",
    publisher="Example Ministry",
    published=date(2025, 2, 6),
    pages=(
        Page(1, "Purpose\n\nThis sample programme exists so that the page has something to quote."),
        Page(
            2,
            "Targets\n\nThe sample programme sets one target for each year and reports on it every "
            f"quarter. {TARGET} Each province publishes its own share on the first working day of "
            "the month, in the same form for all.\n\nThe programme is reviewed once a year.",
        ),
    ),
)
REVIEW = Document(
    id="sample-review",
    title="Báo cáo mẫu về tài khoản số",
    source="sample-review.md",
    language="vi",
    publisher="Cơ quan Thí dụ",
    pages=(
        Page(
            1,
            f"Kết quả\n\n{RESULT} Số liệu này chỉ dùng để thử trang, không phản ánh thực tế.\n\n"
            "Báo cáo mẫu được cập nhật hằng quý.",
        ),
    ),
)
SUGGESTIONS: dict[str, tuple[str, ...]] = {
    "en": (
        "What is the sample account target?",
        "How many residents hold a sample account?",
        "When is the sample programme reviewed?",
        "Who publishes the share of each province?",
        "Which sample services are online?",
        "How often are the sample figures updated?",
    ),
    "vi": (
        "Mục tiêu tài khoản mẫu là gì?",
        "Có bao nhiêu cư dân đã có tài khoản mẫu?",
        "Chương trình mẫu được đánh giá khi nào?",
        "Ai công bố tỷ lệ của từng tỉnh?",
    ),
}


def cite(document: Document, quote: str, *, number: int, heading: str | None = None) -> Citation:
    """Find a quote in a document and cite it with its true offsets and its paragraph."""
    page = next(page for page in document.pages if quote in page.text)
    start = page.text.index(quote)
    passage_start = page.text.rfind("\n\n", 0, start) + 2
    passage_end = page.text.find("\n\n", start)
    passage = page.text[passage_start : passage_end if passage_end >= 0 else len(page.text)]
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        url=document.url,
        page=page.number,
        page_count=len(document.pages),
        heading=heading,
        quote=quote,
        start=start,
        end=start + len(quote),
        passage=passage,
        passage_start=passage_start,
    )


def answered() -> Answer:
    """Two statements from two documents."""
    return Answer(
        Outcome.ANSWERED,
        "en",
        statements=(Statement(TARGET, (1,)), Statement("By the review, 35 in 100 do.", (2,))),
        citations=(
            cite(PROGRAMME, TARGET, number=1, heading="Targets"),
            cite(REVIEW, RESULT, number=2, heading="Kết quả"),
        ),
    )


def partly() -> Answer:
    """One statement, and word of what is missing."""
    return Answer(
        Outcome.PARTIAL,
        "en",
        statements=(Statement(TARGET, (1,)),),
        citations=(cite(PROGRAMME, TARGET, number=1),),
        message="The documents give the target, but not who pays for it.",
    )


def not_found() -> Answer:
    """A message, and questions that can be answered."""
    return Answer(
        Outcome.NOT_FOUND,
        "en",
        message="The documents do not say this. Try naming the programme or the year.",
        suggestions=SUGGESTIONS["en"][:2],
    )


def near() -> Answer:
    """A message, and what comes nearest."""
    return Answer(
        Outcome.NOT_FOUND,
        "en",
        message="I found nothing on this in the documents for 2035.",
        nearest=(cite(PROGRAMME, TARGET, number=1), cite(REVIEW, RESULT, number=2)),
        suggestions=SUGGESTIONS["en"][:2],
    )


def refused() -> Answer:
    """A message only."""
    return Answer(
        Outcome.REFUSED, "en", message="Only questions about policy documents are answered here."
    )


def unclear() -> Answer:
    """A question back."""
    return Answer(
        Outcome.CLARIFY,
        "en",
        message="Do you mean the target or the result?",
        suggestions=("What is the target?", "What is the result?"),
    )


@dataclass
class FakeAssistant:
    """Answers by the first scripted word that a question contains."""

    script: dict[str, Callable[[], Answer]] = field(
        default_factory=lambda: {
            "account": answered,
            "tài khoản": answered,
            "pays": partly,
            "weather": not_found,
            "2035": near,
            "password": refused,
            "unclear": unclear,
        }
    )
    asked: list[tuple[str, tuple[Turn, ...], str]] = field(default_factory=list)
    only: list[Filter | None] = field(default_factory=list)
    go_on: Event = field(default_factory=Event)

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        language: Literal["auto", "en", "vi"] = "auto",
        only: Filter | None = None,
    ) -> Iterator[Part | Answer]:
        """Answer as scripted; "unavailable" raises what users may see, "bug" what they may not.

        With "slowly" every statement, and the end, waits until ``go_on`` is set for it.
        """
        self.asked.append((question, tuple(history), language))
        self.only.append(only)
        if "unavailable" in question:
            raise AssistantError("The documents are being updated. Please ask again in a minute.")
        if "bug" in question:
            raise RuntimeError("secret detail of a bug")
        answer = next(
            (answer() for word, answer in self.script.items() if word in question), refused()
        )
        for part in parts_of(answer):
            if "slowly" in question:
                self.go_on.wait(LONGEST_WAIT)
                self.go_on.clear()
            yield part
        if "slowly" in question:
            self.go_on.wait(LONGEST_WAIT)
            self.go_on.clear()
        yield answer

    def suggestions(self, language: Literal["en", "vi"]) -> tuple[str, ...]:
        """Return the sample questions."""
        return SUGGESTIONS[language]

    def documents(self) -> tuple[Document, ...]:
        """Return both documents."""
        return (PROGRAMME, REVIEW)

    def document(self, document_id: str) -> Document | None:
        """Return a document by its id."""
        return next((one for one in self.documents() if one.id == document_id), None)

    def has_pictures(self, document_id: str) -> bool:
        """Only the programme is a PDF."""
        return document_id == PROGRAMME.id

    def picture(self, document_id: str, number: int) -> bytes | None:
        """Return a white page of the programme."""
        if document_id != PROGRAMME.id or PROGRAMME.page(number) is None:
            return None
        written = io.BytesIO()
        Image.new("RGB", (600, 850), "white").save(written, "JPEG")
        return written.getvalue()


@dataclass
class FakeFeedback:
    """Remembers every rating; "unrated" in the question raises what users may see."""

    keeps_question: bool = False
    given: dict[str, tuple[str, Answer, str, str]] = field(default_factory=dict)

    def rate(
        self,
        question: str,
        answer: Answer,
        verdict: Literal["up", "down"],
        comment: str = "",
        previous: str | None = None,
    ) -> str:
        """Remember a rating, in the place of the previous one."""
        if "unrated" in question:
            raise AssistantError("The records are away.")
        kept = previous or str(len(self.given))
        self.given[kept] = (question, answer, verdict, comment)
        return kept
