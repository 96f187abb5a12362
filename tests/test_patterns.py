"""No pattern of the packages takes longer than in proportion to the text, whatever the text.

Every pattern is run on texts made to hurt it: what it repeats, repeated, after what leads up to the repeat, with an end that
does not match. A text twice as long may take about twice the time.
"""

import ast
import dataclasses
import functools
import importlib.util
import pkgutil
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as sre  # type: ignore[import-not-found]
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from assistant.field import load_field
from assistant.profile import BUILT_IN, FOLDER
from assistant.wordings import Patterns

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "index", "assistant")
LENGTH = 5_120  # characters: as the longest question, and a sentence of a document far longer than any real one
SIZES = (
    *range(8, 80, 2),
    *range(80, 160, 8),
    *(LENGTH >> n for n in range(5, -1, -1)),
)  # small steps first: exponential shows there
SECONDS = 0.05  # of processor time that one pattern may take on a text of that length, on the machine of `_pace`
NOTICEABLE = 0.002  # seconds below which a time says nothing about growth
GROWTH = 3.0  # linear doubles with the length, quadratic makes four times as much
AGAIN = 4  # times that a text is tried once more before a pattern is called slow
PAUSE = 0.02  # seconds before that
PIECES = 40  # of a pattern's alternatives that are repeated
METHODS = frozenset({"search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"})
COMMON = (
    "0",
    " ",
    "\n",
    "a",
    "一",
    "的",
    "第",
    ",",
    "，",
    "(",
    "（",
    "[",
    "“",
    "《",
    ".",
    "-",
    "0.",
    "0,",
    "1-",
    "一、",
    "年1月",
)


class Used(NamedTuple):
    """A pattern, the method that it is used with, and where."""

    where: str
    pattern: re.Pattern[str]
    method: str


def _modules() -> Iterator[tuple[ModuleType, ast.Module]]:
    names = ["ui"]
    for package in PACKAGES:
        found = importlib.import_module(package)
        names += [package, *(m.name for m in pkgutil.walk_packages(found.__path__, f"{package}."))]
    extra = ("index.milvus.",) if importlib.util.find_spec("pymilvus") is None else ()
    for name in names:
        if not name.endswith("__main__") and not name.startswith(extra):
            module = importlib.import_module(name)
            yield module, ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


def _inside(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """Yield the patterns in a value: in dictionaries, sequences, sets and dataclasses too."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4:
        for inner in _parts(value):
            yield from _inside(inner, depth + 1)


def _parts(value: object) -> Iterable[object]:
    """Return what a dictionary, sequence, set or dataclass holds, and what is compiled only when it is asked for."""
    if isinstance(value, Patterns):
        return [value[key] for key in value.expressions]
    if isinstance(value, functools._lru_cache_wrapper) and value.__annotations__.get("return") == re.Pattern[str]:
        return [value()]
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, list | tuple | set | frozenset):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name, None) for field in dataclasses.fields(value)]
    return ()


def _text(node: ast.expr, names: dict[str, Any]) -> str | None:
    """Return the text of a literal or f-string; a value known only at run time stands as 0."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, names) or "" for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _text(node.value, names) or "0"
    if isinstance(node, ast.Name) and isinstance(names.get(node.id), str):
        return str(names[node.id])
    return None


def _called(tree: ast.Module) -> Iterator[tuple[ast.Call, str, str]]:
    """Yield the calls of methods of patterns: the call, the name that it is called on, the method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            on = node.func.value
            name = on.id if isinstance(on, ast.Name) else on.attr if isinstance(on, ast.Attribute) else ""
            yield node, name, node.func.attr


@functools.cache
def used() -> tuple[Used, ...]:
    """Return every pattern of the packages and of the built-in profile with the methods that it is used with.

    Search where that cannot be seen.
    """
    modules = list(_modules())
    methods: dict[str, set[str]] = {}
    for _, tree in modules:
        for _, name, method in _called(tree):
            methods.setdefault(name, set()).add(method)
    found: dict[tuple[str, int, str], Used] = {}
    for module, tree in modules:
        for use in (*_kept_in(module, tree, methods), *_written_in(module, tree)):
            found.setdefault((use.pattern.pattern, use.pattern.flags, use.method), use)
    for pattern in _inside(load_field(FOLDER / BUILT_IN)):
        found.setdefault((pattern.pattern, pattern.flags, "search"), Used(f"assistant.profiles.{BUILT_IN}", pattern, "search"))
    return tuple(found.values())


def _own_names(tree: ast.Module) -> set[str]:
    """Return the names that a module gives, to values and to functions."""
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return stored | {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _kept_in(module: ModuleType, tree: ast.Module, methods: dict[str, set[str]]) -> Iterator[Used]:
    """Yield the patterns that a module keeps under a name, with the methods that are called on the name anywhere."""
    seen = {method for _, name, method in _called(tree) if method != "split" and name != "re"} or {"search"}
    own = _own_names(tree)
    for name, value in vars(module).items():
        for pattern in _inside(value) if name in own else ():
            yield from (Used(f"{module.__name__}.{name}", pattern, method) for method in methods.get(name, seen))


def _written_in(module: ModuleType, tree: ast.Module) -> Iterator[Used]:
    """Yield the patterns that stand in the call itself: ``re.sub("…", …)``."""
    for call, name, method in _called(tree):
        text = _text(call.args[0], vars(module)) if name == "re" and call.args else None
        if text is not None:
            yield Used(f"{module.__name__}:{call.lineno}", re.compile(text), method)


def _holds(items: Any, char: str) -> bool:
    """Return whether a character class holds a character."""
    negated = bool(items) and items[0][0] is op.NEGATE
    return bool(negated != any(_is_one(item, char) for item in items))


def _is_one(item: Any, char: str) -> bool:
    kind, value = item
    if kind is op.LITERAL:
        return bool(ord(char) == value)
    if kind is op.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if kind is op.CATEGORY:
        letter = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(value).rpartition("_")[2]]
        return (re.match(letter, char) is None) == ("_NOT_" in str(value))
    return False


def _of_class(items: Any) -> str:
    first = next((chr(v if k is op.LITERAL else v[0]) for k, v in items if k in (op.LITERAL, op.RANGE)), "")
    return next((char for char in ("一", "0", "a", " ", ",", "-", first, "x") if char and _holds(items, char)), "")


def _sample(tree: Any, branch: int = 0) -> str:
    """Return a text that the pattern matches, as far as that is seen without looking around."""
    return "".join(_one(kind, value, branch) for kind, value in tree)


def _one(kind: Any, value: Any, branch: int) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind in (op.ANY, op.NOT_LITERAL):
        return "一" if value != ord("一") else "x"
    if kind is op.IN:
        return _of_class(value)
    if kind is op.BRANCH:
        return _sample(value[1][branch % len(value[1])], branch)
    if kind is op.SUBPATTERN:
        return _sample(value[3], branch)
    if kind is op.ATOMIC_GROUP:
        return _sample(value, branch)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return str(_sample(value[2], branch) * max(value[0], 1))
    return ""  # anchors, groups repeated, looking around


def _below(kind: Any, value: Any) -> list[Any]:
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return [value[2]]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    return []


def _repeats(tree: Any, head: str = "") -> Iterator[tuple[str, str]]:
    """Yield what leads up to each repeat, and each of what it repeats."""
    for kind, value in tree:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and value[1] > 8:
            yield from ((head, _sample(value[2], branch)) for branch in range(4))
        for inner in _below(kind, value):
            yield from _repeats(inner, head)
        head += _one(kind, value, 0)


def _alternatives(tree: Any) -> Iterator[str]:
    for kind, value in tree:
        for inner in _below(kind, value):
            yield _sample(inner)
            yield from _alternatives(inner)


def _looked_for(tree: Any) -> set[str]:
    """Return what the pattern looks for ahead without limit, which may stand at the very end of a text."""
    found = set()
    for kind, value in tree:
        if kind in (op.ASSERT, op.ASSERT_NOT) and any(k is op.MAX_REPEAT and v[1] > PIECES for k, v in value[1]):
            found.add(_sample(value[1]))
        for inner in _below(kind, value):
            found |= _looked_for(inner)
    return found


def attacks(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return what to put before and what to repeat, so that a pattern that can be slow is slow."""
    tree = sre.parse(pattern.pattern, pattern.flags)
    whole = _sample(tree)
    pieces = sorted({piece for piece in _alternatives(tree) if piece})
    pieces = pieces[:: max(1, len(pieces) // PIECES)]
    found = [("", pump) for pump in (*COMMON, whole, whole[:-1], *pieces, "".join(pieces)[:200])]
    for head, body in dict.fromkeys(_repeats(tree)):
        found += [(head, body), ("", head + body), ("", head + " "), ("", body)]  # the blank ends a word, as \b asks
    return [pair for pair in dict.fromkeys(found) if pair[1]]


def _run(pattern: re.Pattern[str], method: str) -> Callable[[str], object]:
    if isinstance(pattern.pattern, bytes):
        inner: Callable[[bytes], object] = getattr(pattern, method)
        return lambda text: inner(text.encode())
    if method in ("sub", "subn"):
        return lambda text: pattern.sub("", text)
    if method == "finditer":
        return lambda text: sum(1 for _ in pattern.finditer(text))
    return getattr(pattern, method)  # type: ignore[no-any-return]


def _seconds(run: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    run(text)
    return time.process_time() - start


@functools.cache
def _pace() -> float:
    """Return how many times slower this machine is now than the one on which the bound was set; at least 1."""
    pattern = re.compile("|".join(f"{char}中{char}" for char in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"))
    return max(1.0, min(_seconds(pattern.search, "中" * 50_000) for _ in range(3)) / 0.01)


def slow(pattern: re.Pattern[str], method: str) -> list[str]:
    """Return the texts on which the pattern is slow, or slower than in proportion, with the times."""
    run = _run(pattern, method)
    tails = ("\x00", *_looked_for(sre.parse(pattern.pattern, pattern.flags)))
    found = (_fault(run, head, pump, tail) for head, pump in attacks(pattern) for tail in tails)
    return [fault for fault in found if fault]


def _fault(run: Callable[[str], object], head: str, pump: str, tail: str) -> str:
    """Lengthen the text step by step; stop where the time is over the bound, however often both are taken."""
    took, last = 0.0, ""
    for size in SIZES:
        text = head + (pump * (size // len(pump) + 1))[:size] + tail
        before, took = took, _seconds(run, text)
        for _ in range(AGAIN):
            if not _too_long(took, before):
                break
            time.sleep(PAUSE)  # a busy machine takes its time now and then, and a text's time may have been a lucky one
            before, took = max(before, _seconds(run, last)), min(took, _seconds(run, text))
        if _too_long(took, before):
            return f"{head!r} + {pump!r} * n + {tail!r}: {size} characters {took * 1000:.1f} ms, before {before * 1000:.1f} ms"
        last = text
    return ""


def _too_long(took: float, before: float) -> bool:
    return took > SECONDS * _pace() or (before > NOTICEABLE and took > GROWTH * before)


@pytest.mark.parametrize("use", used(), ids=lambda use: f"{use.where}.{use.method}")
def test_no_text_makes_a_pattern_slow(use: Used) -> None:
    assert slow(use.pattern, use.method) == []


def test_the_patterns_of_every_package_are_found() -> None:
    homes = {use.where.split(".")[0] for use in used()}
    assert homes >= {"corpus", "assistant"}
    assert len(used()) > 300


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"^(?:(?:你|你好)[你,]*)+$", "match"),  # exponential
        (r"\d*$", "search"),  # quadratic: tried again from each of the digits
        (r"“(?:甲|.)*”", "search"),  # a plain .* is too fast to be noticed on some processors
        (r"(\d+)年", "finditer"),
        (r"[\s,]+(?=[a-z])", "split"),
        (r"(?:忽略|无视).*(?:指令|设定)", "search"),
    ],
)
def test_a_slow_pattern_is_noticed(pattern: str, method: str) -> None:
    assert slow(re.compile(pattern), method)
