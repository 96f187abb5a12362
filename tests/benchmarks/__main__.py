"""``python -m tests.benchmarks``: speed, quality, memory and faults; ``--help`` lists the commands."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True, help="速度与质量的基准；说明见 tests/benchmarks/README.md。")
Folder = Annotated[Path | None, typer.Option(help="数据目录；不写则用临时目录")]


@app.command()
def scale(
    sizes: Annotated[
        str, typer.Option(help="逗号分隔：plan,documents,articles，或 made 写成的 .jsonl.gz")
    ] = "plan,documents,articles",
    keep: Folder = None,
) -> None:
    """建索引、内存与时延。"""
    from tests.benchmarks.scale import run

    run(sizes.split(","), keep)


@app.command("build-one", hidden=True)
def build_one(folder: Path) -> None:
    """建一个索引并报告。"""
    from tests.benchmarks.scale import build_one as measure

    print(json.dumps(measure(folder)))


@app.command("serve-one", hidden=True)
def serve_one(folder: Path, size: str) -> None:
    """打开一个索引，检索、回答并报告。"""
    from tests.benchmarks.scale import serve_one as measure

    print(json.dumps(measure(folder, size)))


@app.command("exact-one", hidden=True)
def exact_one(folder: Path, size: str) -> None:
    """打开一个索引，与逐个比较的结果对照。"""
    from tests.benchmarks.scale import exact_one as measure

    print(json.dumps(measure(folder, size)))


@app.command("made")
def made(
    laws: Annotated[Path, typer.Argument(help="法条，如 laws.jsonl.gz")],
    news: Annotated[Path, typer.Argument(help="新闻，如 news.jsonl.gz")],
    output: Annotated[Path, typer.Argument(help="写成的 .jsonl.gz，供 corpus add")],
    clauses: Annotated[int, typer.Option(help="约多少条；一条法律条文算一条")] = 1_000_000,
) -> None:
    """用法条与新闻做一个任意大小的语料。"""
    from tests.benchmarks.made import write

    print(write(laws, news, clauses, output))


@app.command()
def stard(
    questions: Annotated[Path | None, typer.Option(help="问题文件；不写则用训练题")] = None,
    limit: int | None = None,
    keep: Folder = None,
) -> None:
    """STARD 召回率，走公开命令。"""
    from tests.benchmarks.stard import public

    public(questions, limit, keep)


@app.command()
def folds(models: Annotated[list[Path], typer.Argument(help="各折的模型目录，第 n 个没有见过第 n 折的题")]) -> None:
    """STARD 召回率，题目不在模型的训练数据里。"""
    from tests.benchmarks.stard import folds as measure

    measure(models)


@app.command()
def peers(
    sizes: Annotated[str, typer.Option(help="逗号分隔：214,5000,55602")] = "214,5000,55602",
    model: Annotated[Path | None, typer.Option(help="法条用的模型：没有学过第 0 折的")] = None,
) -> None:
    """与 LangChain 的 EnsembleRetriever（BM25 + FAISS）比较。"""
    from tests.benchmarks.peers import run

    run([int(size) for size in sizes.split(",")], model)


@app.command()
def ablation(models: Annotated[list[Path] | None, typer.Option("--fold", help="各折的模型目录，可重复")] = None) -> None:
    """逐项去掉一个部件。"""
    from tests.benchmarks.ablation import run

    run(models or [])


@app.command("ablation-answers")
def ablation_answers() -> None:
    """逐项去掉阅读、判定、作答的一个部件。"""
    from tests.benchmarks.ablation_answers import run

    run()


@app.command()
def adversarial(
    count: Annotated[int, typer.Option(help="问题数")] = 20_000,
    sentences: Annotated[int, typer.Option(help="各含一个 5,000 字句子的文件数")] = 200,
) -> None:
    """恶意输入的处理器时间：最长的是哪一个。"""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # as the server has it; read when numpy is imported
    from tests.benchmarks.adversarial import run

    run(count, sentences)


@app.command()
def formats(files: Annotated[list[Path], typer.Argument(help="各种格式的文件")]) -> None:
    """读各种格式的文件：页/秒、内存、文件覆盖率。"""
    from tests.benchmarks.formats import run

    run(files)


@app.command("read-one", hidden=True)
def read_one(path: Path) -> None:
    """读一个文件并报告。"""
    from tests.benchmarks.formats import measure_one

    print(json.dumps(measure_one(path)))


@app.command()
def laws(shown: Annotated[int, typer.Option(help="每一类列出几部")] = 100) -> None:
    """三千多部法律逐条核对：分行的、一行到底的，少了、多出、不连续的各是哪些。"""
    from tests.benchmarks.laws import run

    run(shown)


@app.command()
def asking(
    questions: Annotated[Path, typer.Argument(help="问题文件")],
    data: Annotated[Path, typer.Argument(help="数据目录，索引已建")],
    against: Annotated[Path, typer.Argument(help="同一次运行里比较的旧程序")],
    against_data: Annotated[Path, typer.Argument(help="旧程序的数据目录，登记了同样的文件")],
    limit: Annotated[int, typer.Option(help="问多少个")] = 60,
) -> None:
    """命令行 ask 问一次（连同启动）要多少处理器时间，与旧程序轮流问。"""
    from tests.benchmarks.asking import run

    run(questions, data, against, against_data, limit)


@app.command()
def load(
    data: Annotated[Path, typer.Argument(help="数据目录，已登记文件")],
    against: Annotated[Path | None, typer.Option(help="同一次运行里比较的旧程序")] = None,
    against_data: Annotated[Path | None, typer.Option(help="旧程序的数据目录，登记了同样的文件")] = None,
    reading: Annotated[bool, typer.Option(help="阅读模型开或关")] = True,
) -> None:
    """运行中的服务：每秒多少回答，多晚。"""
    from tests.benchmarks.load import run

    run(data, against, against_data, reading)


@app.command()
def memory(
    data: Annotated[Path, typer.Argument(help="数据目录，已登记文件")],
    requests: Annotated[int, typer.Option(help="问多少次")] = 50_000,
) -> None:
    """两个进程的内存：问 1,000 次之后，和问完之后。"""
    from tests.benchmarks.load import memory as measure

    measure(data, requests)


@app.command()
def faults(
    data: Annotated[Path, typer.Argument(help="数据目录，已登记文件；只读取，每项用它的副本")],
    times: Annotated[int, typer.Option(help="每种故障多少次")] = 30,
    only: Annotated[str, typer.Option(help="只做名字里有这几个字的")] = "",
) -> None:
    """运行中的服务：断电、磁盘满、时钟跳、文件损坏之后，有没有丢失或编造，能不能自己恢复。"""
    from tests.benchmarks.faults import run

    run(data, times, only)


if __name__ == "__main__":
    app()
