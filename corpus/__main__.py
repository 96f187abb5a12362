"""Command line of the corpus: ``python -m corpus add | list | show | remove | check | questions``."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from corpus.errors import CorpusError
from corpus.manifest import document_from, document_without_manifest, read_manifest
from corpus.parser import parse
from corpus.readers import TEXT_SUFFIXES, read_collection, read_text
from corpus.records import Document
from corpus.registry import Registry

app = typer.Typer(add_completion=False, no_args_is_help=True, help="政策文件的登记、查看与核对。")
out = Console(highlight=False, soft_wrap=True)
DataDir = Annotated[Path, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help="数据目录")]
NoBuiltin = Annotated[bool, typer.Option("--no-builtin", help="这一次不看内置规划")]
DEFAULT_DATA_DIR = Path("data")


def _files(paths: list[Path], described: dict[str, Document]) -> list[Path]:
    return [file for path in paths for file in (_files_of(path, described) if path.is_dir() else [path])]


def _files_of(folder: Path, described: dict[str, Document]) -> list[Path]:
    inside = sorted(path for path in folder.iterdir() if path.suffix.lower() in TEXT_SUFFIXES)
    left = [path for path in inside if described and path.name not in described and path.stem not in described]
    if left:  # in a folder, the manifest says what is a document; a README beside the texts is none
        out.print(f"清单未提及、未登记：{'、'.join(path.name for path in left)}")
    if len(left) == len(inside):
        raise CorpusError(f"{folder}：目录里没有可登记的 .txt 或 .md 文件。")
    return [path for path in inside if path not in left]


def read_documents(paths: list[Path], manifest: Path | None) -> Iterator[tuple[Document, str]]:
    """Yield the documents of files and folders with their texts, described by the manifest where there is one."""
    described = read_manifest(manifest) if manifest else {}
    for path in _files(paths, described):
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            for identifier, title, text in read_collection(path):
                yield document_from({"id": identifier, "title": title, "source": path.name}, path.name), text
            continue
        text = read_text(path)
        known = described.get(path.name) or described.get(path.stem)
        yield known or document_without_manifest(path.stem, text), text


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="文件或目录（.txt、.md；成批短文可用 .jsonl[.gz]）")],
    manifest: Annotated[Path | None, typer.Option(help="文件元数据清单（JSON 列表）")] = None,
    builtin: Annotated[bool | None, typer.Option("--builtin/--no-builtin", help="文档库收入或不收入内置规划；不写则不变")] = None,
    data_dir: DataDir = DEFAULT_DATA_DIR,
) -> None:
    """登记文件，并逐份报告解析覆盖率。"""
    registry = Registry(data_dir)
    items = list(read_documents(paths, manifest))
    taken: dict[str, str] = {}
    for document, text in items:
        if taken.setdefault(document.id, text) != text:
            raise CorpusError(f"编号 {document.id} 在本次登记中对应两份不同的文字；没有登记任何文件。请在清单中给它们不同的 id。")
    added, same = registry.add(items, builtin=builtin)
    quiet = len(items) > 200
    low = 0
    for document, text in track(items, description="核对", disable=not sys.stderr.isatty(), console=Console(stderr=True)):
        parsed = parse(document, text)
        low += parsed.coverage() < 1
        if not quiet:
            state = "已登记过，未改动" if document.id in same and document.id not in added else "已登记"
            out.print(f"{document.id}：{state}；{len(parsed.clauses)} 条，覆盖率 {parsed.coverage():.2%}")
    out.print(f"新登记 {len(added)} 份，已有 {len(same)} 份；覆盖率不足 100% 的 {low} 份。")


@app.command("list")
def list_documents(no_builtin: NoBuiltin = False, data_dir: DataDir = DEFAULT_DATA_DIR) -> None:
    """列出已登记的文件。"""
    table = Table()
    for name in ("编号", "名称", "地区", "类别", "起", "止", "状态"):
        table.add_column(name, overflow="fold")  # nothing is cut off where the output is no wide terminal
    for document, _ in Registry(data_dir).items(builtin=False if no_builtin else None):
        cells = (document.region, document.kind, document.valid_from, document.valid_to, document.status)
        table.add_row(document.id, document.title, *(cell or "—" for cell in cells))
    out.print(table)


@app.command()
def show(identifier: str, as_json: Annotated[bool, typer.Option("--json")] = False, data_dir: DataDir = DEFAULT_DATA_DIR) -> None:
    """显示一份文件的目录与条款。"""
    document, text = Registry(data_dir).get(identifier)
    parsed = parse(document, text)
    if as_json:
        headings = [{"path": h.path, "title": h.title, "start": h.start, "end": h.end} for h in parsed.headings]
        clauses = [
            {"id": c.id, "path": c.path, "label": c.label, "text": c.text, "start": c.start, "end": c.end,
             "sentences": [list(span) for span in c.sentences]}
            for c in parsed.clauses
        ]  # fmt: skip
        print(json.dumps({"document": document.to_dict(), "headings": headings, "clauses": clauses}, ensure_ascii=False))
        return
    out.print(f"{document.title}（{document.id}）")
    for clause in parsed.clauses:
        out.print(f"\n[{clause.label}] {' > '.join(clause.headings)}", markup=False)
        out.print(clause.text.rstrip(), markup=False)


@app.command()
def remove(identifier: str, data_dir: DataDir = DEFAULT_DATA_DIR) -> None:
    """移除一份登记过的文件。"""
    Registry(data_dir).remove(identifier)
    out.print(f"已移除 {identifier}。")


@app.command()
def check(no_builtin: NoBuiltin = False, data_dir: DataDir = DEFAULT_DATA_DIR) -> None:
    """核对每份文件：标题与条款依次相接是否就是原文。"""
    broken = 0
    for parsed in Registry(data_dir).parsed(builtin=False if no_builtin else None):
        spans = sorted([(h.start, h.end) for h in parsed.headings] + [(c.start, c.end) for c in parsed.clauses])
        whole = "".join(parsed.text[start:end] for start, end in spans) == parsed.text
        broken += not whole
        out.print(
            f"{parsed.document.id}：{len(parsed.clauses)} 条，覆盖率 {parsed.coverage():.2%}，{'一致' if whole else '不一致'}"
        )
    if broken:
        raise CorpusError(f"{broken} 份文件的解析与原文不一致。")


@app.command()
def questions(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="已登记文件的编号")], data_dir: DataDir = DEFAULT_DATA_DIR
) -> None:
    """用大模型为一份文件生成检索题库（需要配置大模型；不配置时检索照常可用）。"""
    # A process of its own: the corpus is the first stage and imports none of the later ones, which know the model.
    command = [sys.executable, "-m", "assistant", "questions", "--data-dir", str(data_dir), "--", identifier]
    raise typer.Exit(subprocess.run(command, check=False).returncode)


def main() -> None:
    """Run the command line; bad input ends with exit code 1 and a message on stderr."""
    try:
        app()
    except CorpusError as error:
        print(f"错误：{error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
