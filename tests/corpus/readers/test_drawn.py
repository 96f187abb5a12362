"""The lines that a page of a PDF draws, and how a turned page is seen."""

from dataclasses import dataclass

import pypdfium2 as pdfium
import pytest

from corpus.readers.drawn import rules_of, turned
from tests.corpus.readers.making import Pdf


@dataclass
class Cropped:
    """A page of 200 by 100 points whose lower left corner is at (10, 20)."""

    rotation: int

    def get_cropbox(self) -> tuple[float, float, float, float]:
        return 10, 20, 210, 120

    def get_rotation(self) -> int:
        return self.rotation


@pytest.mark.parametrize(
    ("rotation", "corner", "inner"),
    [(0, (0, 0), (30, 5)), (90, (0, 200), (5, 170)), (180, (200, 100), (170, 95)), (270, (100, 0), (95, 30))],
)
def test_a_place_is_turned_with_its_page(rotation: int, corner: tuple[float, float], inner: tuple[float, float]) -> None:
    turn = turned(Cropped(rotation))
    assert (turn(10, 20), turn(40, 25)) == (corner, inner)


def rules(content: str) -> list[tuple[str, float, float, float]]:
    made = Pdf().page()
    made.pages[-1].append(content)
    page = pdfium.PdfDocument(made.data())[0]
    found = rules_of(page, lambda x, y: (x, y))
    return sorted(("level" if rule.level else "upright", round(rule.at), round(rule.start), round(rule.stop)) for rule in found)


LOW, HIGH, LEFT, RIGHT = (
    ("level", 100, 100, 300),
    ("level", 200, 100, 300),
    ("upright", 100, 100, 200),
    ("upright", 300, 100, 200),
)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("0.5 w 100 100 m 300 100 l S", [LOW]), ("0.5 w 300 100 m 300 200 l S", [RIGHT]), ("100 100 200 100 re S", [LOW, HIGH, LEFT, RIGHT]),
        ("0.5 w 100 100 m 300 100 l 300 200 l 100 200 l S", [LOW, HIGH, RIGHT]), ("0.5 w 100 100 m 300 100 l 300 200 l 100 200 l h S", [LOW, HIGH, LEFT, RIGHT]),
        ("0.5 w 100 100 m 300 100 l 100 200 m 300 200 l S", [LOW, HIGH]),  # two parts: nothing between them
        ("0.5 w 100 100 m 300 101 l 300 200 l S", [LOW, ("upright", 300, 101, 200)]), ("0.5 w 100 100 m 300 101.2 l 300 200 l S", [("upright", 300, 101, 200)]),  # it leans
        ("0.5 w 100 100 m 101 200 l 300 200 l S", [("level", 200, 101, 300), LEFT]), ("0.5 w 100 100 m 101.2 200 l 300 200 l S", [("level", 200, 101, 300)]),
        ("100 100 200 100 re f", []), ("100 98 200 4 re f", [LOW]), ("298 100 4 100 re f", [RIGHT]),  # shading, thin boxes
        ("100 98 200 4 re 100 198 200 4 re f", [LOW, HIGH]), ("100 98 200 4 re 100 198 200 5 re f", [LOW]), ("298 100 4 100 re 98 100 4 100 re f", [LEFT, RIGHT]),
        ("100 100 200 100 re B", [LOW, HIGH, LEFT, RIGHT]), ("100 100 200 100 re n", []), ("q 2 0 0 2 0 0 cm 0.2 w 50 50 m 150 50 l 150 100 l S Q", [LOW, RIGHT]),
        ("0.5 w 100 100 m 105 100 l S", []), ("", []),
    ],
)  # fmt: skip
def test_straight_strokes_and_thin_boxes_are_lines(content: str, found: list[tuple[str, float, float, float]]) -> None:
    assert rules(content) == found
