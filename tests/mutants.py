"""Mutation testing: small faults put into the code, each of which some test should notice (``make mutants``).

cosmic-ray finds the places and makes the faults. Here they are sampled, each is tried on a copy of the checkout against the
tests of its own package (``assistant/question/x.py`` against ``tests/assistant/question``, ``test_x.py`` first), and counted.
"""

import ast
import math
import os
import random
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.testing import run_tests
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome
from rich.console import Console
from rich.progress import track

PACKAGES = [Path("corpus"), *(Path("assistant") / stage for stage in ("question", "retrieval", "decision", "answering"))]
# Without the plug-in of langsmith, which takes longer to import than most tests to run.
PYTEST = f"{shlex.quote(sys.executable)} -m pytest -x -q -p no:cacheprovider -p no:langsmith_plugin --hypothesis-profile=mutants"
# A fault replaces an operator by another of its group: any further one is a type error, which says nothing about the tests,
# or the same (x is None, x == None).
GROUPS = (
    {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE"}, {"Is", "IsNot"}, {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod"},
    {"BitOr", "BitAnd", "BitXor"}, {"Delete", "Not"}, {"Delete", "USub", "UAdd"},
)  # fmt: skip
CONSOLE = Console(stderr=True)
MOST_MEMORY = 8 << 30  # bytes; a loop that never ends may collect without end
# A run is stopped after this many times the processor seconds of a run without fault, and this many more; on a busy machine
# the clock says nothing. A run that only waits is stopped after WAITING times as long by the clock.
PATIENCE, SLACK, WAITING = 3, 10, 10


@dataclass(frozen=True)
class Trial:
    """A fault, and the commands that should notice it, each with the processor seconds that it may take."""

    fault: MutationSpec
    commands: tuple[tuple[str, int], ...]


def _is_fault(operator: str) -> bool:
    family, *pair = operator.removeprefix("core/").split("_")
    return family != "RemoveDecorator" and (not pair or any(set(pair) <= group for group in GROUPS))


def _idle(path: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the spans of annotations and decorators: a fault in them changes nothing that runs, or everything."""
    spans = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = [getattr(node, "annotation", None), getattr(node, "returns", None), *getattr(node, "decorator_list", ())]
        spans += [((p.lineno, p.col_offset), (p.end_lineno, p.end_col_offset)) for p in parts if isinstance(p, ast.expr)]
    return spans


def faults(modules: list[Path], rng: random.Random) -> list[MutationSpec]:
    """Return one fault for each place and kind of operator in ``modules``."""
    with use_db(":memory:", WorkDB.Mode.create) as session:
        init(modules, session, {})
        found = [item.mutations[0] for item in session.work_items]
    idle = {path: _idle(path) for path in modules}
    places = defaultdict(list)
    for fault in found:
        running = not any(start <= fault.start_pos < end for start, end in idle[fault.module_path])
        if running and _is_fault(fault.operator_name):
            places[fault.module_path, fault.start_pos, fault.operator_name.split("_")[0]].append(fault)
    return [rng.choice(sorted(places[place], key=lambda fault: fault.operator_name)) for place in sorted(places)]


def commands_for(module: Path) -> tuple[str, ...]:
    """Return the commands of the module's own tests, where there are any, and of all of its package."""
    folder = Path("tests") / module.parent
    own = folder / f"test_{module.stem}.py"
    return (f"{PYTEST} {own}", f"{PYTEST} {folder}") if own.exists() else (f"{PYTEST} {folder}",)


def _enter_copy(parent: str) -> None:
    """Go into a copy of the checkout that belongs to this process alone, with all tests compiled."""
    copy = Path(tempfile.mkdtemp(dir=parent))
    listed = subprocess.run(["git", "ls-files", "-zco", "--exclude-standard"], capture_output=True, text=True, check=True)
    for name in filter(os.path.isfile, listed.stdout.split("\0")):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(name, copy / name)
    os.chdir(copy)
    subprocess.run([*shlex.split(PYTEST), "--collect-only", "tests/corpus", "tests/assistant"], stdout=subprocess.DEVNULL)
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def within(command: str, seconds: int) -> str:
    """Return the command that is stopped after so many processor seconds."""
    return f"sh -c {shlex.quote(f'ulimit -t {seconds}; exec {command}')}"


def _limit(command: str) -> int:
    """Return the processor seconds that the tests may take with a fault.

    Raises:
        RuntimeError: they fail without one, or there are none.
    """
    before = _used()
    outcome, output = run_tests(command, 1800)
    if outcome != TestOutcome.SURVIVED:
        raise RuntimeError(f"without any fault: {command}\n{output}")
    return math.ceil(PATIENCE * (_used() - before) + SLACK)


def _survivor(trial: Trial) -> str | None:
    """Return what the fault changed if no test noticed it, else None."""
    changed: list[str] = []
    for command, limit in trial.commands:
        result = mutate_and_test([trial.fault], within(command, limit), WAITING * limit)
        if result.worker_outcome != WorkerOutcome.NORMAL:
            raise RuntimeError(f"{trial.fault}: {result.output}")
        if result.test_outcome != TestOutcome.SURVIVED:
            return None
        changed = [line for line in result.diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n    ".join([f"{trial.fault.module_path}:{trial.fault.start_pos[0]}", *changed])


def main(
    paths: Annotated[list[Path] | None, typer.Argument(help="目录或文件；不写则为 corpus 与回答的四个阶段")] = None,
    count: Annotated[int, typer.Option(help="每个包抽多少处")] = 150,
    seed: Annotated[int, typer.Option(help="抽样的种子")] = 0,
    workers: Annotated[int, typer.Option(help="同时跑几个")] = os.cpu_count() or 1,
) -> None:
    """逐处改坏代码，看测试是否发觉；按包给出发觉的比例，并列出没有发觉的改动。"""
    packages: dict[Path, list[Path]] = defaultdict(list)
    for path in paths or PACKAGES:
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            packages[module.parent].append(module)
    with (
        tempfile.TemporaryDirectory() as parent,
        ProcessPoolExecutor(workers, initializer=_enter_copy, initargs=(parent,)) as pool,
    ):
        for package, modules in packages.items():
            rng = random.Random(seed)
            found = faults(modules, rng)
            sample = sorted(rng.sample(found, min(count, len(found))), key=lambda fault: (fault.module_path, fault.start_pos))
            commands = sorted({command for fault in sample for command in commands_for(fault.module_path)})
            limits = dict(zip(commands, pool.map(_limit, commands), strict=True))
            trials = [Trial(f, tuple((command, limits[command]) for command in commands_for(f.module_path))) for f in sample]
            killed = 0
            for survivor in track(pool.map(_survivor, trials), total=len(trials), description=str(package), console=CONSOLE):
                killed += survivor is None
                if survivor:
                    print(survivor, flush=True)
            print(f"{package}：{len(found)} 处中抽 {len(trials)} 处，发觉 {killed} 处（{killed / len(trials):.1%}）", flush=True)


if __name__ == "__main__":
    typer.run(main)
