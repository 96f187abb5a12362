"""Who may administer: officers by name, each with a password that is kept as argon2 alone."""

import hashlib
import hmac
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant import messages
from assistant.errors import AdminError
from assistant.kept import FOLDER, Kept

FIRST = "admin"  # whose hash the setting is
SHORTEST, LONGEST = 12, 200  # characters of a password; a name has at most 40
_NAME = 40
_HASHER = PasswordHasher()  # argon2id with the parameters of RFC 9106 for little memory: 64 MiB, 3 passes
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$hSdK/TCLezRUtmAT/fN6+w$up9H7voAtM572YKe86ZjFMPYUkvnnQHPdV/9Zvs+vd0"


class Passwords:
    """The officers of one data folder.

    Args:
        data_dir: the folder.
        setting: the hash of the officer ``admin`` from the settings, or an empty text; it comes before the file's.
    """

    def __init__(self, data_dir: Path, setting: str = "") -> None:
        self._kept = Kept(data_dir / FOLDER / "officers.json")
        self._setting = setting

    def _hashes(self) -> dict[str, str]:
        return {**self._kept.read(), **({FIRST: self._setting} if self._setting else {})}

    @property
    def are_set(self) -> bool:
        """Whether anybody may administer."""
        return bool(self._hashes())

    def set(self, name: str, password: str) -> None:
        """Give an officer a password, and take the one before away.

        Raises:
            AdminError: the name or the password cannot be used.
            KeptError: it cannot be written.
        """
        if not 0 < len(name) <= _NAME or not name.isprintable() or name != name.strip():
            raise AdminError(messages.BAD_OFFICER.format(most=_NAME))
        if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < SHORTEST // 2 or name in password:
            raise AdminError(messages.BAD_PASSWORD.format(least=SHORTEST, most=LONGEST, kinds=SHORTEST // 2))
        self._kept.change(lambda hashes: hashes.__setitem__(name, _HASHER.hash(password)))

    def verify(self, name: str, password: str) -> bool:
        """Return whether a password is an officer's; it takes as long where there is no such officer."""
        held = self._hashes().get(name)
        try:
            return _HASHER.verify(held or _NOBODY, password[: LONGEST + 1]) and held is not None
        except (VerificationError, InvalidHashError):
            return False

    def mark(self, name: str) -> str:
        """Return what changes with an officer's password; empty where there is no such officer (any more)."""
        held = self._hashes().get(name)
        return hashlib.sha256(held.encode()).hexdigest() if held else ""


def same(one: str, other: str) -> bool:
    """Return whether two secrets are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
