"""What is counted of a file: where pages begin in the stored text, what was lost of it."""

import pytest

from corpus.readers.source import Block, Dropped, Source, squeeze


@pytest.mark.parametrize(
    ("blocks", "pages"),
    [
        ([], ()), ([Block("甲")], ()), ([Block("甲", page=1), Block("乙", page=1)], ((0, 1),)),
        ([Block("甲乙", page=1), Block("丙", page=2), Block("丁", page=2)], ((0, 1), (3, 2))),
        ([Block("甲"), Block("乙", page=3)], ((2, 3),)),
        ([Block("甲乙", page=1, number="一、", turns=((0, 2), (1, 3))), Block("丙", page=3)], ((0, 1), (2, 2), (3, 3))),
        ([Block("甲", page=1, number="一、"), Block("乙", page=2)], ((0, 1), (4, 2))),
        ([Block("甲", page=2), Block("乙", page=1), Block("丙", page=2)], ((0, 2), (2, 1), (4, 2))),
    ],
)  # fmt: skip
def test_a_page_begins_where_its_first_character_stands(blocks: list[Block], pages: tuple[tuple[int, int], ...]) -> None:
    source = Source("pdf", tuple(blocks))
    assert source.pages == pages
    assert source.text == "".join(f"{block.number}{block.text}\n" for block in blocks)


def test_a_text_file_keeps_its_own_line_breaks() -> None:
    source = Source("text", (Block("甲\n", page=1), Block("乙", page=2)), ending="")
    assert (source.text, source.pages) == ("甲\n乙", ((0, 1), (2, 2)))


def source(stored: str, *pieces: str, dropped: str = "") -> Source:
    return Source("pdf", (Block(stored),), dropped=(Dropped("页眉", dropped),) if dropped else (), pieces=pieces)


@pytest.mark.parametrize(
    ("found", "lost", "coverage"),
    [
        (source("甲乙"), [], 1), (source("甲乙", "", " "), [], 1), (source("甲乙", "甲", "丙丁戊"), ["丙丁戊"], 0.25),
        (source("甲“乙”", "“甲 乙”"), [], 1), (source("甲乙", "丙", "丙", "甲乙"), ["丙", "丙"], 0.5),
        (source("甲丙乙", "甲乙"), ["甲乙"], 0), (source("甲丙乙", "甲 乙"), [], 1),  # word by word
        (source("甲", "甲 乙", dropped="乙"), [], 1), (source("丙", "甲 乙", dropped="甲乙"), [], 1),
        (source("乙甲", "甲", "乙", "甲"), ["甲"], 2 / 3), (source("甲甲", "甲", "甲", "甲"), ["甲"], 2 / 3), (source("甲甲", "甲", "甲"), [], 1),
        (source("乙甲", "甲", "乙", "乙", "乙", dropped="乙"), ["乙"], 0.75),
    ],
)  # fmt: skip
def test_each_place_of_the_text_answers_for_one_piece(found: Source, lost: list[str], coverage: float) -> None:
    assert found.lost() == lost
    assert found.coverage() == pytest.approx(coverage)


def test_a_piece_that_stands_far_ahead_does_not_take_the_place_of_those_before_it() -> None:
    """A page number recurs far below; if it were taken there, the pieces between would be looked for behind it."""
    middle = [f"第{n}条" for n in range(1000)]
    assert source("".join(middle) + "末", "末", *middle).lost() == []
    assert source("".join(middle) + "末", "末", *middle, "末").lost() == ["末"]


def test_white_space_is_squeezed_out() -> None:
    assert squeeze(" 甲\u3000乙\n\t丙 ") == "甲乙丙"
