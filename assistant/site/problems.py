"""A page that tells an error, with the ways on; what was asked stays in its address, to be tried again."""

import logging

from assistant import messages
from assistant.site.shell import Shell

log = logging.getLogger(__name__)
_AGAIN = (429, 500, 503)  # statuses of what may go well a moment later
_UNKNOWN = (messages.NO_ADDRESS, messages.NO_METHOD)  # they are for programs


def page_of(shell: Shell, status: int, message: str, asked: str) -> bytes | None:
    """Return the page, or None where it cannot be made: then the error is told without one."""
    title = messages.PROBLEM_TITLES.get(status, messages.PROBLEM_TITLE)
    text = messages.PAGE_UNKNOWN if message in _UNKNOWN else message
    try:
        return shell.filled("problem.html", title=title, message=text, again=asked if status in _AGAIN else "").encode()
    except Exception:  # an error that is told is never lost to one in its telling
        log.exception("the page of an error")
        return None
