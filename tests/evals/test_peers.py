"""The peers answer with the passage that they find first, and it stands in its document."""

import pytest

from assistant import Outcome
from evals.asking import ask_all
from evals.peers.passages import PassageSystem, stock_system, word_system
from tests.evals.samples import ASKED
from tests.fakes import make_document, make_passage

TEXTS = {
    "river": "The sample river is 40 km long and rises in the northern hills.",
    "bread": "Bread is baked from flour, water and yeast in a hot oven.",
    "moon": "The moon goes round the earth in about 27 days.",
}
DOCUMENTS = tuple(
    make_document(
        make_passage("Nothing stands here but a title page.", document_id=name),
        make_passage(text, document_id=name, page=2, start=3),
        document_id=name,
    )
    for name, text in TEXTS.items()
)


@pytest.fixture(scope="module", params=["stock", "words"])
def peer(request, tmp_path_factory):
    if request.param == "words":
        return word_system(DOCUMENTS)
    return stock_system(DOCUMENTS, tmp_path_factory.mktemp("stock"))


def test_the_best_passage_is_the_answer_and_is_quoted_verbatim(peer):
    (found,) = ask_all(peer, [ASKED.__class__("r", "absent_far", "en", "How long is the river?")])

    assert found.answer.outcome is Outcome.ANSWERED
    assert found.answer.citations[0].document_id == "river"
    assert found.answer.citations[0].page == 2
    assert found.sources == (TEXTS["river"],)
    assert found.answer.text == f"{TEXTS['river']} [1]"


def test_what_its_search_finds_can_be_seen_best_first(peer):
    found = peer.retrieve("What do bakers bake bread from?")

    assert found[0].place.document == "bread"
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_a_peer_never_declines(peer):
    assert peer.ask("xyzzy").outcome is Outcome.ANSWERED


def test_without_passages_there_is_no_answer():
    nothing = PassageSystem([], lambda question, count: [], "empty")

    assert nothing.ask("sample").outcome is Outcome.NOT_FOUND


def test_a_stock_store_is_kept_and_a_part_of_one_is_made_anew(tmp_path):
    stock_system(DOCUMENTS[:2], tmp_path)
    (home,) = tmp_path.iterdir()
    (home / "complete").unlink()

    again = stock_system(DOCUMENTS[:2], tmp_path)

    assert len(again.retrieve("river")) == 4
    assert (home / "complete").exists()
