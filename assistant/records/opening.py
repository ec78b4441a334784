"""All that is kept, opened at once."""

from dataclasses import dataclass

from assistant.observed import Channel
from assistant.records.accounts import Accounts
from assistant.records.conversations import Conversations
from assistant.records.database import Database, open_database
from assistant.records.insights import Insights
from assistant.records.keys import Keys
from assistant.records.questions import QuestionLog, Ratings
from assistant.records.retention import Retention
from assistant.records.settings import RecordsSettings
from assistant.records.sign_in import SignIns
from knowledge import LibrarySettings


@dataclass(frozen=True, slots=True)
class Records:
    """The rooms of one database."""

    settings: RecordsSettings
    database: Database
    accounts: Accounts
    sign_ins: SignIns
    keys: Keys
    conversations: Conversations
    questions: QuestionLog
    insights: Insights
    retention: Retention

    def ratings(self, channel: Channel) -> Ratings:
        """Return where the ratings of a channel are kept."""
        return Ratings(self.database, self.settings, channel)

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_records(
    library_settings: LibrarySettings | None = None, settings: RecordsSettings | None = None
) -> Records:
    """Return the records of the settings; raises ``BadSettings``, ``RecordsUnavailable``."""
    home = (library_settings or LibrarySettings()).home
    settings = settings or RecordsSettings()
    database = open_database(settings, home)
    return Records(
        settings=settings,
        database=database,
        accounts=Accounts(database),
        sign_ins=SignIns(database, settings),
        keys=Keys(database),
        conversations=Conversations(database),
        questions=QuestionLog(database, settings),
        insights=Insights(database, settings),
        retention=Retention(database, settings),
    )
