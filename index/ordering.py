"""The highest of many values, in the order of a stable sort, without sorting the others."""

import numpy as np
from numpy.typing import NDArray


def highest(values: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
    """Return the places of at most ``depth`` values, the highest ones first, ties by place; values must be numbers."""
    if len(values) <= 2 * depth:
        return np.argsort(-values, kind="stable")[:depth]
    bound = np.partition(values, len(values) - depth)[len(values) - depth] if depth else np.inf
    among = np.flatnonzero(values >= bound)
    return among[np.argsort(-values[among], kind="stable")[:depth]]
