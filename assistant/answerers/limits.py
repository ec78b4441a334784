"""The thresholds of the answerer that quotes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExtractiveSettings:
    """What decides between an answer and none, and how much is shown.

    Of a document that the embedding model does not read a sentence answers when it has the share
    ``unread_coverage`` of the question's word weight: its similarity says little.
    ``close_to_best`` is the share of the best one's odds that another sentence has that is as good,
    ``close_without_time`` the same for a question that names no time.
    A sentence that holds for the year or place asked for stands in for a better one that does not
    when it has the share ``stand_in_odds`` of its odds, ``stand_in_cover`` of its coverage, and
    lacks no more than ``most_lost`` of the question's terms. One as similar as ``same_topic`` is
    on the topic whatever its words. Chosen on the ``tune`` questions by ``python -m evals tune``.
    """

    lowest_score: float = 0.5
    lowest_similarity: float = 0.21
    unread_coverage: float = 0.4
    close_to_best: float = 0.3
    close_without_time: float = 0.1
    most_statements: int = 3
    lead_of_list: float = 0.6
    stand_in_odds: float = 0.38
    stand_in_cover: float = 0.8
    most_lost: float = 0.28
    same_topic: float = 0.6
