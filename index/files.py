"""How the files of an index are held: mapped, so that several processes hold them once, or read by a process that serves alone.

The system ends a process that reads where a mapped file was cut, and nothing in it can prevent that. Several processes have
somebody who starts them again; one alone reads what it holds, so that nothing done to the files later touches it.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

LARGEST = 256 << 20  # bytes of a file that is read; a larger one would take the memory of a small box, and stays mapped
_alone = False


def read_alone() -> None:
    """Have this process read the files of every index that it opens from now on."""
    global _alone
    _alone = True


def is_mapped(path: Path) -> bool:
    """Return whether a file is to be mapped."""
    return not _alone or path.stat().st_size > LARGEST


def mapped(path: Path) -> NDArray[Any]:
    """Return a saved array, mapped or read; an empty one, which cannot be mapped, is read."""
    try:
        return np.asarray(np.load(path, mmap_mode="r" if is_mapped(path) else None, allow_pickle=False))
    except ValueError:
        return np.asarray(np.load(path, allow_pickle=False))


def bytes_in(path: Path) -> NDArray[np.uint8]:
    """Return the bytes of a file, mapped or read."""
    if not path.stat().st_size:
        return np.zeros(0, np.uint8)
    return np.memmap(path, np.uint8, "r") if is_mapped(path) else np.fromfile(path, np.uint8)
