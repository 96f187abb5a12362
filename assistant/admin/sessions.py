"""Who is logged in, and who has failed too often to try again; kept in memory: a restart logs everybody out."""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.admin.passwords import same

IDLE, LONGEST = 1800.0, 28_800.0  # seconds without a request, and in all, after which an officer logs in again
FAILURES, ALL_FAILURES = 5, 50  # wrong passwords of one client, and of all, until nobody is listened to …
LOCKED = 900.0  # … for so many seconds
_MOST = 1000  # clients or sessions that are remembered

Clock = Callable[[], float]


@dataclass(slots=True)
class Session:
    """An officer who is logged in; ``csrf`` stands in every form of theirs."""

    name: str
    mark: str  # of the password, see ``Passwords.mark``
    began: float
    seen: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def holds(self, token: str) -> bool:
        """Return whether a form is of this session."""
        return same(self.csrf, token)


class Sessions:
    """Sessions by their secret; thread-safe."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def begin(self, name: str, mark: str) -> str:
        """Log an officer in; return the secret for the cookie."""
        secret, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._sessions[secret] = Session(name, mark, now, now)
            if len(self._sessions) > _MOST:
                self._sessions.popitem(last=False)
        return secret

    def get(self, secret: str, mark_of: Callable[[str], str]) -> Session | None:
        """Return the session of a secret, None where it has ended: by time, by logging out, or by another password."""
        now = self._clock()
        with self._lock:
            session = self._sessions.get(secret)
            if session is None:
                return None
            if now - session.seen > IDLE or now - session.began > LONGEST or not same(session.mark, mark_of(session.name)):
                del self._sessions[secret]
                return None
            session.seen = now
            return session

    def end(self, secret: str) -> None:
        """Log out."""
        with self._lock:
            self._sessions.pop(secret, None)


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
