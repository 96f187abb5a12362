"""What people read stands in the messages modules and the pages' templates, and nowhere else in the code."""

import ast
import importlib
import re
import string
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "index", "assistant")
HAN = re.compile(r"[\u4e00-\u9fff]")
# Modules that hold their data against the wording of documents and questions: words of Chinese are what they work with.
# Elsewhere no Chinese literal stands at all.
READS_TEXTS = (
    "assistant/answering/", "assistant/decision/", "assistant/facts/", "assistant/finder/", "assistant/fitting/",
    "assistant/grounding/", "assistant/pipeline.py", "assistant/privacy.py", "assistant/question/", "assistant/retrieval/",
    "assistant/settings.py", "corpus/", "index/build.py", "index/segment.py", "index/training/",
)  # fmt: skip
NEVER_READ = {
    ("assistant/finder/office_files.py", "宋体"): "a font",
    ("assistant/generation/bank.py", "公众"): "a reader, as the column of a question bank has it",
    ("assistant/integrations/filters.py", "全国"): "a region, as documents state it",
    ("assistant/grounding/quantities.py", "一二三四五六七八九十百千万亿点"): "numerals",
    ("assistant/question/claims.py", "吗吧么嘛呢啊呀哈 ?"): "particles",
    ("assistant/question/claims.py", "是呢啊呀哈哦呗"): "particles",
    ("corpus/places_table.py", "澳门特别行政区"): "a place",
    ("corpus/places_table.py", "香港特别行政区"): "a place",
    ("corpus/places_table.py", "省直辖县级行政区划"): "a group of places, as the source names it",
    ("corpus/places_table.py", "自治区直辖县级行政区划"): "a group of places, as the source names it",
    ("assistant/question/typos.py", "还在的和是有了不也就都要会可能这那上下到对被把为与或从里"): "words of one character",
}
MESSAGES = re.compile(r"^(corpus|index)/messages\.py$|^assistant/messages/")
SENTENCE = re.compile(
    r"[，。；：？！…《》“”、]|[\u4e00-\u9fff]{5}"
)  # what makes words of Chinese a sentence, or a heading at least
PATTERN = re.compile(
    r"^[零〇○一二两三四五六七八九十百千万亿]+$|\(\?|\\[dsSwb1-9]|\[[^\]]*\]|[)\]][*+?{]|^\^|\$$|\|"
)  # what no sentence has
PUBLISHES = {"api_route", "callback", "command", "delete", "get", "post", "put"}  # decorators that show the docstring
SHOWS = {"print", "echo", "debug", "info", "warning", "error", "exception", "critical", "track", "add_argument"}
SHOWN_AS = {"description", "help", "label", "message", "metavar", "placeholder", "summary", "title"}  # keywords
COMPARES = {
    "count", "endswith", "find", "index", "lstrip", "maketrans", "removeprefix", "removesuffix", "replace", "rstrip", "split",
    "startswith", "strip",
}  # fmt: skip


def _modules() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]
    return [name for name in names if name.split("/")[0] in (*PACKAGES, "ui.py")]


def _called(node: ast.AST) -> str:
    """Return the last name of what is called: ``out.print(…)`` is ``print``; an empty text for what is no call."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", None) or getattr(node.func, "id", "")


def _is_of_re(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re"


def _is_matched(above: list[ast.AST]) -> bool:
    """Whether a literal is held against a text: part of a pattern, an operand of a comparison, what is cut off or looked for."""
    holder = next(
        (node for node in reversed(above) if not isinstance(node, ast.Tuple | ast.List | ast.Set | ast.JoinedStr)), None
    )
    looked_for = _called(holder) in COMPARES if holder else False
    return any(map(_is_of_re, above)) or isinstance(holder, ast.Compare) or looked_for


def _is_told(above: list[ast.AST]) -> bool:
    """Whether what stands here reaches somebody: an error, a line that is printed or logged, a help text."""
    return any(
        isinstance(node, ast.Raise) or _called(node) in SHOWS or (isinstance(node, ast.keyword) and node.arg in SHOWN_AS)
        for node in above
    )


def _text(node: ast.AST) -> str:
    """Return the text of a literal, of an f-string with {} for what is filled in; an empty text for any other node."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _literals(tree: ast.AST) -> Iterator[tuple[int, str, list[ast.AST]]]:
    """Yield line and text of the literals with the nodes around them; docstrings only where a library shows them to people."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    stack: list[tuple[ast.AST, list[ast.AST]]] = [(tree, [])]
    while stack:
        node, above = stack.pop()
        if _text(node) and not (above and isinstance(above[-1], ast.JoinedStr)):
            yield getattr(node, "lineno", 0), _text(node), above
        for child in ast.iter_child_nodes(node):
            first = child if isinstance(node, documented) and child is node.body[0] else None
            is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            if not is_docstring or any(_called(decorator) in PUBLISHES for decorator in getattr(node, "decorator_list", [])):
                stack.append((child, [*above, node]))


def wording_in(name: str, source: str) -> list[str]:
    """Return the places of a module where words stand that people read, as ``line text``."""
    found = []
    for line, text, above in _literals(ast.parse(source)):
        if not HAN.search(text) or (name, text) in NEVER_READ or _is_matched(above):
            continue
        is_sentence = SENTENCE.search(text) and not PATTERN.search(text)
        if not name.startswith(READS_TEXTS) or is_sentence or _is_told(above):
            found.append(f"{line} {text[:40]}")
    return sorted(found)


def test_what_people_read_stands_in_messages_alone() -> None:
    names = [name for name in _modules() if not MESSAGES.search(name)]
    assert len(names) > 100
    assert {name: found for name in names if (found := wording_in(name, (ROOT / name).read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    "source",
    [
        'LABEL = "发送"',
        'raise Problem(404, "not_found", f"没有 {name}")',
        'notes = {"all": "同时含有所列词语"}',
        '@router.get("/x")\ndef x():\n    """列出文件。"""',
        '@app.command()\ndef x():\n    """列出文件。"""',
    ],
)
def test_any_chinese_of_a_module_that_reads_no_texts_is_seen(source: str) -> None:
    assert len(wording_in("assistant/api/routes.py", source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'raise FilterError(f"没有 {name}")',
        'raise CorpusError("没有" + name)',
        'log.warning("已建")',
        'out.print(f"{count} 条")',
        'typer.Option(help="目录")',
        'missing = f"《{title}》{year}年的版本"',
        'UNSAID = "文件未载明"',
        'lines.append("请换一个说法。")',
    ],
)
def test_a_sentence_is_seen_where_chinese_words_are_data(source: str) -> None:
    assert len(wording_in("assistant/retrieval/scope.py", source)) == 1
    assert len(wording_in("corpus/manifest.py", source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""现行、有效。"""',
        'def known():\n    """Return 现状 or 目标, 不作推测。"""',
        'PLACE = re.compile(f"(?:关于)?{name}，")',
        'if kind == "规划，":\n    pass',
        'if text.startswith(("一，", "二，")):\n    pass',
        'path = f"第{number}条"',
        'DIGITS = "零一二三四五六七八九"',
        'SEPARATORS = r"[，。；]"',
    ],
)
def test_what_is_held_against_texts_is_no_wording(source: str) -> None:
    assert wording_in("corpus/parser.py", source) == []


def test_what_is_never_read_still_stands_where_it_is_said_to() -> None:
    assert [place for place in NEVER_READ if place[1] not in (ROOT / place[0]).read_text("utf-8")] == []


def _fields(message: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(message) if field is not None}


def _filled(tree: ast.AST, messages: ModuleType) -> Iterator[tuple[int, str, set[str], set[str]]]:
    """Yield line, name, own fields and given fields of each message that is filled in: ``messages.X.format(…)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            message = node.func.value
            if isinstance(message, ast.Attribute) and getattr(message.value, "id", "") == "messages":
                given = {keyword.arg or "" for keyword in node.keywords}
                yield node.lineno, message.attr, _fields(getattr(messages, message.attr)), given


@pytest.mark.parametrize(("package", "fewest"), [("corpus", 30), ("index", 14), ("assistant", 80)])
def test_every_message_is_given_the_fields_that_it_has(package: str, fewest: int) -> None:
    """An error that is rarely seen must not fail with a KeyError, nor drop what it was told."""
    messages = importlib.import_module(f"{package}.messages")
    folder = (f"{package}/", "ui.py") if package == "assistant" else f"{package}/"
    sources = {name: (ROOT / name).read_text("utf-8") for name in _modules() if name.startswith(folder)}
    filled = [(name, *found) for name, source in sources.items() for found in _filled(ast.parse(source), messages)]
    assert len(filled) >= fewest
    assert [place for place in filled if place[3] != place[4]] == []
