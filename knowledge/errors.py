"""The errors of the library.

KnowledgeError
+-- UnreadableDocument       a file that cannot become a document
|   +-- MissingDocument      there is no such file
|   +-- UnsupportedFormat    no reader for its suffix
|   +-- EmptyDocument        it has no text
|   +-- EncryptedDocument    it needs a password
|   +-- BadEncoding          its bytes are not UTF-8 text
|   +-- DamagedDocument      its format is broken
+-- BadMetadata              a title, date or address that cannot be used
+-- LibraryNotReady          there is no index yet
+-- LibraryLocked            another ingest is running
+-- LibraryNotWritable       its folder cannot be written
+-- DamagedSnapshot          the index on disk is incomplete or was made by another version
+-- ModelUnavailable         the embedding model cannot be loaded

Each message says what is wrong and what to do, in one line.
"""

# What helps when an index is damaged: adding to it is refused, and known texts are skipped.
START_AGAIN = "Remove CURRENT from ASSISTANT_HOME and add the documents again."


class KnowledgeError(Exception):
    """Any fault of the library that a user can act on."""


class UnreadableDocument(KnowledgeError):
    """A file that cannot become a document."""


class MissingDocument(UnreadableDocument):
    """There is no such file."""


class UnsupportedFormat(UnreadableDocument):
    """No reader for the file's suffix."""


class EmptyDocument(UnreadableDocument):
    """The file has no text."""


class EncryptedDocument(UnreadableDocument):
    """The file needs a password."""


class BadEncoding(UnreadableDocument):
    """The file's bytes are not UTF-8 text."""


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


class DamagedSnapshot(KnowledgeError):
    """The index on disk is incomplete or was made by another version."""


class ModelUnavailable(KnowledgeError):
    """The embedding model cannot be loaded."""
