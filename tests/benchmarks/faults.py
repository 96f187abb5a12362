"""What happens to the running product when something breaks at a random moment: nothing lost, nothing made up, up again.

After each fault it is checked that the documents are those that were registered, that an answer quotes one of the texts
that a document has had (never a mixture), that the log is whole, and how long it takes until the service is ready by itself.
"""

from collections import Counter
from pathlib import Path

from tests.benchmarks.faulting import Fault, Wrong, folder
from tests.benchmarks.faults_damaged import clock_jumps, damaged_index, damaged_log, damaged_registry, disk_full, read_only
from tests.benchmarks.faults_killed import kill_add, kill_build, kill_server, kill_upload, kill_worker, two_builders
from tests.benchmarks.faults_model import model_server
from tests.benchmarks.measure import table

FAULTS: dict[str, Fault] = {
    "kill -9 corpus add": kill_add, "kill -9 index build": kill_build, "kill -9 服务": kill_server,
    "kill -9 一个进程": kill_worker, "kill -9 上传": kill_upload,
    "磁盘满": disk_full, "只读": read_only, "两个同时建索引": two_builders, "登记文件损坏": damaged_registry,
    "索引损坏": damaged_index, "日志损坏": damaged_log, "时钟跳 ±80 年": clock_jumps, "大模型": model_server,
}  # fmt: skip


def run(data: Path, times: int, only: str) -> None:
    """Do every fault so many times, each on a copy of the data folder, and print what came of it."""
    for name, fault in FAULTS.items():
        if only not in name:
            continue
        seen: Counter[str] = Counter()
        with folder(data) as copy:
            try:
                fault(copy, times, seen)
                result = "没有丢失、没有编造、自己恢复"
            except Wrong as wrong:
                result = f"不对：{wrong}"
        row = [name, times, "，".join(f"{what} {count}" for what, count in seen.most_common()), result]
        print(table(["故障", "次数", "见到的", "结果"], [row]).split("\n")[-1], flush=True)
