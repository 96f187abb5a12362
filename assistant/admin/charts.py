"""Bar charts as data for the SVG of a template: whole numbers, so that no text of a reader gets into a drawing."""

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH, HEIGHT, FOOT, HEAD = 640, 180, 22, 14
_LABELS = 8  # at most, below the bars


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its place; ``label`` is empty where there is no room for it."""

    x: float
    y: float
    width: float
    height: float
    name: str
    value: int
    label: str


def bars(values: Mapping[str, int], last: int = 0) -> list[Bar]:
    """Return the bars of a chart; the highest takes the whole height.

    Args:
        values: by name, in the order of the bars.
        last: how many characters of a name, from its end, its label has; all of them where it is 0.
    """
    if not values:
        return []
    step, top = WIDTH / len(values), max(values.values()) or 1
    every = -(-len(values) // _LABELS)
    found = []
    for number, (name, value) in enumerate(values.items()):
        height = round(value / top * (HEIGHT - FOOT - HEAD), 1)
        label = name[-last:] if number % every == 0 else ""
        found.append(
            Bar(round(number * step + 1, 1), HEIGHT - FOOT - height, max(1.0, round(step - 2, 1)), height, name, value, label)
        )
    return found
