"""Rankings whose measures can be worked out by hand."""

import math
from dataclasses import replace

import pytest

from evals.cases import Evidence
from evals.retrieval import retrieval_scores
from tests.evals.samples import ABSENT, ALSO, ASKED, NONE, OTHER, SAYS, judged

TWO = replace(ASKED, gold=(Evidence("sample", (SAYS,)), Evidence("sample", (ALSO,))))


def scores(case, *found):
    return retrieval_scores([judged(case, NONE, *found)])[case.id]


def test_gold_found_first_scores_one():
    found = scores(ASKED, SAYS, OTHER)

    assert found == {"recall_at_10": 1.0, "mrr_at_10": 1.0, "ndcg_at_10": 1.0}


def test_gold_found_second_scores_by_its_place():
    found = scores(ASKED, OTHER, SAYS)

    assert found["mrr_at_10"] == 0.5
    assert found["ndcg_at_10"] == pytest.approx(1 / math.log2(3), abs=1e-4)


def test_each_sentence_that_says_the_same_counts_for_recall():
    assert scores(TWO, ALSO, OTHER)["recall_at_10"] == 0.5


def test_a_second_find_in_one_sentence_adds_nothing():
    assert scores(TWO, SAYS, SAYS, ALSO) == scores(TWO, SAYS, ALSO)


def test_finding_nothing_scores_nothing():
    assert scores(ASKED) == {"recall_at_10": 0.0, "mrr_at_10": 0.0, "ndcg_at_10": 0.0}


def test_a_question_without_gold_is_not_counted():
    assert set(scores(ABSENT, SAYS).values()) == {None}


def test_a_system_that_cannot_be_looked_into_is_not_counted():
    seen = judged(ASKED, NONE)
    unseen = replace(seen, asked=replace(seen.asked, retrieved=None))

    assert set(retrieval_scores([unseen])["a"].values()) == {None}
