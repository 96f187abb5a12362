"""English questions in the words of the documents: each term of the field in Chinese, the question word behind them."""

import csv
import re
from functools import lru_cache

from index.segment import LEXICON

LONGEST = 5  # words of an entry
ENOUGH = 0.5  # share of the words that say something which must be known; else the question is left as it is
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z][a-z'-]*|\d[\d,.]*\d|\d")
_ARTICLE = re.compile(r"\b(?:article|art\.?)\s*(\d{1,3})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}$")
_TURNS = frozenset(("of", "for", "in", "by", "under", "to", "when", "with", "against"))  # what follows stands first in Chinese
_ENDINGS = (("'s", ""), ("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))
_SHORTEST = 3  # characters of a stem


def is_foreign(question: str) -> bool:
    """Return whether a question is in English: it holds words of two letters and more, and no Chinese character."""
    return not _HAN.search(question) and len(re.findall(r"[A-Za-z]{2,}", question)) > 1


def in_chinese(question: str) -> str:
    """Return an English question in Chinese words, subject first; as it is where it is no English or little is known of it."""
    if not is_foreign(question):
        return question
    articles = "".join(f"第{number}条" for number in _ARTICLE.findall(question))
    words = _WORD.findall(_ARTICLE.sub(" ", question.lower()))
    stretches: list[list[str]] = [[]]
    asks: list[str] = []
    known = unknown = at = 0
    while at < len(words):
        kind, chinese, size = _longest(words, at)
        if kind == "ask":
            asks.append(chinese)
        elif kind == "term":
            stretches[-1].append(chinese)
            known += size
        elif kind != "drop":
            unknown += 1
        if words[at] in _TURNS and kind != "term":
            stretches.append([])
        at += size
    if not known or known < ENOUGH * (known + unknown):
        return question
    return "".join("".join(stretch) for stretch in reversed(stretches)) + articles + _asked(asks)


def _asked(asks: list[str]) -> str:
    """Return the question word that counts: the first that asks for something, else that of yes or no."""
    wanted = [ask for ask in asks if ask != "吗"]
    return (wanted or asks or [""])[0]


def _longest(words: list[str], at: int) -> tuple[str, str, int]:
    """Return kind and Chinese of the longest entry at a word, and how many words it takes; an empty kind where there is none."""
    if _YEAR.match(words[at]):
        return "term", f"{words[at]}年", 1
    if words[at][0].isdigit():
        return "term", words[at], 1
    for size in range(min(LONGEST, len(words) - at), 0, -1):
        found = _entries().get(tuple(_stem(word) for word in words[at : at + size]))
        if found:
            return *found, size
    return "", "", 1


@lru_cache(maxsize=1)
def _entries() -> dict[tuple[str, ...], tuple[str, str]]:
    """Return kind and Chinese by the stems of the English words, from ``lexicon/english.tsv``."""
    with (LEXICON / "english.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for kind, english, chinese in rows:
        found.setdefault(tuple(_stem(word) for word in english.split()), (kind, chinese))
    return found


def _stem(word: str) -> str:
    """Return a word without its ending: licenses, licensed and licensing are one."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending) + instead
    return word
