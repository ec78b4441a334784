"""What is known: documents in, ranked sentences out.

``open_library`` gives the library to search in, ``add_documents`` takes documents in. Heavy
libraries are imported where they are used, so that importing this package is quick.
"""

from knowledge.errors import DamagedSnapshot, KnowledgeError, LibraryNotReady
from knowledge.filters import Filter
from knowledge.ingest import add_documents, remove_documents, sync_folder
from knowledge.keywords import Term, english_terms
from knowledge.library import Library, open_library
from knowledge.readers.syllables import is_plain_syllable
from knowledge.search import Query, Weights
from knowledge.sentences import LONG_SENTENCE, clause_spans, sentence_spans
from knowledge.settings import LibrarySettings
from knowledge.text import VIETNAMESE_LETTER, fold, normalise
from knowledge.types import Document, Hit, IngestReport, Page, Passage, Sentence
from knowledge.words import FUNCTION_SYLLABLES, FUNCTION_WORDS, NUMBER_WORDS, pairs, stems, tokens

__all__ = [
    "FUNCTION_SYLLABLES",
    "FUNCTION_WORDS",
    "LONG_SENTENCE",
    "NUMBER_WORDS",
    "VIETNAMESE_LETTER",
    "DamagedSnapshot",
    "Document",
    "Filter",
    "Hit",
    "IngestReport",
    "KnowledgeError",
    "Library",
    "LibraryNotReady",
    "LibrarySettings",
    "Page",
    "Passage",
    "Query",
    "Sentence",
    "Term",
    "Weights",
    "add_documents",
    "clause_spans",
    "english_terms",
    "fold",
    "is_plain_syllable",
    "normalise",
    "open_library",
    "pairs",
    "remove_documents",
    "sentence_spans",
    "stems",
    "sync_folder",
    "tokens",
]
