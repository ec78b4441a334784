"""The errors of the assistant.

AssistantError
+-- BadQuestion          a question that cannot be taken
|   +-- EmptyQuestion    it has no text
|   +-- QuestionTooLong  it is longer than the settings allow
+-- NotReady             there is no index to answer from, or it cannot be searched now
+-- BadSettings          what the operator has set cannot be used
+-- RecordsUnavailable   the database of the records cannot be used now
+-- BadRecord            a name or a password that cannot be taken, or what is not there
|   +-- AlreadyThere     there is an account or a key of this name
|   +-- NotThere         there is none, or no such conversation
+-- SignInRefused        the name or the password is wrong
    +-- LockedOut        they were wrong too often

Each message says what is wrong and what to do, in one line, for the person who asks.
"""


class AssistantError(Exception):
    """Any fault of the assistant that a user can act on."""


class BadQuestion(AssistantError):
    """A question that cannot be taken."""


class EmptyQuestion(BadQuestion):
    """The question has no text."""


class QuestionTooLong(BadQuestion):
    """The question is longer than the settings allow."""


class NotReady(AssistantError):
    """There is no index to answer from, or it cannot be searched now."""


class BadSettings(AssistantError):
    """What the operator has set cannot be used."""


class RecordsUnavailable(AssistantError):
    """The database of the records cannot be used now."""


class BadRecord(AssistantError):
    """A name or a password that cannot be taken, or something that is not there."""


class AlreadyThere(BadRecord):
    """There is an account or a key of this name."""


class NotThere(BadRecord):
    """There is no account, key or conversation of this name."""


class SignInRefused(AssistantError):
    """The name or the password is wrong."""


class LockedOut(SignInRefused):
    """They were wrong too often in a row."""
