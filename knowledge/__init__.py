"""What is known: documents in, ranked sentences out.

``open_library`` gives the library to search in, ``add_documents`` takes documents in. Heavy
libraries are imported where they are used, so that importing this package is quick.
"""

from knowledge.changing import (
    ChangeState,
    LibraryChange,
    change_state,
    files_folder,
    planned_change,
    start_change,
)
from knowledge.errors import DamagedSnapshot, KnowledgeError, LibraryNotReady, UnknownChange
from knowledge.filters import Filter
from knowledge.ingest import add_documents, remove_documents, replace_document, sync_folder
from knowledge.keywords import Term, english_terms
from knowledge.library import Library, open_library
from knowledge.readers import READERS
from knowledge.readers.syllables import is_plain_syllable
from knowledge.search import Query, Weights
from knowledge.sentences import LONG_SENTENCE, clause_spans, sentence_spans
from knowledge.settings import LibrarySettings
from knowledge.snapshots import IndexVersion, index_history
from knowledge.text import VIETNAMESE_LETTER, fold, normalise
from knowledge.types import Document, Hit, IngestReport, Page, Passage, Sentence
from knowledge.words import FUNCTION_SYLLABLES, FUNCTION_WORDS, NUMBER_WORDS, pairs, stems, tokens

__all__ = [
    "FUNCTION_SYLLABLES",
    "FUNCTION_WORDS",
    "LONG_SENTENCE",
    "NUMBER_WORDS",
    "READERS",
    "VIETNAMESE_LETTER",
    "ChangeState",
    "DamagedSnapshot",
    "Document",
    "Filter",
    "Hit",
    "IndexVersion",
    "IngestReport",
    "KnowledgeError",
    "Library",
    "LibraryChange",
    "LibraryNotReady",
    "LibrarySettings",
    "Page",
    "Passage",
    "Query",
    "Sentence",
    "Term",
    "UnknownChange",
    "Weights",
    "add_documents",
    "change_state",
    "clause_spans",
    "english_terms",
    "files_folder",
    "fold",
    "index_history",
    "is_plain_syllable",
    "normalise",
    "open_library",
    "pairs",
    "planned_change",
    "remove_documents",
    "replace_document",
    "sentence_spans",
    "start_change",
    "stems",
    "sync_folder",
    "tokens",
]
