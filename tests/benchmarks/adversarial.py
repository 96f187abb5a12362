"""Processor time of questions and documents made to be slow: the longest, and what caused it."""

import gc
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import QuestionError
from assistant.pipeline import Assistant
from assistant.records import Status, Turn
from assistant.settings import Settings
from assistant.wordings import read_wordings
from corpus.records import Document
from corpus.registry import Registry
from index.encoder import load_encoder
from index.segment import default_segmenter
from index.store import build_index
from tests.benchmarks.measure import machine, table

SEED = 20_26
LONGEST = 1_000  # characters of a question
SENTENCE = 5_000  # characters of a sentence of a document
QUESTION_BOUND, SENTENCE_BOUND = 0.3, 0.5  # seconds of processor time
WORST = 12  # inputs shown
AGAIN = 2  # times that those over the bound are asked again: what else the machine did in between is none of their time
ASSISTANT = Path(__file__).parents[2] / "assistant"
CHARS = (
    "0123456789", "零一二三四五六七八九十百千万亿", " \t　", "()（）[]【】{}<>《》“”\"'「」『』", "，,。.；;：:、！!？?…—-~～·",
    "０１２ＡＢＣａｂ％＃＠", "\x01\x07\x1b\x7f\u200b\u202e\ufeff", "abcXYZ@./\\:#*_+=|^$", "的了是不有在人大这中",
    "第条款项章节年月日元件", "𠀀𪚥🙂🏛️é̈ß‰①⑳㎡ﬁﷺ\u0301", "專利補貼獎勵龘靐",
)  # fmt: skip
HINTS = (
    "你好", "第1条", "第一章", "2025年", "2025年1月1日", "1.1.1.", "一（一）1", "0.0.", "1,000,", "补贴多少", "最高不超过",
    "《专利法", "〔2020〕", "不是", "a@b.", "http://a.", "select a from ", "电话0710-",
)  # fmt: skip
ENDS = ("", "x", "吗", "多少", "是什么", "专利", "。", "？", "\n", "0", "是不是")


def pieces() -> list[str]:
    """Return what inputs are made of: the wordings of all tables, as they are written and without what makes them patterns."""
    words = {word for path in sorted(ASSISTANT.glob("*/*.tsv")) for key in read_wordings(path).values() for word in key}
    plain = {"".join(char for char in word if char.isalnum() or char in " “”") for word in words}
    return sorted(piece for piece in {*words, *plain, *HINTS} if 0 < len(piece) <= LONGEST)


def text(random_: random.Random, words: list[str], size: int) -> str:
    """Return a text of about ``size`` characters of one of the kinds that are slow for somebody's pattern."""
    kind = random_.randrange(8)
    if kind == 0:  # one piece, repeated
        unit = random_.choice(words)
    elif kind == 1:  # one character
        unit = random_.choice(random_.choice(CHARS))
    elif kind == 2:  # few characters of a kind, mixed
        return "".join(random_.choices(random_.choice(CHARS), k=size))
    elif kind == 3:  # two pieces by turns
        unit = random_.choice(words) + random_.choice(words)
    elif kind == 4:  # many pieces
        unit = "".join(random_.choices(words, k=max(2, size // 6)))
    elif kind == 5:  # pieces between commas: many segments
        unit = random_.choice(words) + random_.choice("，,。；、 ")
    elif kind == 6:  # numbers, all of them different
        unit = random_.choice(("、", ",", "%", "件", "万元，", " ", "条")).join(
            str(random_.randrange(10**6)) for _ in range(size // 4)
        )
    else:  # any characters
        return "".join(random_.choice(random_.choice(CHARS)) for _ in range(size))
    return (unit * (size // len(unit) + 1))[:size]


def question(random_: random.Random, words: list[str]) -> str:
    """Return a question of up to ``LONGEST`` characters: what is repeated, between a start and an end."""
    size = random_.choice((30, 120, 400, LONGEST, LONGEST))
    start, end = random_.choice(("", random_.choice(words))), random_.choice(ENDS)
    return (start + text(random_, words, size))[: LONGEST - len(end)] + end


def documents(random_: random.Random, words: list[str], count: int) -> Iterator[tuple[Document, str]]:
    """Yield documents with one sentence of ``SENTENCE`` characters each, behind words that questions find."""
    for number in range(count):
        title = f"对抗样本办法{number}"
        line = f"第二条 对专利质押融资给予补贴{text(random_, words, SENTENCE)}。".replace("\n", " ")
        yield Document(id=f"adversarial{number}", title=title), f"{title}\n第一条 为促进专利质押融资，制定本办法。\n{line}\n"


def ask(assistant: Assistant, asked: str, history: tuple[Turn, ...]) -> tuple[float, str]:
    """Return the seconds of processor time of an answer, and its status (``refused`` where the question is not accepted)."""
    started = time.process_time()
    try:
        status = assistant.ask(asked, history).status
    except QuestionError:  # nothing is left of it, or too much
        status = "refused"
    return time.process_time() - started, str(status)


def report(name: str, bound: float, found: list[tuple[float, str, str]]) -> None:
    """Print the longest times and their inputs."""
    found.sort(key=lambda row: -row[0])
    errors = sum(status == Status.ERROR for _, status, _ in found)
    over = sum(seconds > bound for seconds, _, _ in found)
    median, high = np.percentile([seconds for seconds, _, _ in found] or [0.0], (50, 99)) * 1000
    print(f"\n{name}: {len(found)}, median {median:.0f} ms, p99 {high:.0f} ms, over {bound} s: {over}, errors: {errors}")
    rows = [(f"{seconds:.3f}", status, len(asked), repr(asked[:70])) for seconds, status, asked in found[:WORST]]
    print(table(("CPU s", "status", "characters", "input"), rows))
    for _, _, failed in [row for row in found if row[1] == Status.ERROR][:WORST]:
        print("error:", repr(failed[:200]))


def _turns(random_: random.Random, words: list[str]) -> tuple[Turn, ...]:
    return tuple(Turn(question(random_, words), text(random_, words, LONGEST)) for _ in range(random_.randrange(4)))


def run(count: int, sentences: int) -> None:
    """Ask ``count`` questions of the plan alone, and questions that find each of ``sentences`` long sentences."""
    random_, words = random.Random(SEED), pieces()
    print(machine(), f"| {len(words)} pieces, seed {SEED}")
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(Settings(data_dir=Path(folder)))
        assert assistant.retriever.vocabulary.asked  # made once per process, beside its first questions
        gc.collect()
        gc.freeze()  # what is loaded is not gone through again while questions are answered, as ui.py has it
        rows, slow = [], []
        for number in range(count):
            asked, turns = question(random_, words), _turns(random_, words) if random_.random() < 0.3 else ()
            seconds, status = ask(assistant, asked, turns)
            rows.append((seconds, status, asked))
            if seconds > QUESTION_BOUND:
                slow.append((number, turns))
        report("questions", QUESTION_BOUND, list(rows))
        for _ in range(AGAIN):
            assistant = Assistant.open(Settings(data_dir=Path(folder)))  # it remembers no answer
            ask(assistant, "质押贷款有补贴吗", ())
            for number, turns in slow:
                asked = rows[number][2]
                rows[number] = min(rows[number], (*ask(assistant, asked, turns), asked))
        report("questions, each over the bound the best of three times", QUESTION_BOUND, rows)
    with tempfile.TemporaryDirectory() as folder:
        settings: Any = Settings(data_dir=Path(folder))
        registry = Registry(settings.data_dir)
        started = time.process_time()
        registry.add(documents(random_, words, sentences))
        build_index(registry, load_encoder(settings), default_segmenter())
        print(f"\n{sentences} documents registered and indexed in {time.process_time() - started:.1f} s of processor time")
        assistant = Assistant.open(settings)
        rows = []
        for number in range(sentences):
            for wanted in ("专利质押融资补贴多少", "有哪些补贴，最高多少钱，什么时候施行", "第二条原文"):
                asked = f"对抗样本办法{number} {wanted}"
                seconds, status = ask(assistant, asked, ())
                rows.append((seconds, status, asked + " | " + assistant.parsed(f"adversarial{number}").text[60:120]))
        report("questions that find a sentence of 5,000 characters", SENTENCE_BOUND, rows)
    print(f"\nmemory at its highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")
