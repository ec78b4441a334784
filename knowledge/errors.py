"""The errors of the library.

KnowledgeError
+-- UnreadableDocument       a file that cannot become a document
|   +-- MissingDocument      there is no such file
|   +-- UnsupportedFormat    no reader for its suffix
|   +-- EmptyDocument        it has no text
|   +-- EncryptedDocument    it needs a password
|   +-- BadEncoding          its bytes are in no encoding that is known
|   +-- PoorText             its text is garbled
|   +-- TooBig               it, or what it unpacks to, is beyond the limits
|   +-- TookTooLong          reading it did not end in time
|   +-- DamagedDocument      its format is broken
|   +-- UnreachableAddress   an address from which nothing can be had
+-- BadMetadata              a title, date or address that cannot be used
+-- LibraryNotReady          there is no index yet
+-- LibraryLocked            another ingest is running
+-- LibraryNotWritable       its folder cannot be written
+-- UnknownDocument          no document of that id
+-- UnknownSnapshot          no snapshot to go back to
+-- StoreUnavailable         the Chroma server does not answer
+-- DamagedSnapshot          the index on disk is incomplete or was made by another version
+-- ModelUnavailable         the embedding model cannot be loaded

Each message says what is wrong and what to do, in one line.
"""

from typing import ClassVar

from knowledge.types import FileOutcome

# What helps when an index is damaged: adding to it is refused, and known texts are skipped.
START_AGAIN = (
    "Remove CURRENT from ASSISTANT_HOME and add the documents again, or go back to the index "
    "before: python ingest.py rollback"
)


class KnowledgeError(Exception):
    """Any fault of the library that a user can act on."""


class UnreadableDocument(KnowledgeError):
    """A file that cannot become a document; ``outcome`` is its place in the closed list."""

    outcome: ClassVar[FileOutcome] = "failed"


class MissingDocument(UnreadableDocument):
    """There is no such file."""


class UnsupportedFormat(UnreadableDocument):
    """No reader for the file's suffix."""

    outcome = "unsupported"


class EmptyDocument(UnreadableDocument):
    """The file has no text."""

    outcome = "empty_scanned"


class EncryptedDocument(UnreadableDocument):
    """The file needs a password."""

    outcome = "encrypted"


class BadEncoding(UnreadableDocument):
    """The file's bytes are in no encoding that is known."""

    outcome = "bad_encoding"


class PoorText(UnreadableDocument):
    """The file's text is garbled: a legacy font that is not known, or a broken character map."""

    outcome = "low_text_quality"


class TooBig(UnreadableDocument):
    """The file, or what it unpacks to, is beyond the limits."""

    outcome = "too_big"


class TookTooLong(UnreadableDocument):
    """Reading the file did not end in time."""

    outcome = "timeout"


class UnreachableAddress(UnreadableDocument):
    """An address from which nothing can be had."""


class DamagedDocument(UnreadableDocument):
    """The file's format is broken."""


class BadMetadata(KnowledgeError):
    """A title, date or address that cannot be used."""


class LibraryNotReady(KnowledgeError):
    """There is no index yet."""


class LibraryLocked(KnowledgeError):
    """Another ingest is running."""


class LibraryNotWritable(KnowledgeError):
    """The library's folder cannot be written."""


class UnknownDocument(KnowledgeError):
    """There is no document of that id."""


class UnknownChange(KnowledgeError):
    """No change of the library was begun in a folder."""


class UnknownSnapshot(KnowledgeError):
    """There is no such snapshot to go back to."""


class StoreUnavailable(KnowledgeError):
    """The Chroma server does not answer."""


class DamagedSnapshot(KnowledgeError):
    """The index on disk is incomplete or was made by another version."""


class ModelUnavailable(KnowledgeError):
    """The embedding model cannot be loaded."""
