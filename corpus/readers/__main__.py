"""The process that reads one file: kind and name as arguments, bytes on standard input, the source as JSON on standard output."""

import json
import sys

from corpus.errors import ReadError
from corpus.readers.apart import REFUSED, SECONDS
from corpus.readers.formats import read

MEMORY = 4 << 30  # bytes of address space; libraries and a file of 64 MiB need far less


def _limit() -> None:
    try:
        import resource  # Windows has none: there the time limit of the caller alone holds
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Read the file and return the exit code."""
    kind, name = sys.argv[1:3]
    _limit()
    sys.setrecursionlimit(3000)
    try:
        source = read(kind, sys.stdin.buffer.read(), name)
    except ReadError as error:
        sys.stdout.buffer.write(str(error).encode("utf-8", "replace"))
        return REFUSED
    sys.stdout.buffer.write(json.dumps(source.to_dict(), ensure_ascii=True).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
