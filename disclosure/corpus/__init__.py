"""The one door to the database (SQLAlchemy): SQLite embedded."""

from disclosure.corpus.conversations import Conversations
from disclosure.corpus.store import Corpus

__all__ = ["Conversations", "Corpus"]
