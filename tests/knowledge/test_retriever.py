"""The library in LangChain's terms."""

import pytest

from knowledge import Filter, Query, open_library
from knowledge.retriever import LibraryRetriever, plain_query


@pytest.fixture
def library(add, write):
    lamps = write(
        "lamps.md", "# Lamps\n\nThe red lamp went out.\n\n## Rain\n\nRain fell. It rained."
    )
    boats = write(
        "boats.md",
        "The red boats float. The blue boats sink.",
        title="Boats",
        publisher="Sample Press",
        published="2001-02-03",
        url="https://example.org/boats",
    )
    add(lamps, boats)
    library = open_library()
    yield library
    library.close()


def test_a_passage_comes_once_however_many_of_its_sentences_are_found(library):
    found = LibraryRetriever(library=library, count=10).invoke("boats")

    assert [each.page_content for each in found].count(
        "The red boats float. The blue boats sink."
    ) == 1


def test_the_best_passage_comes_first_and_no_more_than_asked_for(library):
    (found,) = LibraryRetriever(library=library, count=1).invoke("Did rain fall?")

    assert found.page_content == "Rain fell. It rained."
    assert found.metadata["heading"] == "Rain"


def test_the_metadata_names_the_document_and_the_place(library):
    (found,) = LibraryRetriever(library=library, count=1).invoke("blue boats")

    text = library.document(found.metadata["document_id"]).page(found.metadata["page"]).text
    sentence = text[found.metadata["sentence_start"] : found.metadata["sentence_end"]]
    assert sentence == "The blue boats sink."
    assert text[found.metadata["start"] : found.metadata["end"]] == found.page_content
    assert (
        found.metadata
        | {
            "title": "Boats",
            "publisher": "Sample Press",
            "published": "2001-02-03",
            "url": "https://example.org/boats",
        }
        == found.metadata
    )
    assert 0 <= found.metadata["score"] <= 1


def test_only_allowed_documents_are_found(library):
    only = Filter(publishers=frozenset(["Sample Press"]))

    found = LibraryRetriever(library=library, count=10, only=only).invoke("red lamp")

    assert {each.metadata["title"] for each in found} == {"Boats"}


def test_how_a_question_is_searched_for_can_be_replaced(library):
    def about_rain(question):
        return Query("rain", ())

    (found,) = LibraryRetriever(library=library, count=1, make_query=about_rain).invoke("boats")

    assert found.page_content == "Rain fell. It rained."


def test_a_vietnamese_question_counts_by_syllables_and_their_pairs():
    terms = plain_query("Chuyển đổi số là gì?").terms

    assert [term.alternatives[0][0] for term in terms] == [
        "chuyen", "doi", "so", "chuyen_doi", "doi_so", "so_la", "la_gi",
    ]  # fmt: skip
