"""The command line as a person meets it: what it prints, where, and with which exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "某办法\n一、范围\n适用于全市。\n"


class Corpus:
    """Runs ``python -m corpus`` on a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *args: str, code: int = 0, data_dir: Path | None = None) -> str:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "80"}
        done = subprocess.run(
            [sys.executable, "-m", "corpus", *args, "--data-dir", str(data_dir or self.folder / "data")],
            capture_output=True, text=True, encoding="utf-8", env=environment, cwd=self.folder, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr if code else done.stdout

    def file(self, name: str, content: str | bytes = TEXT) -> str:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)


def test_add_reports_the_coverage_of_every_document(corpus: Corpus) -> None:
    out = corpus("add", corpus.file("甲.txt"), corpus.file("乙.md", "# 乙办法\n第一条 甲。\n第二条 乙。\n"))
    assert "甲：已登记；1 条，覆盖率 100.00%" in out
    assert "乙：已登记；2 条，覆盖率 100.00%" in out
    assert "新登记 2 份，已有 0 份" in out


def test_add_of_a_registered_text_says_so_and_ends_well(corpus: Corpus) -> None:
    path = corpus.file("甲.txt")
    corpus("add", path)
    out = corpus("add", path)
    assert "甲：已登记过，未改动" in out
    assert "新登记 0 份，已有 1 份" in out


def test_add_of_another_text_under_the_id_ends_with_1(corpus: Corpus) -> None:
    corpus("add", corpus.file("甲.txt"))
    assert "错误：编号 甲 已登记，但文字不同" in corpus("add", corpus.file("甲.txt", "别的。"), code=1)


def test_two_files_of_one_name_and_different_texts_add_nothing(corpus: Corpus) -> None:
    (corpus.folder / "b").mkdir()
    err = corpus("add", corpus.file("甲.txt"), corpus.file("b/甲.txt", "别的。"), code=1)
    assert "编号 甲 在本次登记中对应两份不同的文字" in err
    assert "甲" not in corpus("list")


def test_one_bad_file_among_good_ones_adds_nothing(corpus: Corpus) -> None:
    err = corpus("add", corpus.file("甲.txt"), corpus.file("空.txt", b""), code=1)
    assert "空.txt：文件是空的" in err
    assert "甲" not in corpus("list")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("图.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "二进制文件"),
        ("文.txt", b"%PDF-1.7\n", "二进制文件"),
        ("文.pdf", b"%PDF-1.7\n", "不支持 .pdf"),
        ("白.txt", "　\n".encode(), "只有空白"),
    ],
)
def test_unreadable_files_end_with_1_and_are_named(corpus: Corpus, name: str, content: bytes, message: str) -> None:
    err = corpus("add", corpus.file(name, content), code=1)
    assert name in err
    assert message in err


def test_gb18030_files_are_read(corpus: Corpus) -> None:
    corpus("add", corpus.file("甲.txt", TEXT.encode("gb18030")))
    assert "适用于全市。" in corpus("show", "甲")


def test_a_missing_file_ends_with_1(corpus: Corpus) -> None:
    assert "没有.txt：读不到这个文件" in corpus("add", "没有.txt", code=1)


def test_a_folder_is_added_with_its_manifest_and_what_it_leaves_out_is_said(corpus: Corpus) -> None:
    (corpus.folder / "库").mkdir()
    for name in ("甲.txt", "README.md"):
        corpus.file(f"库/{name}")
    manifest = corpus.file("m.json", json.dumps([{"doc": "jia", "title": "某办法", "region": "national", "file": "甲.txt"}]))
    out = corpus("add", str(corpus.folder / "库"), "--manifest", manifest)
    assert "清单未提及、未登记：README.md" in out
    assert "jia：已登记" in out
    assert json.loads(corpus("show", "jia", "--json"))["document"]["region"] == "全国"


def test_a_folder_without_documents_ends_with_1(corpus: Corpus) -> None:
    (corpus.folder / "空").mkdir()
    assert "目录里没有可登记的" in corpus("add", str(corpus.folder / "空"), code=1)


def test_a_broken_manifest_ends_with_1(corpus: Corpus) -> None:
    manifest = corpus.file("m.json", '[{"id": "a"}]')
    assert "m.json 第 1 项：缺少 id（或 doc）或 title" in corpus("add", corpus.file("甲.txt"), "--manifest", manifest, code=1)


def test_show_json_lets_anyone_check_that_nothing_is_lost(corpus: Corpus) -> None:
    shown = json.loads(corpus("show", "xiangyang_ip_145", "--json"))
    text = (ROOT / "corpus" / "documents" / "xiangyang_ip_145.txt").read_text(encoding="utf-8")
    assert {"document", "headings", "clauses"} <= shown.keys()
    assert {"path", "title", "start", "end"} <= shown["headings"][0].keys()
    assert {"id", "path", "text", "start", "end", "sentences"} <= shown["clauses"][0].keys()
    pieces = sorted((piece["start"], piece["end"]) for piece in shown["headings"] + shown["clauses"])
    assert "".join(text[start:end] for start, end in pieces) == text


def test_list_cuts_no_title_off(corpus: Corpus) -> None:
    out = corpus("list")
    assert "xiangyang_ip_145" in out
    assert "…" not in out
    assert "襄阳市知识产权“十四五" in out


def test_remove_takes_an_added_document_away(corpus: Corpus) -> None:
    corpus("add", corpus.file("甲.txt"))
    assert "已移除 甲" in corpus("remove", "甲")
    assert "没有编号为 甲 的文件" in corpus("show", "甲", code=1)


def test_the_plan_cannot_be_removed_but_left_out(corpus: Corpus) -> None:
    assert "--no-builtin" in corpus("remove", "xiangyang_ip_145", code=1)
    corpus("add", corpus.file("甲.txt"), "--no-builtin")
    assert "没有编号为 xiangyang_ip_145 的文件" in corpus("show", "xiangyang_ip_145", code=1)


def test_check_compares_every_document_with_its_source(corpus: Corpus) -> None:
    corpus("add", corpus.file("甲.txt"))
    out = corpus("check")
    assert "xiangyang_ip_145：39 条，覆盖率 100.00%，一致" in out
    assert "甲：1 条，覆盖率 100.00%，一致" in out


def test_a_data_folder_that_cannot_be_written_ends_with_1(corpus: Corpus) -> None:
    blocked = Path(corpus.file("文件", "x"))
    assert "数据目录不可写" in corpus("add", corpus.file("甲.txt"), code=1, data_dir=blocked)


def test_a_damaged_registry_ends_with_1(corpus: Corpus) -> None:
    (corpus.folder / "data").mkdir()
    corpus.file("data/corpus.sqlite3", b"no database" * 100)
    assert "打不开或已损坏" in corpus("list", code=1)


@pytest.mark.parametrize("args", [["add"], ["show"], ["nonsense"], ["list", "--nonsense"]])
def test_wrong_usage_ends_with_2(corpus: Corpus, args: list[str]) -> None:
    corpus(*args, code=2)
