"""Official terms are added for everyday wordings, the longest wording at each place, none that stands there already."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.question import lexicon


@pytest.fixture(autouse=True)
def small_lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "synonyms.tsv").write_text(
        "# wording\tterms\tsource\n借钱难\t融资难\tplan\n借钱\t贷款、融资\tplan\n外观\t外观设计\tplan\n"
        "ＩＰ\t知识产权\tplan\n钱\t资金、、贷款\tplan\n残缺的行\n打官司\t诉讼",
        encoding="utf-8",
    )
    monkeypatch.setattr(lexicon, "LEXICON", tmp_path)
    lexicon.synonyms.cache_clear()
    lexicon._wordings.cache_clear()
    yield
    lexicon.synonyms.cache_clear()
    lexicon._wordings.cache_clear()


def test_the_table_is_read() -> None:
    assert lexicon.synonyms() == {
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
def test_terms_are_added(text: str, terms: list[str]) -> None:
    assert lexicon.added_terms(text) == terms


def test_without_a_table_nothing_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "LEXICON", tmp_path / "none")
    lexicon.synonyms.cache_clear()
    lexicon._wordings.cache_clear()
    assert lexicon.added_terms("借钱") == []
