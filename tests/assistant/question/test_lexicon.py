"""Official terms are added for everyday wordings, the longest wording at each place, none that stands there already."""

from pathlib import Path

import pytest

from assistant.field import read_synonyms
from assistant.question.lexicon import Lexicon, shared_lexicon


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    path = tmp_path / "synonyms.tsv"
    path.write_text(
        "# wording\tterms\tsource\n借钱难\t融资难\tplan\n借钱\t贷款、融资\tplan\n外观\t外观设计\tplan\n"
        "ＩＰ\t知识产权\tplan\n钱\t资金、、贷款\tplan\n残缺的行\n打官司\t诉讼",
        encoding="utf-8",
    )
    return Lexicon(read_synonyms(path))


def test_the_table_is_read(lexicon: Lexicon) -> None:
    assert lexicon.synonyms == {
        "借钱": ("贷款", "融资"), "借钱难": ("融资难",), "外观": ("外观设计",), "ip": ("知识产权",),
        "钱": ("资金", "贷款"), "打官司": ("诉讼",),
    }  # fmt: skip  # fmt: skip


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("怎么借钱", ["贷款", "融资"]),
        ("借钱难", ["融资难"]),  # the longest at its place, and nothing inside it
        ("借钱，没钱", ["贷款", "融资", "资金"]),  # each once, in order
        ("借钱和贷款", ["融资"]),  # what stands there is not added
        ("外观设计", []),
        ("外观", ["外观设计"]),
        ("ip保护", ["知识产权"]),
        ("IP", ["知识产权"]),
        ("script", []),
        ("ip3", []),
        ("3ip", []),
        ("zip", []),
        ("打官", []),
        ("", []),
    ],
)
def test_terms_are_added(lexicon: Lexicon, text: str, terms: list[str]) -> None:
    assert lexicon.added_terms(text) == terms


def test_without_a_table_nothing_is_added(tmp_path: Path) -> None:
    assert Lexicon(read_synonyms(tmp_path / "none.tsv")).added_terms("借钱") == []


def test_an_office_adds_its_own_and_its_own_count_first(lexicon: Lexicon) -> None:
    both = lexicon.with_those_of({"借钱": ("借款",), "毛孩子": ("犬只",)})
    assert both.added_terms("给毛孩子借钱") == ["犬只", "借款"]
    assert both.in_official_terms("毛孩子办法") == "犬只办法"
    assert lexicon.added_terms("毛孩子") == []
    assert shared_lexicon().with_those_of({}) is shared_lexicon()
