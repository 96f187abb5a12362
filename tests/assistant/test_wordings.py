"""Tables of wordings: one a line with its source, one pattern a key."""

import re
from pathlib import Path

import pytest

from assistant.wordings import compiled, read_wordings

ROOT = Path(__file__).parents[2]


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "some.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_wordings_are_kept_by_key_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = table(tmp_path, '# key\twording\tsource\n\nb\t乙\t某处\na\t甲\t某处\nb\t"丙\t某处\n')
    assert read_wordings(path) == {"b": ("乙", '"丙'), "a": ("甲",)}
    assert list(read_wordings(path)) == ["b", "a"]


@pytest.mark.parametrize("line", ["a\t甲", "a\t甲\t某处\t多", "a\t\t某处", "\t甲\t某处", "a\t甲\t", "a"])
def test_a_line_of_other_than_three_cells_is_refused_by_file_and_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=r"some\.tsv line 2"):
        read_wordings(table(tmp_path, f"# head\n{line}\n"))


def test_a_key_finds_any_of_its_wordings_and_the_earlier_one_first(tmp_path: Path) -> None:
    patterns = compiled(table(tmp_path, "a\t甲|乙\t某处\na\t甲乙\t某处\na\tX$\t某处\nb\t丙\t某处\n"))
    assert set(patterns) == {"a", "b"}
    assert [match.group() for match in patterns["a"].finditer("甲乙丙X")] == ["甲", "乙", "X"]
    assert patterns["a"].search("丙x") is None


def test_flags_reach_the_patterns(tmp_path: Path) -> None:
    assert compiled(table(tmp_path, "a\tX\t某处\n"), re.IGNORECASE)["a"].search("x")


@pytest.mark.parametrize("path", sorted((ROOT / "assistant").glob("*/*.tsv")), ids=lambda path: path.name)
def test_every_table_compiles_and_repeats_nothing(path: Path) -> None:
    wordings = read_wordings(path)
    assert all(re.compile(word) for words in wordings.values() for word in words)
    assert [(key, word) for key, words in wordings.items() for word in words if words.count(word) > 1] == []
