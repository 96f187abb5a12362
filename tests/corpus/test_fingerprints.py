"""Fingerprints of texts and of all documents."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.fingerprints import sha256, sound
from corpus.records import Document
from corpus.registry import Registry

RULES = Document("a", "某办法", region="某市")
TEXT = "某办法\n一、范围\n适用于全市。\n"


def test_the_fingerprint_of_a_text_is_its_sha256() -> None:
    assert sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_metadata_counts_in_the_fingerprint(tmp_path: Path) -> None:
    one, other = Registry(tmp_path / "1"), Registry(tmp_path / "2")
    one.add([(RULES, TEXT)])
    other.add([(replace(RULES, valid_to="2025"), TEXT)])
    assert one.fingerprint() != other.fingerprint()


def test_order_and_way_of_adding_do_not_count_in_the_fingerprint(tmp_path: Path) -> None:
    one, other = Registry(tmp_path / "1"), Registry(tmp_path / "2")
    one.add([(RULES, TEXT), (replace(RULES, id="b"), TEXT)])
    other.add([(replace(RULES, id="b"), TEXT)])
    other.add([(RULES, TEXT)])
    assert one.fingerprint() == other.fingerprint()
    other.remove("b")
    assert one.fingerprint() != other.fingerprint()


@pytest.mark.parametrize(
    ("registered", "text", "expected"),
    [(sha256("甲"), "甲", True), (sha256("甲"), "乙", False), (None, "乙", True), ("", "乙", True)],
)
def test_a_text_is_sound_that_was_registered_or_of_which_nothing_is_known(
    registered: str | None, text: str, expected: bool
) -> None:
    assert sound(Document("a", "甲", sha256=registered), text) is expected
