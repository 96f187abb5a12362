"""What a sentence claims beside its figures: names, places, contacts, negation, and how binding it is."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from assistant.grounding.figures import plain, without_marks
from assistant.wordings import alternatives, read_wordings
from index.segment import default_segmenter, dictionary

_HEAD = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff\d]")
_DOCUMENT = re.compile(r"《([^《》]+)》")
_CONTACT = re.compile(
    r"https?://[^\s,，。;；)）\]\u4e00-\u9fff]+|www\.[\w./-]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+"
    r"|(?<![\w-])[\w-]+\.(?:(?:gov|com|org|net|edu)(?:\.cn)?|cn)\b"
)
_TABLE = Path(__file__).with_name("claims.tsv")
_WORDS, _LISTS = alternatives(_TABLE), read_wordings(_TABLE)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_BODY_END = re.compile(rf"{_WORDS['body']}+")
_ENDS_AS_BODY = re.compile(rf"{_WORDS['body']}$")
# Where a name may begin: behind one of these, which are verbs and particles and in few names.
_BEFORE_BODY = re.compile(rf"^.*{_WORDS['before_body']}(?=[^局厅部委])")
_NEGATION = re.compile(
    rf"{_WORDS['negation']}|(?<!毫)(?<!宣告)无(?!{_WORDS['no_negation.无']})|(?<!差)不(?!{_WORDS['no_negation.不']})|免(?={_WORDS['negation.免']})"
)
SHORTEST_PLACE = 2  # characters
_OF_A_PLACE = "省市县区"
SHORTEST_BODY = 3  # characters; 中心 and 协会 alone are anybody's
KIND_OF_BODY = 2  # characters of what tells but the kind: 公司, 法院
_REACH = 6  # characters: 不得以任何方式转让 denies 转让; what stands farther off is another clause
# A group holds where any of its words stands in the quote; what is said as binding must be said so there.
_BINDING = tuple(re.compile(pattern) for key, pattern in _WORDS.items() if key.startswith("binding."))


def negations(text: str) -> list[tuple[int, str]]:
    """Return the negations of a plain text: where each ends, and the two characters that it denies, the first Chinese."""
    found = []
    for match in _NEGATION.finditer(text):
        head = _HEAD.match(text, match.end())
        found.append((match.end(), head.group() if head else ""))
    return found


def denied(text: str, head: str) -> list[bool]:
    """Return, for each place where ``head`` stands in ``text``, whether a negation stands up to ``_REACH`` characters before."""
    found = []
    for match in re.finditer(re.escape(head), text):
        near = max(0, match.start() - _REACH)
        start = max(near, *(text.rfind(mark, near, match.start()) + 1 for mark in ",;:、。!?"))
        found.append(any(start + n.end() <= match.start() for n in _NEGATION.finditer(text[start : match.end()])))
    return found


def flipped(sentence: str, source: str) -> str:
    """Return what the sentence denies and the source does not, or the other way round; empty where they agree."""
    for head in _heads(sentence):
        if not any(denied(source, head)):
            return head
    for head in _heads(source):
        here = denied(sentence, head)
        if here and not any(here) and all(denied(source, head)):
            return head
    return ""


def _heads(text: str) -> list[str]:
    """Return what the text denies, each once."""
    return [head for head in dict.fromkeys(head for _, head in negations(text)) if head]


def upgraded(sentence: str, source: str) -> str:
    """Return the word that makes the sentence more binding than its source (鼓励 → 必须, 支持 → 给予), or empty."""
    for group in _BINDING:
        found = group.search(sentence)
        if found and not group.search(source):
            return found.group().lstrip(",;:、。")
    for word in _LISTS["grant"]:
        if word in sentence and word not in source:
            return word
    return ""


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """Return the place names of jieba's dictionary, which ships with the package (read once, about 0.05 s).

    Its class "ns" holds other words too (上市, 深度), so a place is one that is written with 省, 市, 县, 区 or 州, or
    that the dictionary also knows with one of these behind it.
    """
    words = set(dictionary("ns"))
    full = {word for word in words if len(word) > 2 and word[-1] in "省市县区州" and not word.endswith(_LISTS["place_kind"])}
    return frozenset(full | {word[:-1] for word in full if word[:-1] in words} | set(_LISTS["place"]))


@lru_cache(maxsize=1)
def _places_begin() -> frozenset[str]:
    return frozenset(place[:SHORTEST_PLACE] for place in _places())


def places(text: str) -> set[str]:
    """Return the place names among the words of a plain text; it is cut into words only where it may hold one."""
    begins = _places_begin()
    if not any(text[at : at + SHORTEST_PLACE] in begins for at in range(len(text))):
        return set()
    return {word for word in default_segmenter().words(text) if word in _places()}


def unknown_names(sentence: str, source: str) -> list[str]:
    """Return the document names, bodies, places, addresses and e-mails of a sentence that its source does not hold.

    Args:
        sentence: as written; marks are ignored.
        source: plain text of the quotes, with the titles and paths of their documents.
    """
    return [name for name in _names(sentence) if name not in source]


def strange_names(claim: str, source: str) -> list[str]:
    """Return the unknown names of what somebody claims, without those that are known by what they end in.

    Speech joins more to a name than texts do: 咱们公司, 要法院, 商标法规定商标局. A kind of body names none of its own, and a
    longer name is known where its last words stand in the source. Arguments as of ``unknown_names``.
    """
    return [name for name in unknown_names(claim, source) if not _ends_as_known(name, source)]


def _ends_as_known(name: str, source: str) -> bool:
    if len(name) > SHORTEST_PLACE and name[-1] in _OF_A_PLACE and name[:-1] in source:
        return True  # 柳河县 is 柳河
    if not _ENDS_AS_BODY.search(name):
        return False  # a document's name says no body
    words = default_segmenter().cut(name)
    if len(words[-1]) == KIND_OF_BODY and _BODY_END.fullmatch(words[-1]):
        return True
    return any(len(end) >= SHORTEST_BODY and end in source for end in map("".join, (words[at:] for at in range(1, len(words)))))


@lru_cache(maxsize=512)  # a claim is held against several quotes
def _names(sentence: str) -> tuple[str, ...]:
    text = plain(without_marks(sentence))
    rest = _DOCUMENT.sub("《》", text)
    return (*_DOCUMENT.findall(text), *_CONTACT.findall(text), *_bodies(rest), *sorted(places(rest)))


def _bodies(text: str) -> Iterator[str]:
    """Yield the names of bodies in a plain text: what ends like one, from where a name may begin."""
    for run in _HAN.finditer(text):
        at = 0
        for end in _BODY_END.finditer(run.group()):
            words, at = run.group()[at : end.end()], end.end()
            name = _BEFORE_BODY.sub("", words)
            if len(name) >= SHORTEST_BODY and not words.endswith(_LISTS["no_body"]):
                yield name
