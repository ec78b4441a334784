"""The errors of the assistant.

AssistantError
+-- BadQuestion          a question that cannot be taken
|   +-- EmptyQuestion    it has no text
|   +-- QuestionTooLong  it is longer than the settings allow
+-- NotReady             there is no index to answer from, or it cannot be searched now
+-- BadSettings          what the operator has set cannot be used

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
