"""Who is logged in, and who has failed too often to try again.

Sessions lie in a file of the data folder, so that an officer stays logged in when the service starts again. It holds no secret:
a session is found by the hash of what the cookie says, and the token of its forms follows from that too.
"""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.admin.passwords import same
from assistant.errors import KeptError
from assistant.kept import FOLDER, Kept

IDLE, LONGEST = 1800.0, 28_800.0  # seconds without a request, and in all, after which an officer logs in again
FAILURES, ALL_FAILURES = 5, 50  # wrong passwords of one client, and of all, until nobody is listened to …
LOCKED = 900.0  # … for so many seconds
_MOST = 1000  # clients or sessions that are remembered
_NOTED = 60.0  # seconds after which it is written down that an officer is still there
_AHEAD = 60.0  # seconds that the clock may have been set back since; more, and nobody knows how old a session is

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Session:
    """An officer who is logged in; ``csrf`` stands in every form of theirs."""

    name: str
    csrf: str

    def holds(self, token: str) -> bool:
        """Return whether a form is of this session."""
        return same(self.csrf, token)


class Sessions:
    """The sessions of a data folder; thread-safe, and shared by processes.

    Args:
        data_dir: the folder.
        clock: seconds since a moment that outlives the process.
    """

    def __init__(self, data_dir: Path, clock: Clock = time.time) -> None:
        self._kept = Kept(data_dir / FOLDER / ".sessions.json")  # hidden: no backup takes it, see ``backup.folder``
        self._clock = clock

    def begin(self, name: str, mark: str) -> str:
        """Log an officer in; return the secret for the cookie.

        Args:
            name: whom.
            mark: of the password, see ``Passwords.mark``.

        Raises:
            KeptError: it cannot be written.
        """
        secret, now = secrets.token_urlsafe(32), self._clock()

        def add(rows: dict[str, Any]) -> None:
            held = [(key, row) for key, row in rows.items() if _lasts(row, now)][1 - _MOST :]
            rows.clear()
            rows.update(held)
            rows[_key(secret)] = {"name": name, "mark": mark, "began": now, "seen": now}

        try:
            self._kept.read()
        except KeptError:  # damaged: it is worth no more than that everybody logs in again
            with suppress(OSError):
                self._kept.path.unlink()
        self._kept.change(add)
        return secret

    def get(self, secret: str, mark_of: Callable[[str], str]) -> Session | None:
        """Return the session of a secret, None where it has ended: by time, by logging out, or by another password."""
        key, now = _key(secret), self._clock()
        try:
            row: Any = self._kept.read().get(key)
        except KeptError:
            return None
        if not _lasts(row, now) or not same(row["mark"], mark_of(row["name"])):
            return None
        if now - row["seen"] > _NOTED:
            with suppress(KeptError):  # a full disk logs nobody out before the time
                self._kept.change(lambda rows: rows.get(key, {}).update(seen=now))
        return Session(row["name"], hashlib.sha256(f"csrf {secret}".encode()).hexdigest())

    def end(self, secret: str) -> None:
        """Log out.

        Raises:
            KeptError: it cannot be written.
        """
        key = _key(secret)
        try:
            held = key in self._kept.read()
        except KeptError:  # by a file that cannot be read nobody is logged in
            return
        if held:
            self._kept.change(lambda rows: rows.pop(key, None))


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _lasts(row: Any, now: float) -> bool:
    """Return whether a session has not ended by time; what is no session has."""
    try:
        in_time = -_AHEAD <= now - row["seen"] <= IDLE and -_AHEAD <= now - row["began"] <= LONGEST
        return in_time and all(isinstance(row[name], str) and row[name] for name in ("name", "mark"))
    except (TypeError, KeyError):
        return False


class Throttle:
    """Counts wrong passwords; thread-safe. A try is counted when it begins, so that many at once are no way around."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._failed: OrderedDict[str, list[float]] = OrderedDict()

    def begin(self, client: str) -> int:
        """Count a try; return 0 where it may go on, else after how many seconds the client is listened to again."""
        with self._lock:
            now = self._clock()
            for who, most in ((client, FAILURES), ("", ALL_FAILURES)):
                tries = [then for then in self._failed.get(who, []) if now - then < LOCKED]
                self._failed[who] = tries
                if len(tries) >= most:
                    return max(1, int(LOCKED - (now - tries[-most]) + 0.999))
            for who in (client, ""):
                self._failed[who].append(now)
            self._failed.move_to_end(client)
            while len(self._failed) > _MOST:
                oldest = next(who for who in self._failed if who)
                del self._failed[oldest]
            return 0

    def succeeded(self, client: str) -> None:
        """Forget a client's tries: the last one was right."""
        with self._lock:
            tries = self._failed.pop(client, [])
            for then in tries:
                if then in self._failed.get("", []):
                    self._failed[""].remove(then)
