"""Small corpora, questions and answers whose scores can be worked out by hand."""

from dataclasses import replace

from assistant import Answer, Citation, Outcome, Statement
from evals.asking import Asked, Found
from evals.cases import Case, Evidence
from evals.corpus import Corpus, Place
from evals.judged import Judged
from evals.retrieval import MEASURES
from evals.scoring import Row, score_all
from tests.fakes import make_document, make_passage

SAYS = "Sample accounts reached 40 units."
ALSO = "The count of the harbour was 40."
OTHER = "Lamps are green."
TEXT = f"{SAYS} {OTHER} {ALSO}"
PASSAGE = make_passage(SAYS, OTHER, ALSO, document_id="sample-1a2b3c")
DOCUMENT = make_document(PASSAGE, document_id="sample-1a2b3c")
CORPUS = Corpus((DOCUMENT,), (PASSAGE,))

ASKED = Case(
    "a", "close", "en", "How many accounts?", expect=("40",), gold=(Evidence("sample", (SAYS,)),)
)
ABSENT = Case("b", "absent_near", "en", "How many lamps in Hue?")
NONE = Answer(Outcome.NOT_FOUND, "en", message="nothing")


def place(quote, document=DOCUMENT):
    """Return where a quote stands in a document of one page."""
    start = document.pages[0].text.index(quote)
    return Place(document.id, 1, start, start + len(quote))


def citation(quote, number=1, document=DOCUMENT):
    """Return a citation of a quote that stands in a document."""
    at = place(quote, document)
    return Citation(
        number=number,
        document_id=document.id,
        title="Sample",
        publisher=None,
        published=None,
        url=None,
        page=1,
        page_count=1,
        heading=None,
        quote=quote,
        start=at.start,
        end=at.end,
        passage=document.pages[0].text,
        passage_start=0,
    )


def answer(*quotes, said=None):
    """Return an answer with a statement for each quote, saying it or ``said``."""
    return Answer(
        Outcome.ANSWERED,
        "en",
        tuple(Statement(said or quote, (row,)) for row, quote in enumerate(quotes, 1)),
        tuple(citation(quote, row) for row, quote in enumerate(quotes, 1)),
    )


def asked(case, given, *found, milliseconds=5.0):
    """Return what came of a case; ``found`` are the quotes that the search put first."""
    return Asked(
        case=case.id,
        question=case.question,
        answer=given,
        milliseconds=milliseconds,
        retrieved=tuple(Found(place(quote), 0.9 - row / 10) for row, quote in enumerate(found)),
        sources=tuple(DOCUMENT.pages[0].text[each.start : each.end] for each in given.citations),
    )


def judged(case, given, *found):
    """Return a case judged over the sample corpus."""
    gold = tuple(CORPUS.places(evidence) for evidence in case.gold)
    return Judged(case, asked(case, given, *found), gold)


def rows(*pairs):
    """Return the scored rows of pairs of case and answer."""
    cases = [case for case, _ in pairs]
    return score_all(cases, [asked(case, given, SAYS) for case, given in pairs], CORPUS)


def row_with(name, **scores):
    """Return a row of a question of its own with these scores; all others do not apply."""
    from evals.metrics import METRICS

    case = replace(ASKED, id=name, question=f"{name}?")
    every = dict.fromkeys([*METRICS, *MEASURES])
    return Row(judged(case, answer(SAYS)), {**every, **scores})
