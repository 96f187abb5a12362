"""The shape of the project: what may import what, what may lie where, what must be documented."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from assistant.api.settings import HttpSettings
from assistant.settings import Settings

ROOT = Path(__file__).parents[1]
STAGES = ("corpus", "index", "assistant", "ui")  # a stage imports itself and the stages before it
# The rooms of assistant/ from the ground up: a room imports itself and the storeys below it. Those of one storey stand side
# by side and know nothing of each other, but for the modules on the ground.
STOREYS = (
    {
        "diagnostics",
        "errors",
        "field",
        "kept",
        "markup",
        "messages",
        "overlay",
        "privacy",
        "profile",
        "recent",
        "records",
        "settings",
        "statuses",
        "thresholds",
        "wordings",
    },
    {"question", "facts", "grounding", "reading"},
    {"retrieval"},
    {"decision", "finder"},
    {"answering"},
    {"generation", "pinned"},
    {"pipeline"},
    {"generations"},
    {"batch"},
    {"api", "fitting", "integrations"},
    {"admin", "backup", "evaluation", "site"},
    {"pages"},
    {"__main__"},
)
TOP_LEVEL = {
    ".ci", ".editorconfig", ".gitattributes", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "LICENSE", "Makefile",
    "README.md", "assistant", "corpus", "deploy", "docs", "index", "pyproject.toml", "requirements.lock", "tests", "ui.py",
}  # fmt: skip
JIEBA_ALLOWED = ("index/segment.py",)
MIB = 1024 * 1024
# Imports whose package has another name, or that are the ground on which a declared package stands.
PACKAGE_OF = {
    "anyio": "fastapi", "argon2": "argon2-cffi", "brotli": "gradio", "docx": "python-docx", "faiss": "faiss-cpu",
    "grpc": "grpcio", "langsmith": "langchain-core", "markupsafe": "jinja2", "mcp": "gradio",
    "PIL": "pillow", "openai": "langchain-openai", "pydantic_core": "pydantic", "starlette": "fastapi",
}  # fmt: skip
# What only training and fitting need; they are no part of the running product.
TRAINING_ONLY = {"onnx", "scipy", "sklearn", "transformers"}


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


def _modules() -> list[Path]:
    return [ROOT / name for name in _tracked() if name.endswith(".py") and name.split("/")[0].removesuffix(".py") in STAGES]


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_imports_point_one_way() -> None:
    wrong = []
    for path in _modules():
        name = path.relative_to(ROOT).as_posix()
        own = STAGES.index(name.split("/")[0].removesuffix(".py"))
        wrong += [f"{name} imports {module}" for module in _imports(path) if module.split(".")[0] in STAGES[own + 1 :]]
    assert wrong == []


def _room(module: str) -> str:
    """Return the room of a module of assistant/: ``assistant.question.facets`` lies in ``question``."""
    return module.split(".")[1]


def _storey(room: str) -> int:
    (storey,) = [number for number, rooms in enumerate(STOREYS) if room in rooms]
    return storey


def _rooms_imported() -> Iterator[tuple[str, str, str]]:
    """Yield file, own room and imported room, for every import from one room of assistant/ into another."""
    for path in _modules():
        name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        if name.startswith("assistant.") and name != "assistant.__init__":
            for imported in _names_imported(path):
                if imported.startswith("assistant.") and _room(imported) != _room(name):
                    yield name, _room(name), _room(imported)


def _names_imported(path: Path) -> Iterator[str]:
    """Yield what a file imports with the module before it: ``from assistant import messages`` is ``assistant.messages``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_of_the_assistant_has_its_storey() -> None:
    rooms = {Path(name).parts[1].removesuffix(".py") for name in _tracked() if re.match(r"assistant/.*\.py$", name)} - {
        "__init__"
    }
    listed = [room for storey in STOREYS for room in storey]
    assert sorted(listed) == sorted(rooms)


def test_rooms_import_only_what_lies_below_them() -> None:
    wrong = [
        f"{name} imports {imported}"
        for name, room, imported in _rooms_imported()
        if _storey(imported) >= _storey(room) and not _storey(imported) == _storey(room) == 0
    ]
    assert wrong == []


def test_every_folder_of_code_states_its_purpose_in_one_line() -> None:
    folders = {path.parent for path in _modules() if path.parent != ROOT}
    purposes = {folder: ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) for folder in folders}
    assert [str(folder) for folder, purpose in purposes.items() if not purpose or "\n" in purpose] == []


def test_the_product_imports_no_tests_and_no_pickle() -> None:
    wrong = [
        (path.name, module)
        for path in _modules()
        for module in _imports(path)
        if module.split(".")[0] in ("tests", "pickle", "dill")
    ]
    assert wrong == []


def test_jieba_is_imported_by_the_segmenter_alone() -> None:
    users = {path.relative_to(ROOT).as_posix() for path in _modules() if any(m.split(".")[0] == "jieba" for m in _imports(path))}
    assert "index/segment.py" in users
    assert {user for user in users if not user.startswith(JIEBA_ALLOWED)} == set()


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    entries = [*project["dependencies"], *extras["ocr"], *extras["milvus"]]  # an extra is asked for before it is used
    declared = {re.split(r"[\[<>=!~ ]", entry)[0].lower() for entry in entries}
    missing = set()
    for path in _modules():
        for module in _imports(path):
            top = module.split(".")[0]
            known = top in STAGES or top in sys.stdlib_module_names or top in TRAINING_ONLY
            if not known and PACKAGE_OF.get(top, top.replace("_", "-")).lower() not in declared:
                missing.add(f"{path.relative_to(ROOT)}: {top}")
    assert missing == set()


def test_nothing_else_lies_at_the_top() -> None:
    assert {name.split("/")[0] for name in _tracked()} <= TOP_LEVEL


def test_there_is_no_drawer_for_everything() -> None:
    drawers = {"utils", "util", "core", "common", "managers", "helpers", "misc"}
    assert [name for name in _tracked() if drawers & {Path(part).stem for part in Path(name).parts}] == []


def test_no_tracked_file_is_larger_than_32_mib() -> None:
    assert [name for name in _tracked() if (ROOT / name).stat().st_size > 32 * MIB] == []


def test_the_shipped_weights_are_at_most_32_mib() -> None:
    assert sum((ROOT / name).stat().st_size for name in _tracked() if name.startswith("index/model/")) <= 32 * MIB


def test_no_tracked_file_names_a_package_server_or_the_path_of_a_machine() -> None:
    pattern = re.compile(
        r"(index-url|registry)[ =]+https?://|files\.pythonhosted\.org|registry\.npmjs\.org|/root/|/(?:work|home)/[a-z]"
    )
    found = []
    for name in _tracked():
        if name.endswith((".py", ".md", ".toml", ".json", ".yaml", ".yml", ".cfg", ".txt", ".js", ".html")) or "/" not in name:
            text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
            found += (
                [f"{name}: {match.group()}" for match in pattern.finditer(text)] if name != "tests/test_architecture.py" else []
            )
    assert found == []


@pytest.mark.parametrize("settings", [Settings, HttpSettings])
def test_every_setting_is_in_the_table_of_the_readme(settings: type[BaseSettings]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    prefix = settings.model_config["env_prefix"]
    assert [name for name in settings.model_fields if f"| `{prefix}{name.upper()}` |" not in readme] == []


def test_the_readme_names_no_setting_that_is_none() -> None:
    named = set(re.findall(r"ASSISTANT_([A-Z_]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named <= {name.upper() for settings in (Settings, HttpSettings) for name in settings.model_fields}


def test_every_settings_class_is_known_here() -> None:
    classes = set()
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Settings") for base in node.bases):
                classes.add(node.name)
    assert classes <= {"CheckedSettings", "IndexSettings", "Settings", "HttpSettings"}


def test_no_private_name_is_imported_from_another_module() -> None:
    private = re.compile(r"(^|\.)_(?!_)")
    wrong = [f"{path.relative_to(ROOT)}: {name}" for path in _modules() for name in _names_imported(path) if private.search(name)]
    assert wrong == []


def _late_imports(path: Path) -> Iterator[ast.stmt]:
    """Yield the imports that stand inside a function."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom))


def test_an_import_inside_a_function_has_its_reason_beside_it() -> None:
    wrong = set()
    for path in _modules():
        lines = path.read_text(encoding="utf-8").splitlines()
        reasons: set[int] = set()  # lines of imports that have one; it holds for those that follow at once
        for node in sorted(_late_imports(path), key=lambda node: node.lineno):
            before, own = lines[node.lineno - 2], lines[node.lineno - 1]
            if before.strip().startswith("#") or "#" in own or node.lineno - 1 in reasons:
                reasons.add(node.end_lineno or node.lineno)
            else:
                wrong.add(f"{path.relative_to(ROOT)}:{node.lineno} {own.strip()}")
    assert sorted(wrong) == []


def test_every_stage_of_the_assistant_has_its_folder_of_tests() -> None:
    stages = {path.parent.relative_to(ROOT) for path in _modules() if path.parent.parent == ROOT / "assistant"}
    tested = {Path(name).parent.relative_to("tests") for name in _tracked() if re.search(r"^tests/.*/test_\w+\.py$", name)}
    assert stages <= tested | {path.parent for path in tested}


# what a question says is read in assistant/question/ alone: later stages ask for a field, they match no pattern on its text
QUESTION_TEXTS = {"asked", "context", "own", "question", "rest", "text"}
PATTERN_METHODS = {"findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"}


def _is_text_of_question(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Attribute) and node.attr in QUESTION_TEXTS):
        return False
    holder = node.value
    return "understood" in (getattr(holder, "id", None), getattr(holder, "attr", None))


def _patterns_on_questions(source: str) -> list[int]:
    """Return the lines where a pattern is matched on the text of a question."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in PATTERN_METHODS
        for argument in [*node.args, *(keyword.value for keyword in node.keywords)]
        if any(_is_text_of_question(part) for part in ast.walk(argument))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "re.search('多少', understood.text)",
        "PATTERN.sub('', found.understood.question)",
        "pattern.match(string=understood.rest.strip())",
        "any(p.search(case.found.understood.own) for p in patterns)",
    ],
)
def test_a_pattern_on_the_text_of_a_question_is_seen(line: str) -> None:
    assert _patterns_on_questions(line) == [1]


@pytest.mark.parametrize("line", ["pattern.search(hit.text)", "search.run(understood)", "rerank(understood.text, hits)"])
def test_a_pattern_on_another_text_is_none_of_these(line: str) -> None:
    assert _patterns_on_questions(line) == []


def test_no_stage_after_the_question_matches_patterns_on_its_text() -> None:
    later = [path for path in _modules() if path.is_relative_to(ROOT / "assistant") and path.parent.name != "question"]
    assert len(later) > 30
    found = [f"{path.relative_to(ROOT)}:{line}" for path in later for line in _patterns_on_questions(path.read_text("utf-8"))]
    assert found == []
