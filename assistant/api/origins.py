"""Which sites may embed the widget and call the API from a browser: this one, and those on the operator's list."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from assistant import messages
from index.errors import SettingsError

# scheme://host[:port]; a leading *. stands for every subdomain. Anything looser would let a comma or a semicolon of a
# mistyped setting rewrite the security header.
_ORIGIN = re.compile(r"(https?)://(\*\.)?([a-z0-9](?:[a-z0-9.\-]*[a-z0-9])?|\[[0-9a-f:]+\])(:[0-9]{1,5})?")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class OriginError(SettingsError):
    """A site of the allow-list is not written as ``https://host`` or ``https://*.host``."""


def _parts(origin: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port, or None for what is no origin (``null``, a path, a bad port)."""
    try:
        found = urlsplit(origin.lower())
        port = found.port
    except ValueError:
        return None
    if found.scheme not in _DEFAULT_PORTS or not found.hostname or found.path not in ("", "/") or found.query or found.username:
        return None
    return found.scheme, found.hostname, port or _DEFAULT_PORTS[found.scheme]


class Origins:
    """The allow-list.

    Args:
        allowed: sites as ``https://www.example.gov.cn``, with ``:port`` if not the usual one.

    Raises:
        OriginError: an entry cannot be read; the server must not start with a list that means something else.
    """

    def __init__(self, allowed: Iterable[str]) -> None:
        self.sources: list[str] = []
        self._exact: set[tuple[str, str, int]] = set()
        self._below: list[tuple[str, str, int]] = []
        for entry in allowed:
            text = entry.strip().rstrip("/").lower()
            found = _ORIGIN.fullmatch(text)
            parts = _parts(text.replace("*.", "", 1))
            if found is None or parts is None:
                raise OriginError(messages.BAD_ORIGIN.format(origin=entry))
            self.sources.append(text)
            if found.group(2):
                self._below.append(parts)
            else:
                self._exact.add(parts)

    @property
    def frame_ancestors(self) -> str:
        """The directive that tells the browser who may embed."""
        return " ".join(["frame-ancestors 'self'", *self.sources])

    def listed(self, origin: str) -> bool:
        """Whether the site is on the list."""
        parts = _parts(origin)
        if parts is None:
            return False
        scheme, host, port = parts
        return parts in self._exact or any(
            (scheme, port) == (above[0], above[2]) and host.endswith("." + above[1]) for above in self._below
        )

    def own(self, origin: str, host: str, fetch_site: str) -> bool:
        """Whether the browser's page is our own.

        ``Sec-Fetch-Site`` is set by the browser and cannot be set by a page; it holds even behind a proxy that changes
        ``Host``. Scheme is not compared: TLS may end at the proxy.
        """
        if fetch_site == "same-origin":
            return True
        parts = _parts(origin)
        if parts is None:
            return False
        ours = _parts(f"{parts[0]}://{host}")
        return ours is not None and ours[1:] == parts[1:]
