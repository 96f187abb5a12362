"""Queries: an understood question as weighted terms and a vector, with typos mended and the lexicon's words added."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.privacy import mask
from assistant.question.lexicon import added_terms
from assistant.question.typos import TypoMender
from assistant.question.understand import Understood
from index.encoder import Encoder
from index.segment import Segmenter, normalize

ORIGINAL_WEIGHT = 0.3  # of terms that a mended typo replaced: the mending may be wrong
CONTEXT_WEIGHT = 0.5  # of terms that come from the question before
ADDED_SHARE = 0.4  # of the lexicon's words in the vector, beside 1 for the question
CONTEXT_SHARE = 0.6  # of the question before
# what a question is made of beside its topic; in a fixed list, since a policy corpus has no questions to learn it from
_CHATTER = re.compile(
    r"请问|你好|您好|麻烦|谢谢|想问(?:一?下|问)?|想(?:了解|知道|咨询|问清楚)(?:一?下)?|我(?:就)?想问|帮我(?:查|看|找)?(?:一?下)?|告诉我|能不能|有没有|是不是|可不可以|会不会|是多少|有多少|多少|什么|哪些|哪个|哪几|哪|怎么(?:样|办)?|如何|咋(?:样|办|个|弄|整)?|为什么|为啥|几个|吗|呢|吧|啊|呀|啥(?:子)?|嘛|咧|哦|嗯|的话|一下|到底|究竟|规划里(?:头|面)?|规划(?:中|上)|文件(?:里|中)(?:头|面)?|这份|这个|那个|[?？!！。,，、;；:：\"“”'‘’()（）《》]"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched: ``vector`` (d,), the terms of the question and the terms that the lexicon adds."""

    text: str
    vector: NDArray[np.float32]
    terms: tuple[tuple[str, float], ...]
    added: tuple[tuple[str, float], ...]


_ABOUT_TEXT = re.compile(
    r"关于|有关|相关|表述|提法|提到|写到|出现|原文|原话|全文|各处|地方|规划|文件|句子|列出来|列给我|看看|给我|凡是|次|处|过|在|里|中|把|了|都|的|和|与|各|内容|数字|要求"
)


def topic_pieces(question: str) -> list[str]:
    """Return what a question is about once the words that only ask are gone, in pieces of two characters and more."""
    return [
        word.strip()
        for part in _CHATTER.split(normalize(question))
        if part
        for word in _ABOUT_TEXT.split(part)
        if word and len(word.strip()) >= 2
    ]


class QueryMaker:
    """Makes queries; one per index, since typos are mended towards the words of its documents."""

    def __init__(self, encoder: Encoder, segmenter: Segmenter, mender: TypoMender) -> None:
        self.encoder, self.segmenter, self.mender = encoder, segmenter, mender

    def make(self, understood: Understood) -> Query:
        """Return the query of an understood question.

        What a follow-up was completed with counts less than what it says itself.
        """
        leaning = bool(understood.context) and understood.text.endswith(understood.question)
        own = understood.question if leaning else understood.text
        terms = dict.fromkeys(self._features(own), 1.0)
        if understood.asked != understood.question:
            for term in self._features(understood.asked):
                terms.setdefault(term, ORIGINAL_WEIGHT)
        if leaning:
            for term in self._features(understood.context):
                terms.setdefault(term, CONTEXT_WEIGHT)
        added = added_terms(own)
        extra = [f for f in dict.fromkeys(f for term in added for f in self.segmenter.features(term)) if f not in terms]
        parts = [(own, 1.0)]
        if added:
            parts.append((" ".join(added), ADDED_SHARE))
        if leaning:
            parts.append((understood.context, CONTEXT_SHARE))
        vectors = self.encoder.encode_query([mask(text) for text, _ in parts])  # the model may stand on another machine
        vector = np.array([share for _, share in parts], np.float32) @ vectors
        norm = float(np.linalg.norm(vector))
        unit = (vector / norm if norm else vector).astype(np.float32)
        return Query(understood.text, unit, tuple(terms.items()), tuple((term, 1.0) for term in extra))

    def _features(self, text: str) -> Sequence[str]:
        parts = [part for part in _CHATTER.split(normalize(text)) if part and part.strip()]
        found = [feature for part in parts for feature in self.segmenter.features(part)]
        return found or self.segmenter.features(text)
