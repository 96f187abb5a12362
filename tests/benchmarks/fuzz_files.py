"""Damaged and hostile office files: every mutation of a real file must be read or refused, in time and in bounded memory.

    python -m tests.benchmarks.fuzz_files FOLDER... [--count 10000] [--seed 0] [--keep DIR]

Each file is read in a process of its own under the limits of ``corpus.readers``. What is counted as a failure: a signal
(a crash of a library), the end of the time or the memory, an error that is no ``ReadError``, a text that the parser
cannot divide. A refusal and a read text are both fine.
"""

import argparse
import os
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

from corpus.errors import ReadError
from corpus.parser import parse
from corpus.readers.formats import READERS, read
from corpus.readers.kinds import kind_of
from corpus.records import Document

SECONDS = 20  # for one file; its reader may take 120
MEMORY = 4 << 30
SKIPPED = {"doc", "rtf", "image", "scan"}  # other programs read these; they take seconds a file
READ, REFUSED, BROKEN = 0, 3, 9


def seeds(folders: list[Path]) -> list[tuple[str, bytes]]:
    """Return the files of the folders that a reader of ours takes."""
    found = [(path.name, path.read_bytes()) for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return [(name, data) for name, data in found if kind_of(data) in READERS.keys() - SKIPPED]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a file with something wrong in it; of a zip file, in one of its parts as often as in its bytes."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _mutated_zip(data, chance)
    return _mutated_bytes(data, chance)


def _mutated_zip(data: bytes, chance: random.Random) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        hit = chance.choice(names)
        for name in old.namelist():
            content = old.read(name)
            if name == hit:
                if chance.random() < 0.1:
                    continue  # the part is missing
                content = _mutated_bytes(content, chance)
            new.writestr(name, content)
    return out.getvalue()


def _mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if not content:
            break
        at = chance.randrange(len(content))
        size = chance.choice((1, 2, 8, 64, 1024))
        match chance.randrange(7):
            case 0:
                content[at] = chance.randrange(256)
            case 1:
                del content[at : at + size]
            case 2:
                content[at:at] = content[at : at + size] * chance.choice((1, 2, 50))
            case 3:
                other = chance.randrange(len(content))
                content[at : at + size] = content[other : other + size]
            case 4:
                content[at : at + size] = chance.choice((b"99999999", b"-1", b"\0" * 8, b"<", b">", b'"', b"\xff\xfe", b"%s" * 8))
            case 5:
                _change_number(content, at, chance)
            case _:
                if chance.random() < 0.2:
                    del content[at:]
    return bytes(content)


def _change_number(content: bytearray, at: int, chance: random.Random) -> None:
    """Replace the next figure: sizes, counts and references are where damage is worst."""
    for place in range(at, min(at + 2000, len(content))):
        if chr(content[place]).isdigit():
            content[place : place + 1] = chance.choice((b"0", b"9", b"-3", b"65535", b"4294967296", b"1e309"))
            return


def outcome(name: str, data: bytes) -> tuple[str, float, int]:
    """Read a file in a child process; return what became of it, its seconds, and its memory in MiB."""
    begin = time.perf_counter()
    child = os.fork()
    if child == 0:
        os._exit(_attempt(name, data))
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - begin
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        ended = "out of time" if number in (signal.SIGALRM, signal.SIGXCPU) else f"signal {number}"
    else:
        ended = {READ: "read", REFUSED: "refused"}.get(os.WEXITSTATUS(status), "error")
    return ended, seconds, usage.ru_maxrss >> 10


def _attempt(name: str, data: bytes) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(SECONDS)
    sys.setrecursionlimit(3000)
    try:
        kind = kind_of(data)
        if kind not in READERS.keys() - SKIPPED:
            return REFUSED
        source = read(kind, data, name)
        source.coverage()
        parsed = parse(Document("d", name), source.text)
        spans = sorted([(h.start, h.end) for h in parsed.headings] + [(c.start, c.end) for c in parsed.clauses])
        assert "".join(parsed.text[start:end] for start, end in spans) == source.text
    except ReadError:
        return REFUSED
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        return BROKEN
    return READ


def main() -> int:
    """Mutate and read files; print what became of them, and return 1 where one broke the reader."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="folder for the files that broke something")
    arguments = parser.parse_args()
    files = seeds(arguments.folders)
    chance = random.Random(arguments.seed)
    counts: Counter[tuple[str, str]] = Counter()
    slowest, largest = 0.0, 0
    for number in range(arguments.count):
        name, data = files[number % len(files)]
        changed = mutated(data, chance)
        ended, seconds, memory = outcome(name, changed)
        counts[name.rpartition(".")[2], ended] += 1
        slowest, largest = max(slowest, seconds), max(largest, memory)
        if ended not in ("read", "refused"):
            print(f"{number} {name}: {ended}", file=sys.stderr)
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{number}-{name}").write_bytes(changed)
    for (kind, ended), count in sorted(counts.items()):
        print(f"{kind:6} {ended:12} {count}")
    print(f"slowest {slowest:.1f} s, largest {largest} MiB")
    return int(any(ended not in ("read", "refused") for _, ended in counts))


if __name__ == "__main__":
    sys.exit(main())
