"""What the program says of itself on stderr, for those who run it; the access log for auditors is ``api/log.py``."""

import logging
from importlib.metadata import PackageNotFoundError, version

from assistant import messages
from index.errors import DamagedIndexError, StaleIndexError

PACKAGES = ("assistant", "index", "corpus")
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
log = logging.getLogger(__name__)


def configure_logging(level: str) -> None:
    """Send what our packages log from ``level`` on (DEBUG, INFO, WARNING, ERROR) to stderr; of other packages, warnings.

    The command lines and the server call it when they start; nothing is set up on import. A host program that has
    handlers of its own keeps them.
    """
    logging.basicConfig(format=FORMAT)
    for name in PACKAGES:
        logging.getLogger(name).setLevel(level)


def program_version() -> str:
    """Return the version that is installed; 0.0.0 where nothing is."""
    try:
        return version("ip-policy-assistant")
    except PackageNotFoundError:  # run from a checkout
        return "0.0.0"


def told_building(error: StaleIndexError | DamagedIndexError) -> None:
    """Say that the index is built, and why where another version of the program, or another model, has left one."""
    if isinstance(error, StaleIndexError) and error.changed - {"corpus", "questions"}:
        log.warning(messages.INDEX_OF_OTHER_VERSION)
    log.warning(messages.INDEX_BUILDING)
    log.debug("%s", error)
