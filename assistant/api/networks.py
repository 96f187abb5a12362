"""Under which names this service answers, and from which networks some of its addresses may be called."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from assistant import messages
from index.errors import SettingsError

_NAME = re.compile(r"(?:\*\.)?[a-z0-9](?:[a-z0-9.\-]*[a-z0-9])?|\*")


class Hosts:
    """The names in ``Host`` that are ours.

    A number is always ours: a browser sends the name that it was given, so a foreign name that is made to point at this
    machine (DNS rebinding) is told by its name alone.

    Args:
        allowed: public names; ``*.example.gov.cn`` for every name below one, ``*`` for any.

    Raises:
        SettingsError: an entry is no name.
    """

    def __init__(self, allowed: Iterable[str]) -> None:
        names = [name.strip().lower().rstrip(".") for name in allowed]
        for name in names:
            if not _NAME.fullmatch(name):
                raise SettingsError(messages.BAD_HOST_NAME.format(name=name))
        self._any = "*" in names
        self._exact = {"localhost", *names}
        self._below = tuple(name[1:] for name in names if name.startswith("*."))

    def ours(self, host: str) -> bool:
        """Return whether a request to this host is for us; one without a host comes from no browser."""
        if self._any or not host:
            return True
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        return _is_number(name) or name in self._exact or name.endswith(self._below or ("\0",))


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class Networks:
    """Networks that may call an address.

    Args:
        setting: the setting's name, for the message.
        ranges: as ``10.0.0.0/8``; none: nobody may, the address is switched off.

    Raises:
        SettingsError: an entry is no network.
    """

    def __init__(self, setting: str, ranges: Iterable[str]) -> None:
        self._networks: list[IPv4Network | IPv6Network] = []
        for entry in ranges:
            try:
                self._networks.append(ip_network(entry.strip(), strict=False))
            except ValueError as error:
                raise SettingsError(messages.BAD_NETWORK.format(setting=setting.upper(), entry=entry)) from error
        self._all = {network.version for network in self._networks if network.prefixlen == 0} == {4, 6}

    def hold(self, client: str) -> bool:
        """Return whether a client may call; one without a number only where everybody may."""
        try:
            address = ip_address(client.split("%")[0])
        except ValueError:
            return self._all
        known = getattr(address, "ipv4_mapped", None) or address
        return any(known in network for network in self._networks)
