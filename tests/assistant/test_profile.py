"""The profile of an office: read from a file, and everything that speaks of the office comes from it."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.__main__ import profile_init
from assistant.errors import ProfileError
from assistant.pipeline import Assistant
from assistant.profile import BUILT_IN, FOLDER, load_profile
from assistant.records import Status
from assistant.settings import Settings
from corpus.records import Document
from corpus.registry import Registry

ROOT = Path(__file__).parents[2]
OTHER = """title = "济南民生问答"
about = "只摘录原文"
subject = "养犬、电梯和医保"
region = "济南"
home_document = "dog"
contact = "济南 12345"
examples = ["养犬要办证吗？"]
[starters]
"市民" = ["养犬要办证吗？"]
"""
# what belongs to the built-in corpus, or was learned; place names and dictionaries of the whole country
DATA = (
    "assistant/profiles/", "assistant/fitting/", "corpus/documents/", "corpus/questions/", "index/statute_questions/",
    "index/colloquial/", "index/training/",
)  # fmt: skip
DICTIONARIES = {  # of the country's places, and of the language
    "corpus/places.tsv", "corpus/place_names.tsv", "index/lexicon/english.tsv",
    "index/lexicon/terms.txt", "index/model/vocabulary.txt",
}  # fmt: skip
OFFICE = re.compile("襄阳|知识产权")
YEARS = re.compile(r"十四五|2021|2025")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "office" / "profile.toml"
    path.parent.mkdir()
    path.write_text(OTHER, encoding="utf-8")
    return path


def test_settings_that_are_not_set_are_those_of_the_profile(other: Path) -> None:
    settings = Settings(profile=str(other), _env_file=None)
    assert (settings.home_region, settings.home_document, settings.contact) == ("济南", "dog", "济南 12345")
    assert Settings(profile=str(other), contact="市民热线").contact == "市民热线"


def test_a_profile_is_named_by_its_folder_too(other: Path) -> None:
    assert load_profile(str(other.parent)) == load_profile(str(other))
    assert load_profile(BUILT_IN) == load_profile(str(FOLDER / BUILT_IN))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (OTHER.replace('contact = "济南 12345"', "contact = 12345"), "contact"),
        (OTHER.replace('"市民" = ["养犬要办证吗？"]', '"市民" = "养犬要办证吗？"'), "starters.市民"),
        (OTHER.replace("subject", "subjct"), "写错了这几项：subjct"),
        ("title = ", "TOML"),
    ],
)
def test_what_is_wrong_with_a_profile_is_named(other: Path, text: str, named: str) -> None:
    other.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match=named):
        load_profile.__wrapped__(str(other))


def test_a_profile_that_is_not_there_is_named() -> None:
    with pytest.raises(ProfileError, match="没有办公室资料“某市”"):
        load_profile("某市")


def test_greeting_and_refusal_speak_of_the_office_and_its_documents(other: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", profile=str(other), _env_file=None)
    assistant = Assistant.open(settings)
    title = assistant.units.documents[0].title  # the profile's document is not registered: the first one is named
    greeting, refusal = assistant.ask("你好").text, assistant.ask("红烧肉怎么做好吃").text
    assert f"《{title}》" in greeting
    assert "“养犬要办证吗？”" in greeting
    assert refusal == f"这个问题不在我的范围内。我只回答《{title}》里写了的内容：养犬、电梯和医保。别的事项请向主管部门咨询。"


def _kept(name: str) -> bool:
    kind = Path(name).suffix in {".py", ".html", ".js", ".css", ".tsv", ".txt", ".md", ".json", ".toml"}
    return kind and not name.startswith(DATA) and name not in DICTIONARIES and (ROOT / name).exists()


def _packages() -> Iterator[tuple[str, str]]:
    """Yield the files of the packages, but data on the built-in corpus, each with its text."""
    listed = subprocess.run(
        ["git", "ls-files", "assistant", "corpus", "index", "ui.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    yield from ((name, (ROOT / name).read_text(encoding="utf-8")) for name in listed.stdout.splitlines() if _kept(name))


def test_no_place_or_subject_of_the_built_in_profile_stands_in_the_packages() -> None:
    lines = ((name, n, line) for name, text in _packages() for n, line in enumerate(text.splitlines(), 1))
    weights = ("assistant/reading/weights/", "index/lexicon/README.md")
    found = [f"{name}:{n}" for name, n, line in lines if OFFICE.search(line) and not name.startswith(weights)]
    assert found == []


def _constants(text: str) -> Iterator[str]:
    """Yield what a module works with: its constants, but docstrings."""
    tree = ast.parse(text)
    told = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, ast.Module | DEFINED) and _says(node)}  # type: ignore[attr-defined]
    yield from (str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)


def _wordings(text: str) -> Iterator[str]:
    yield from (line.split("\t")[1] for line in text.splitlines() if line and not line.startswith("#"))


def test_no_year_of_the_built_in_plan_is_a_constant_of_the_program() -> None:
    read = {".py": _constants, ".tsv": _wordings}
    files = [(name, text) for name, text in _packages() if Path(name).suffix in read]
    assert [name for name, text in files for value in read[Path(name).suffix](text) if YEARS.search(value)] == []


DEFINED = ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef


def _says(node: ast.Module | ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef) -> bool:
    return ast.get_docstring(node) is not None


GUIDE = """大棚补贴办事指南
发布机关：某县农业农村局
一、申请条件
农户新建大棚面积在二亩以上的，可以申请大棚补贴。
二、补贴标准
大棚补贴标准为每亩三千元，大棚补贴一年发放一次。
三、咨询电话
咨询电话：0710-7654321。
"""


def test_a_first_profile_comes_from_what_is_registered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = ROOT / "tests" / "data" / "documents"
    data, output = tmp_path / "data", tmp_path / "office"
    for name, title, day in (
        ("beijing_patent_promotion", "北京市专利保护和促进条例", "2013-11-22"),
        ("bj_ip_pledge_2022", "北京市知识产权质押融资办法", "2022-03-01"),
    ):
        text = (documents / f"{name}.txt").read_text(encoding="utf-8")
        Registry(data).add([(Document(id=name, title=title, region="北京", published=day), text)], builtin=False)
    guide = Document(id="guide", title="大棚补贴办事指南", region="某县", issuer="某县农业农村局")
    Registry(data).add([(guide, GUIDE)])
    profile_init(output, data)
    assert str(output) in capsys.readouterr().out
    drafted = load_profile(str(output))
    assert (drafted.title, drafted.region, drafted.home_document) == ("北京政策问答", "北京", "bj_ip_pledge_2022")
    assert {"专利", "大棚"} <= set(drafted.field.words)
    assert "北京" not in drafted.subject
    assert drafted.contacts["大棚"] == "某县农业农村局 咨询电话：0710-7654321"
    assistant = Assistant.open(Settings(data_dir=data, profile=str(output), _env_file=None))
    asked = [question for questions in drafted.starters.values() for question in questions]
    assert asked and set(drafted.examples) <= set(asked)
    assert {question: assistant.ask(question).status for question in asked} == dict.fromkeys(asked, Status.ANSWERED)
    assert assistant.ask("大棚补贴一亩多少钱").contact == "某县农业农村局 咨询电话：0710-7654321"
    with pytest.raises(ProfileError, match="已经有了"):
        profile_init(output, data)


def test_nothing_is_drafted_from_nothing(tmp_path: Path) -> None:
    Registry(tmp_path).add([], builtin=False)
    with pytest.raises(ProfileError, match="还没有登记文件"):
        profile_init(tmp_path / "office", tmp_path)
