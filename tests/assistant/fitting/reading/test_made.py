"""Claims made from sentences: as many true as false ones, each false one beside a true one, figures and bounds right."""

import random
import re

import pytest

from assistant.fitting.reading.made import CONTRADICTS, NEITHER, SUPPORTS, Maker, Text
from assistant.reading.passage import Passage

SENTENCE = "市人民政府应当在三十日内公布名单；全年新增企业2318家，不得收取费用。"
BESIDE = "逾期未公布的，由上级机关责令限期改正。"


def claims(sentence: str, times: int = 200) -> dict[int, list[str]]:
    maker = Maker(random.Random(3))
    found: dict[int, list[str]] = {SUPPORTS: [], CONTRADICTS: [], NEITHER: []}
    for _ in range(times):
        for pair in maker.pairs(Text(Passage("某办法", "第一条", sentence), [BESIDE])):
            assert pair.claim and pair.passage.sentence == sentence
            found[pair.label].append(pair.question)
    return found


def test_each_false_claim_has_a_true_twin() -> None:
    found = claims(SENTENCE)
    assert len(found[SUPPORTS]) == len(found[CONTRADICTS]) > 100
    assert not set(found[SUPPORTS]) & set(found[CONTRADICTS])
    assert all("改正" in claim or "整改" in claim or "公布" in claim or "上级" in claim for claim in found[NEITHER])


@pytest.mark.parametrize("label", [SUPPORTS, CONTRADICTS])
def test_a_bound_is_true_of_the_figure_or_not_as_the_label_says(label: int) -> None:
    bounds = [
        (word, int(figure))
        for claim in claims("本年登记的企业共2318家，来自各个行业和地区。")[label]
        for word, figure in re.findall(r"(超过|多于|突破|不到|没到|不足)(\d+)家", claim)
    ]
    assert bounds
    for word, figure in bounds:
        above = word in ("超过", "多于", "突破")
        assert (figure < 2318 if above else figure > 2318) == (label == SUPPORTS)


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("作者自由选择出版单位，合同由双方签订并自行保存，保存的期限不限。", "由双方签订"),
        ("前款规定的名单应当在会议召开前公布，逾期未公布的责令改正。", "召开前"),
    ],
)
def test_a_single_character_is_exchanged_only_where_it_is_a_word(sentence: str, own: str) -> None:
    """归 may stand for 由, and 后 is told from 前, but neither within 自由 and 前款."""
    said = [claim for found in claims(sentence).values() for claim in found]
    assert not [claim for claim in said if "自归" in claim or "后款" in claim]
    assert [claim for claim in said if own not in claim]
