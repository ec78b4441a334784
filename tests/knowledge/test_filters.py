"""Which documents a search may quote."""

from datetime import date

import numpy as np
import pytest

from knowledge.contents import Contents, sentence_id
from knowledge.errors import DamagedSnapshot, StoreUnavailable
from knowledge.filters import Filter
from knowledge.search import SearchIndex
from knowledge.stores.memory import MemoryStore
from tests.fakes import FakeEncoder, make_document, make_passage
from tests.knowledge.homes import query

FACTS = {
    "old": {"kind": "law", "language": "vi", "publisher": "Nhà mẫu", "published": date(2019, 5, 1)},
    "new": {"kind": "law", "language": "en", "publisher": "Office", "published": date(2024, 5, 1)},
    "tale": {"kind": "news", "language": "en", "publisher": "Office", "published": None},
    "bare": {},
}
DOCUMENTS = {
    name: make_document(make_passage("red boat", document_id=name), document_id=name, **facts)
    for name, facts in FACTS.items()
}


def allowed(**conditions):
    """Return the documents that meet conditions; names are given as lists."""
    given = {
        key: frozenset(value) if isinstance(value, list) else value
        for key, value in conditions.items()
    }
    return [name for name, each in DOCUMENTS.items() if Filter(**given).allows(each)]


def test_without_conditions_every_document_is_allowed():
    assert allowed() == ["old", "new", "tale", "bare"]


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        ({"documents": ["tale"]}, ["tale"]),
        ({"documents": ["tale", "old"]}, ["old", "tale"]),
        ({"documents": ["unheard"]}, []),
        ({"kinds": ["law"]}, ["old", "new"]),
        ({"kinds": ["law", "news"]}, ["old", "new", "tale"]),
        ({"languages": ["vi"]}, ["old"]),
        ({"publishers": ["Office"]}, ["new", "tale"]),
        ({"published_from": date(2020, 1, 1)}, ["new"]),
        ({"published_to": date(2020, 1, 1)}, ["old"]),
        ({"published_from": date(2019, 5, 1), "published_to": date(2019, 5, 1)}, ["old"]),
        ({"published_from": date(2019, 5, 2), "published_to": date(2024, 4, 30)}, []),
        ({"published_from": date(2025, 1, 1), "published_to": date(2018, 1, 1)}, []),
        ({"kinds": ["law"], "languages": ["en"]}, ["new"]),
        ({"kinds": ["news"], "published_from": date(2000, 1, 1)}, []),
        ({"documents": ["old", "tale"], "publishers": ["Office"]}, ["tale"]),
    ],
)
def test_a_document_is_allowed_that_meets_all_conditions(conditions, names):
    assert allowed(**conditions) == names


def test_a_document_without_a_kind_meets_no_condition_on_it():
    assert "bare" not in allowed(kinds=["law", "news", ""])


def test_a_document_without_a_date_is_in_no_time():
    assert {"tale", "bare"}.isdisjoint(allowed(published_from=date.min, published_to=date.max))


# The nearest to a question on ships are in "far", its words are in "word".
SENTENCES = {
    "far": ["ship", "a ship", "ships rain"],
    "word": ["boat rain rain rain", "boat lamp lamp lamp"],
    "other": ["green fruit", "a bridge", "rain"],
}


class FailingStore(MemoryStore):
    """A store whose search fails in one way."""

    error = DamagedSnapshot("sample damage")

    def nearest(self, vector, count, documents=None):
        raise self.error


def make_index(store=MemoryStore):
    passages = [
        make_passage(text, document_id=name, start=place * 50)
        for name, texts in SENTENCES.items()
        for place, text in enumerate(texts)
    ]
    documents = [
        make_document(*(each for each in passages if each.document_id == name), document_id=name)
        for name in SENTENCES
    ]
    vectors = FakeEncoder().questions([each.text for each in passages])
    contents = Contents(tuple(documents), tuple(passages), vectors, vectors)
    ids = [sentence_id(sentence) for _, sentence in contents.sentences()]
    return SearchIndex(contents, store(ids, [each.document_id for each in passages], vectors))


def search(question, only=None, count=20, candidates=60, store=MemoryStore):
    vector = FakeEncoder().questions([question])[0]
    return make_index(store).search(query(question), vector, count, candidates, only)


def only(*names):
    return Filter(documents=frozenset(names))


def texts(hits):
    return [hit.text for hit in hits]


@pytest.mark.parametrize("name", SENTENCES)
def test_a_filtered_search_finds_all_of_a_document_and_nothing_else(name):
    found = search("boat", only(name))

    assert sorted(texts(found)) == sorted(SENTENCES[name])
    assert {hit.document.id for hit in found} == {name}


def test_what_is_allowed_is_ranked_as_without_a_filter():
    everything = [hit for hit in search("boat") if hit.document.id != "far"]

    assert search("boat", only("word", "other")) == everything


def test_candidates_are_chosen_among_what_is_allowed():
    found = search("boat", only("other"), candidates=1)

    assert [hit.document.id for hit in found] == ["other"]


def test_an_empty_filter_is_as_good_as_none():
    assert search("boat", Filter()) == search("boat")


def test_a_filter_that_allows_nothing_finds_nothing():
    assert search("boat", only("unheard")) == []


def test_a_filter_that_allows_everything_changes_nothing():
    assert search("boat", only(*SENTENCES)) == search("boat")


@pytest.mark.parametrize("chosen", [None, only("far"), only("word", "other"), only("unheard")])
def test_a_store_that_fails_is_replaced_by_comparing_every_vector(chosen):
    assert search("boat", chosen, store=FailingStore) == search("boat", chosen)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_without_the_store_the_nearest_are_the_same(count):
    vector = FakeEncoder().questions(["boat lamp"])[0]

    rows = [make_index(each).near(vector, count, None) for each in (MemoryStore, FailingStore)]

    assert sorted(rows[0]) == sorted(rows[1])


def test_searching_without_the_store_is_noted_in_the_log(caplog):
    search("boat", store=FailingStore)

    assert [each.getMessage() for each in caplog.records] == [
        "searching without the vector store: sample damage"
    ]


def test_a_server_that_is_away_is_not_silently_replaced(monkeypatch):
    monkeypatch.setattr(FailingStore, "error", StoreUnavailable("sample: start it"))

    with pytest.raises(StoreUnavailable, match="sample: start it"):
        search("boat", store=FailingStore)


def test_an_index_of_nothing_is_searched_without_finding():
    nothing = np.empty((0, FakeEncoder.dimensions), np.float32)
    index = SearchIndex(Contents((), (), nothing, nothing), MemoryStore([], [], nothing))
    vector = FakeEncoder().questions(["boat"])[0]

    assert index.search(query("boat"), vector, 10, 60) == []
