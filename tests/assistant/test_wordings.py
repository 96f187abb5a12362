"""The tables of wordings: their form, and that no line of them is without effect."""

import re
from pathlib import Path

import pytest

from assistant import wordings
from assistant.wordings import Patterns, alternatives, compiled, patterns, read_wordings

ASSISTANT = Path(wordings.__file__).parent
TABLES = sorted(ASSISTANT.glob("*/*.tsv"))
# Tables whose patterns are only searched for: there a wording that contains another of its key never decides anything.
SEARCHED = ("facts/profiles.tsv", "facts/periods.tsv")
WHOLE = ("profiles.tsv", "classes.tsv")  # whose keys only group their words
PLAIN = re.compile(r"[\w\u4e00-\u9fff]+")


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "t.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_wordings_keep_their_order_and_comments_are_left_out(tmp_path: Path) -> None:
    path = table(tmp_path, "# key\twording\tsource\nb\t达到\t甲\n\na\t件\t乙\nb\t达\t甲\n")
    assert read_wordings(path) == {"b": ("达到", "达"), "a": ("件",)}
    assert alternatives(path) == {"b": "(?:达到|达)", "a": "(?:件)"}
    assert re.fullmatch(rf"{alternatives(path)['b']}+件", "达达到件")


def test_an_expression_stands_inside_a_larger_one(tmp_path: Path) -> None:
    path = table(tmp_path, "a\tx|y\t甲\na\tz\t甲\n")
    assert re.fullmatch(rf"1{alternatives(path)['a']}2", "1y2")
    assert not re.fullmatch(rf"1{alternatives(path)['a']}2", "1x")
    assert compiled(path, re.IGNORECASE)["a"].search("Z")


def test_a_pattern_is_compiled_once_and_only_when_it_is_asked_for(tmp_path: Path) -> None:
    lazy = patterns(table(tmp_path, "a\tx\t甲\na\tz\t甲\n"), re.IGNORECASE)
    assert lazy["a"] is lazy["a"]
    assert lazy["a"].fullmatch("Z")
    broken = Patterns({"a": "x", "b": "("})
    assert broken["a"].fullmatch("x")
    with pytest.raises(re.error):
        broken["b"]
    with pytest.raises(KeyError):  # of all its keys there is no way through: those not asked for yet would be left out
        list(broken)  # type: ignore[call-overload]


@pytest.mark.parametrize("line", ["a\tx\n", "a\tx\ty\tz\n", "a\t\ty\n", "a x y\n"])
def test_a_line_of_another_form_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=r"t\.tsv line 2"):
        read_wordings(table(tmp_path, f"a\tx\ty\n{line}"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_wording_compiles_and_stands_once(path: Path) -> None:
    for key, words in read_wordings(path).items():
        assert len(set(words)) == len(words), key
        for word in words:
            re.compile(word)


@pytest.mark.parametrize("name", SEARCHED)
def test_no_wording_hides_behind_a_shorter_one(name: str) -> None:
    hidden = []
    for key, words in read_wordings(ASSISTANT / name).items():
        plain = [word for word in words if PLAIN.fullmatch(word)]
        hidden += [(key, word) for word in plain for other in plain if other != word and other in word]
    assert hidden == []


@pytest.mark.parametrize("name", SEARCHED)
def test_every_plain_wording_is_found_as_its_key(name: str) -> None:
    patterns = compiled(ASSISTANT / name)
    for key, words in read_wordings(ASSISTANT / name).items():
        assert all(patterns[key].search(word) for word in words if PLAIN.fullmatch(word)), key


@pytest.mark.parametrize("path", [path for path in TABLES if path.name not in WHOLE], ids=lambda path: path.name)
def test_every_key_is_used_in_the_room_of_the_table(path: Path) -> None:
    source = "".join(module.read_text(encoding="utf-8") for module in path.parent.glob("*.py"))
    named = "".join(word for words in read_wordings(path).values() for word in words) + path.read_text(encoding="utf-8")
    unused = [
        key
        for key in read_wordings(path)
        if f'"{key}"' not in source and f"'{key}'" not in source and f"{{{key}}}" not in named and key.split(".")[0] not in source
    ]
    assert unused == []
