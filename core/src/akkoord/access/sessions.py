"""Keep who is signed in on which device, on the server, where it can be revoked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from akkoord.access.account import Account, account_of, account_row
from akkoord.access.ids import NewId, new_token
from akkoord.store import SESSION, Row, Span, Store, sha256_of, utc_moment, utc_text

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
# A page asks for a dozen things at once: the moment of last use is written at most this often.
_NOTED_EVERY = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Session:
    """An account, by its id, signed in on a device; `id` is the hash of the token that only the device knows."""

    id: str
    account: str
    opened_at: datetime
    seen_at: datetime
    device: str | None = None

    def is_over(self, at: datetime) -> bool:
        """Tell whether it ended by itself: 30 minutes without use, or 12 hours after signing in."""
        return at - self.seen_at > IDLE or at - self.opened_at > ABSOLUTE


class Sessions:
    """The sessions of a store."""

    def __init__(self, store: Store, *, new_token: NewId = new_token) -> None:
        """Work with this store; `new_token` gives 256 random bits as hexadecimals."""
        self._store = store
        self._new_token = new_token

    def open(self, account: Account, device: str | None, at: datetime) -> str:
        """Begin a session and return the token for the device, always a new one; only its hash is kept."""
        token = self._new_token()
        row = {
            "id": sha256_of(token), "account": account.id, "opened_at": utc_text(at), "seen_at": utc_text(at),
            "ended_at": None, "device": device and device[:200],
        }  # fmt: skip
        self._store.add(SESSION, row)
        return token

    def find(self, token: str, at: datetime) -> Session | None:
        """Return the session of a token and note that it was used; None when it is unknown, over or revoked."""
        row = self._store.get(SESSION, sha256_of(token))
        if row is None or row["ended_at"] is not None:
            return None
        session = _session(row)
        if session.is_over(at) or not account_of(account_row(self._store, session.account)).is_active:
            return None
        if at - session.seen_at >= _NOTED_EVERY:
            self._note_use(session.id, at)
        return session

    def close(self, token: str, at: datetime) -> None:
        """End the session of a token: signing out."""
        self.revoke(sha256_of(token), at)

    def revoke(self, session_id: str, at: datetime) -> None:
        """End one session, of a tablet that was lost for example."""
        with self._store.write():
            row = self._store.get(SESSION, session_id)
            if row is not None and row["ended_at"] is None:
                self._store.put(SESSION, {**row, "ended_at": utc_text(at)})

    def revoke_all(self, account_id: str, at: datetime, *, except_token: str | None = None) -> int:
        """End all sessions of an account, save perhaps the one in use; return how many."""
        return end_sessions(
            self._store, account_id, at, except_id=None if except_token is None else sha256_of(except_token)
        )

    def of(self, account: Account, at: datetime) -> list[Session]:
        """Return the sessions of an account that are open at a moment, the last used first."""
        rows = self._store.find(SESSION, where={"account": account.id, "ended_at": None}, order=("-seen_at",))
        return [session for row in rows if not (session := _session(row)).is_over(at)]

    def forget(self, before: datetime) -> int:
        """Remove what is left of sessions last used before a moment; return how many."""
        return self._store.remove(SESSION, {"seen_at": Span(last=utc_text(before))})

    def _note_use(self, session_id: str, at: datetime) -> None:
        with self._store.write():
            row = self._store.get(SESSION, session_id)
            if row is not None and row["ended_at"] is None and str(row["seen_at"]) < utc_text(at):
                self._store.put(SESSION, {**row, "seen_at": utc_text(at)})


def end_sessions(store: Store, account_id: str, at: datetime, *, except_id: str | None = None) -> int:
    """End the open sessions of an account, save perhaps one; return how many."""
    with store.write():
        rows = store.find(SESSION, where={"account": account_id, "ended_at": None})
        ended = [row for row in rows if row["id"] != except_id]
        for row in ended:
            store.put(SESSION, {**row, "ended_at": utc_text(at)})
    return len(ended)


def _session(row: Row) -> Session:
    return Session(
        id=str(row["id"]),
        account=str(row["account"]),
        opened_at=utc_moment(str(row["opened_at"])),
        seen_at=utc_moment(str(row["seen_at"])),
        device=None if row["device"] is None else str(row["device"]),
    )
