"""The straight lines that are drawn on a page of a PDF: borders of tables, not the shading behind text."""

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdf

from corpus.readers.ruled import MOST_LINES, THICK, Rule, rules_of_box

MAX_DEPTH = 4  # of forms in forms
STRAIGHT = 1.0  # points; a stroke that leans by less is level or upright

Point = tuple[float, float]
Turn = Callable[[float, float], Point]


def turned(page: Any) -> Turn:
    """Return how a place in the file becomes one on the page as it is seen: turned, and from its lower left corner."""
    left, bottom, right, top = page.get_cropbox()
    return {
        90: lambda x, y: (y - bottom, right - x),
        180: lambda x, y: (right - x, top - y),
        270: lambda x, y: (top - y, x - left),
    }.get(page.get_rotation(), lambda x, y: (x - left, y - bottom))  # fmt: skip


def rules_of(page: Any, turn: Turn) -> Iterator[Rule]:
    """Yield the level and upright lines of a page, as it is seen."""
    for item in page.get_objects(filter=[pdf.FPDF_PAGEOBJ_PATH], max_depth=MAX_DEPTH):
        left, bottom, right, top = item.get_bounds()
        if min(right - left, top - bottom) <= THICK:
            yield from _box([turn(left, bottom), turn(right, top)])
            continue
        paths = [[turn(*point) for point in path] for path in _subpaths(item)]
        if _is_stroked(item):
            yield from (rule for path in paths for pair in pairwise(path) for rule in _line(*pair))
        else:  # filled: lines are thin boxes, a thick one is the shading behind a text
            yield from (rule for path in paths if _is_thin(path) for rule in _box(path))


def _is_thin(points: list[Point]) -> bool:
    xs, ys = zip(*points, strict=True)
    return bool(min(max(xs) - min(xs), max(ys) - min(ys)) <= THICK)


def _box(points: list[Point]) -> list[Rule]:
    xs, ys = zip(*points, strict=True)
    return rules_of_box(min(xs), min(ys), max(xs), max(ys))


def _is_stroked(item: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    known = pdf.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    return bool(known) and stroke.value != 0


def _subpaths(item: Any) -> list[list[Point]]:
    """Return the corners of each part of a path, in the coordinates of the page; a closed one ends where it began."""
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    paths: list[list[Point]] = []
    for at in range(min(pdf.FPDFPath_CountSegments(item.raw), MOST_LINES)):
        segment = pdf.FPDFPath_GetPathSegment(item.raw, at)
        pdf.FPDFPathSegment_GetPoint(segment, x, y)
        if not paths or pdf.FPDFPathSegment_GetType(segment) == pdf.FPDF_SEGMENT_MOVETO:
            paths.append([])
        paths[-1].append(matrix.on_point(x.value, y.value))
        if pdf.FPDFPathSegment_GetClose(segment):
            paths[-1].append(paths[-1][0])
    return paths


def _line(one: Point, other: Point) -> list[Rule]:
    straight = min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= STRAIGHT
    return _box([one, other]) if straight else []
