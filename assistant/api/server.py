"""The server of ``ui.py``: it says where to go once questions are answered, and ends in one line."""

import logging
import socket
import threading

import uvicorn

from assistant import messages
from assistant.api.opening import Opening

GRACE = 3  # seconds that answers get to finish when the server is told to end


class Server(uvicorn.Server):
    """One process that serves one application.

    Args:
        config: uvicorn's settings, with the application.
        opening: what has to be open before the address is worth telling.
        address: where a browser finds the pages; a worker that has none says nothing.
    """

    def __init__(self, config: uvicorn.Config, opening: Opening, address: str) -> None:
        super().__init__(config)
        self._opening, self._address = opening, address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen; the address is printed from a thread of its own."""
        await super().startup(sockets)
        if self._address:
            threading.Thread(target=self._announce, name="announce", daemon=True).start()

    def _announce(self) -> None:
        self._opening.get()
        print(messages.READY.format(address=self._address), flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End. Every open tab holds a stream that is cut off now, for which uvicorn would print a trace of 100 lines."""
        if self._address:
            print(messages.ENDING, flush=True)
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)
