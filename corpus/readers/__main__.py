"""The process that reads one file: kind and name as arguments, bytes on standard input, the source as JSON on standard output."""

import json
import sys

from corpus.errors import NoTextLayerError, ReadError
from corpus.readers.apart import NO_TEXT_LAYER, REFUSED, seconds_for
from corpus.readers.formats import read

MEMORY = 4 << 30  # bytes of address space; libraries and a file of 64 MiB need far less
DEPTH = 3000  # of calls; elements of XML and HTML lie in each other 256 deep at most


def _limit(kind: str) -> None:
    """Bound memory and processor time of this process; where the service itself is bound to less, by that."""
    try:
        import resource  # Windows has none: there the time limit of the caller alone holds
    except ImportError:
        return
    seconds = int(seconds_for(kind)) * 2  # of two cores; the caller's clock ends it before
    for limited, wanted in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(limited)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(limited, (most, most))


def main() -> int:
    """Read the file and return the exit code."""
    kind, name = sys.argv[1:3]
    _limit(kind)
    sys.setrecursionlimit(DEPTH)
    out, sys.stdout = sys.stdout, sys.stderr  # libraries print; nothing of it may get between
    try:
        answer, code = json.dumps(read(kind, sys.stdin.buffer.read(), name).to_dict()), 0
    except ReadError as error:
        answer, code = str(error), NO_TEXT_LAYER if isinstance(error, NoTextLayerError) else REFUSED
    out.buffer.write(answer.encode("utf-8", "replace"))
    out.flush()
    return code


if __name__ == "__main__":
    sys.exit(main())
