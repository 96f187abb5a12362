"""Counters and histograms in Prometheus' text form (exposition format 0.0.4); a dozen lines need no library."""

import threading
from collections import defaultdict
from collections.abc import Callable

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds; an extractive answer aims at 0.6
_Labels = tuple[tuple[str, str], ...]


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _written(labels: _Labels) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels) + "}" if labels else ""


class Metrics:
    """What an operator watches; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._help: dict[str, tuple[str, str]] = {}
        self._counts: dict[str, dict[_Labels, float]] = defaultdict(lambda: defaultdict(float))
        self._times: dict[str, dict[_Labels, list[float]]] = defaultdict(dict)
        self._gauges: dict[str, Callable[[], float]] = {}

    def describe(self, name: str, kind: str, text: str) -> None:
        """Give a metric its type and its help line."""
        self._help[name] = (kind, text)

    def gauge(self, name: str, text: str, read: Callable[[], float]) -> None:
        """Add a metric that is read when it is asked for."""
        self.describe(name, "gauge", text)
        self._gauges[name] = read

    def count(self, name: str, **labels: str) -> None:
        """Add one to a counter."""
        with self._lock:
            self._counts[name][tuple(sorted(labels.items()))] += 1

    def observe(self, name: str, seconds: float, **labels: str) -> None:
        """Add a duration to a histogram."""
        key = tuple(sorted(labels.items()))
        with self._lock:
            row = self._times[name].setdefault(key, [0.0] * (len(_BUCKETS) + 2))
            for place, bound in enumerate(_BUCKETS):
                row[place] += seconds <= bound
            row[-2] += 1
            row[-1] += seconds

    def text(self) -> str:
        """Return everything, metrics and labels in alphabetical order."""
        lines: list[str] = []
        with self._lock:
            for name in sorted(self._help):
                kind, text = self._help[name]
                lines += [f"# HELP {name} {text}", f"# TYPE {name} {kind}"]
                if name in self._gauges:
                    lines.append(f"{name} {self._gauges[name]():g}")
                lines += [f"{name}{_written(labels)} {value:g}" for labels, value in sorted(self._counts[name].items())]
                for labels, row in sorted(self._times[name].items()):
                    bounds = [*(f"{bound:g}" for bound in _BUCKETS), "+Inf"]
                    lines += [
                        f"{name}_bucket{_written((*labels, ('le', bound)))} {value:g}"
                        for bound, value in zip(bounds, row[:-1], strict=True)
                    ]
                    lines += [f"{name}_sum{_written(labels)} {row[-1]:.6f}", f"{name}_count{_written(labels)} {row[-2]:g}"]
        return "\n".join(lines) + "\n"
