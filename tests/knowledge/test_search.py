"""Rankings worked out by hand, with an encoder that counts meanings."""

import math

import numpy as np
import pytest

from knowledge.contents import sentence_id
from knowledge.keywords import english_terms
from knowledge.search import Query, SearchIndex, Weights, top_rows
from knowledge.stores.memory import MemoryStore
from tests.fakes import FakeEncoder, make_contents

PLAIN = Weights(passage_similarity=0.0, sentence_words=0.4, passage_words=0.2)


def find(contents, question, weights=PLAIN, count=10, candidates=60, languages=(), unrelated=0.0):
    ids = [sentence_id(sentence) for _, sentence in contents.sentences()]
    names = [passage.document_id for passage, _ in contents.sentences()]
    store = MemoryStore(ids, names, contents.sentence_vectors)
    index = SearchIndex(contents, store, weights, languages=languages, unrelated=unrelated)
    query = Query(question, english_terms(question))
    return index.search(query, FakeEncoder().questions([question])[0], count, candidates)


def texts(hits):
    return [hit.text for hit in hits]


def rank(hit, weights=PLAIN):
    """Return the rank from which the score was made."""
    return weights.middle - math.log(1 / hit.score - 1) / weights.slope


def test_the_cosine_is_that_of_question_and_sentence():
    red_boat, boat, rain = find(make_contents(["red boat"], ["boat"], ["rain"]), "red ships")

    assert [red_boat.similarity, boat.similarity, rain.similarity] == pytest.approx(
        [1, math.sqrt(0.5), 0], abs=1e-6
    )


def test_what_has_nothing_in_common_has_similarity_0_however_close_a_model_puts_it():
    contents = make_contents(["red boat"], ["boat"])

    red_boat, boat = find(contents, "red ships", unrelated=math.sqrt(0.5))

    assert [red_boat.similarity, boat.similarity] == pytest.approx([1, 0], abs=1e-6)


def test_a_sentence_with_the_words_of_the_question_comes_before_one_of_equal_cosine():
    found = find(make_contents(["red ship"], ["red boat"], ["rain"]), "boat")

    assert texts(found) == ["red boat", "red ship", "rain"]
    assert found[0].similarity == pytest.approx(found[1].similarity)
    assert found[0].coverage > found[1].coverage == 0


def test_the_lift_of_words_is_as_large_as_its_weights_say():
    boat, ship = find(make_contents(["red boat"], ["red ship"]), "boat")

    assert rank(boat) - rank(ship) == pytest.approx((0.4 + 0.2) * boat.coverage, abs=1e-5)


def test_a_paraphrase_without_a_shared_word_is_found_by_its_cosine():
    found = find(make_contents(["the harbour"], ["green fruit"], ["a stream"]), "rivers", count=1)

    assert texts(found) == ["a stream"]
    assert found[0].coverage == 0


def test_words_do_not_overcome_a_far_better_cosine():
    found = find(make_contents(["lamp bridge rain rain rain"], ["light"]), "lamp")

    assert texts(found)[0] == "light"


def test_a_sentence_found_by_words_alone_is_among_the_candidates():
    contents = make_contents(["zebra red green"], ["red"], ["red green"])

    found = find(contents, "zebra red", candidates=1)

    assert "zebra red green" in texts(found)


def test_each_ranking_hands_over_its_candidates_and_no_more():
    contents = make_contents(["ship"], ["boat rain rain rain"], ["rain"], ["lamp"])

    assert sorted(texts(find(contents, "boat", candidates=1))) == ["boat rain rain rain", "ship"]


def test_without_words_the_passage_counts_by_its_share():
    contents = make_contents(["boat", "rain"], ["boat", "lamp lamp lamp"])
    mixed = Weights(passage_similarity=0.5, sentence_words=0.0, passage_words=0.0)

    first, second, *_ = find(contents, "ship", mixed)

    assert (first.passage.start, second.passage.start) == (0, contents.passages[1].start)
    assert first.similarity == pytest.approx(0.5 + 0.5 / math.sqrt(2), abs=1e-6)
    assert second.similarity == pytest.approx(0.5 + 0.5 / math.sqrt(10), abs=1e-6)


def test_the_words_around_a_sentence_lift_it():
    contents = make_contents(["red", "lamp"], ["red", "zebra"])

    found = [hit for hit in find(contents, "red zebra") if hit.text == "red"]

    assert [hit.passage for hit in found] == [contents.passages[1], contents.passages[0]]


def test_the_title_counts_among_the_words_of_a_passage():
    untitled = find(make_contents(["red"], ["green"]), "zebra red", count=1)[0]
    titled = find(make_contents(["red"], ["green"], title="Zebra"), "zebra red", count=1)[0]

    assert titled.coverage > untitled.coverage


@pytest.mark.parametrize("count", [1, 2, 3])
def test_no_more_hits_than_asked_for(count):
    contents = make_contents(["boat"], ["red boat"], ["green boat"], ["rain"])

    assert len(find(contents, "boat", count=count)) == count


def test_fewer_sentences_than_asked_for_give_all_of_them():
    assert len(find(make_contents(["boat"], ["rain"]), "boat", count=50)) == 2


def test_scores_fall_along_the_ranking_and_stay_between_nothing_and_one():
    contents = make_contents(
        ["boat"], ["red boat"], ["red green boat"], ["rain"], ["lamp", "boats"]
    )

    scores = [hit.score for hit in find(contents, "boat", Weights())]

    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] < scores[0] <= 1


def test_the_score_is_a_half_in_the_middle():
    weights = Weights(passage_similarity=0.0, sentence_words=0.0, passage_words=0.0, middle=1.0)

    assert find(make_contents(["boat"]), "ship", weights)[0].score == pytest.approx(0.5)


def test_a_question_without_known_words_ranks_by_cosine():
    found = find(make_contents(["rain"], ["unheard rain"], ["something"]), "what?")

    assert texts(found)[0] == "something"
    assert [hit.coverage for hit in found] == [0, 0, 0]


def test_a_hit_knows_where_it_stands():
    contents = make_contents(["rain", "red boat"])

    hit = find(contents, "red boat", count=1)[0]

    assert (hit.document, hit.passage) == (contents.documents[0], contents.passages[0])
    assert hit.document.page(1).text[hit.sentence.start : hit.sentence.end] == "red boat"


@pytest.mark.parametrize(
    "weights",
    [
        Weights(),
        Weights(sentence_words=99.0, passage_words=99.0),
        Weights(slope=500.0, middle=0.9),
        Weights(slope=500.0, middle=-5.0),
        Weights(slope=0.0),
    ],
)
def test_whatever_the_weights_scores_are_in_nothing_to_one(weights):
    contents = make_contents(["boat"], ["red boat"], ["rain"], ["lamp", "boats"])

    scores = [hit.score for hit in find(contents, "boat", weights)]

    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("values", "count", "rows"),
    [
        ([3, 1, 2], 1, [0]),
        ([3, 1, 2], 2, [0, 2]),
        ([1, 2, 3], 2, [1, 2]),
        ([3, 1, 2], 3, [0, 1, 2]),
        ([3, 1, 2], 9, [0, 1, 2]),
        ([0, 0, 0, 0], 2, [0, 1]),
        ([1, 2, 1, 2, 1], 3, [0, 1, 3]),
        ([2, 1, 1, 2, 1], 3, [0, 1, 3]),
        ([], 2, []),
    ],
)
def test_the_highest_values_are_taken_and_of_equals_the_first(values, count, rows):
    assert top_rows(np.array(values, np.float32), count).tolist() == rows


@pytest.mark.parametrize(
    ("allowed", "rows"),
    [([1, 1, 1, 1], [0, 3]), ([0, 1, 1, 1], [1, 3]), ([0, 1, 0, 0], [1]), ([0, 0, 0, 0], [])],
)
def test_of_the_rows_only_those_allowed_are_taken(allowed, rows):
    values = np.array([5, 2, 2, 9], np.float32)

    assert top_rows(values, 2, np.array(allowed, bool)).tolist() == rows


def test_the_highest_values_are_those_of_a_sort():
    values = np.random.default_rng(3).integers(0, 20, 300).astype(np.float32)

    for count in range(1, 310, 7):
        expected = sorted(np.argsort(-values, kind="stable")[:count].tolist())
        assert top_rows(values, count).tolist() == expected


def test_words_count_more_in_a_language_that_the_model_does_not_read():
    vietnamese = make_contents(["red boat"], ["red ship"], language="vi")

    read = find(vietnamese, "boat", languages=["en", "vi"])
    unread = find(vietnamese, "boat", languages=["en"])

    lift = PLAIN.unread_words * read[0].coverage
    assert unread[0].similarity == pytest.approx(read[0].similarity + lift)
    assert unread[1].similarity == pytest.approx(read[1].similarity)


def test_a_model_that_names_no_languages_is_taken_to_read_all():
    found = find(make_contents(["red boat"], language="vi"), "red boat")

    assert found[0].similarity == pytest.approx(1.0)
