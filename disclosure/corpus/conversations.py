"""The turns of conversations: what was asked, what was answered, and how it was understood."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from disclosure.corpus import schema
from disclosure.corpus.store import Corpus

# A conversation longer than this forgets its first turns; follow-ups look back a few turns only.
MAX_TURNS = 50


class Conversations:
    """Stored beside the corpus, in the same database."""

    def __init__(self, corpus: Corpus) -> None:
        self._engine = corpus.engine

    def turns(self, conversation_id: str) -> list[dict[str, Any]]:
        """The turns, oldest first; empty for a conversation that is not known."""
        t = schema.turns.c
        query = select(t.body).where(t.conversation_id == conversation_id).order_by(t.position)
        with self._engine.connect() as connection:
            return [dict(body) for body in connection.execute(query).scalars()]

    def add(self, conversation_id: str, turn: dict[str, Any]) -> None:
        """Append a turn and forget the ones beyond the bound."""
        t = schema.turns
        mine = t.c.conversation_id == conversation_id
        with self._engine.begin() as connection:
            last = connection.execute(select(func.max(t.c.position)).where(mine)).scalar()
            position = 0 if last is None else last + 1
            connection.execute(
                insert(t),
                {
                    "conversation_id": conversation_id,
                    "position": position,
                    "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
                    "body": turn,
                },
            )
            connection.execute(delete(t).where(mine, t.c.position <= position - MAX_TURNS))

    def forget(self, conversation_id: str) -> bool:
        """Delete a conversation; False when there was none."""
        t = schema.turns
        with self._engine.begin() as connection:
            done = connection.execute(delete(t).where(t.c.conversation_id == conversation_id))
            return done.rowcount > 0
