"""Whether a document holds: what the register states, and nothing that it does not."""

from pathlib import Path

import pytest

from assistant.facts.standing import Standing, standing_of
from assistant.finder.validity import Judgement, Validity, judge, validity
from assistant.messages import STANDING_IN_FORCE, VALIDITIES
from corpus.manifest import read_manifest
from corpus.records import Document, Relation

DAY = "2024-06-01"
LATER = Document("y", "新办法", valid_from="2024-06-02")
NOW = Document("y", "新办法", published="2023-05-01")


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (Document("x", "x"), Validity.UNSTATED),
        (Document("x", "x", valid_from="2001-01-01"), Validity.UNSTATED),  # that it began does not say that it goes on
        (Document("x", "x", valid_from="2001", status="现行"), Validity.IN_FORCE),
        (Document("x", "x", valid_from="2021-06-01", valid_to="2024-06-01"), Validity.IN_FORCE),
        (Document("x", "x", valid_to="2024-05"), Validity.ENDED),
        (Document("x", "x", valid_to="2024"), Validity.IN_FORCE),
        (Document("x", "x", valid_to="2023", status="现行"), Validity.ENDED),  # a date says more than a status of long ago
        (Document("x", "x", kind="规划", valid_from="2021", valid_to="2023"), Validity.OVER),
        (Document("x", "x", kind="规划", valid_from="2021", valid_to="2025"), Validity.IN_FORCE),
        (Document("x", "x", kind="规划", valid_from="2026", valid_to="2030"), Validity.TO_COME),
        (Document("x", "x", valid_from="2024-06-02", status="现行"), Validity.TO_COME),
        (Document("x", "x", status="尚未生效"), Validity.TO_COME),
        (Document("x", "x", valid_from="2020", status="尚未生效"), Validity.UNSTATED),
        (Document("x", "x", valid_from="2020", status="已废止"), Validity.ENDED),
        (Document("x", "x", status="已过有效期（5年）", valid_to="2030"), Validity.ENDED),
        (Document("x", "x", status="2019年受理，已结束"), Validity.OVER),
        (Document("x", "x", status="申报未结束"), Validity.UNSTATED),
        (Document("x", "x", status="2014版，已有2025修订（未取得全文）"), Validity.AMENDED),
        (Document("x", "x", status="已修改", valid_to="2020"), Validity.AMENDED),
        (Document("x", "x", status="2019版；线索称2026年有新修订，未核实"), Validity.UNSTATED),
        (Document("x", "x", status="已被部分修改"), Validity.UNSTATED),
        (Document("x", "x", status="已有修订草案"), Validity.UNSTATED),
        (Document("x", "x", status="第26条：此前的政策同时废止", valid_to="2026"), Validity.IN_FORCE),
        (
            Document("x", "x", valid_from="2020", status="现行", relations=(Relation("修正", "x", "", "", day="2025-01-01"),)),
            Validity.TO_COME,
        ),
    ],
)
def test_a_document_is_judged_by_what_is_registered(document: Document, expected: Validity) -> None:
    assert judge(document, day=DAY).validity == expected


@pytest.mark.parametrize(
    ("successor", "expected", "said"),
    [
        (NOW, Validity.AMENDED, "已收录新版本《新办法》，新版本自2023年5月1日起施行"),
        (Document("y", "新办法"), Validity.AMENDED, "已收录新版本《新办法》"),
        (None, Validity.AMENDED, "登记为已有新版本，新版本未收录"),
        (LATER, Validity.IN_FORCE, "登记的状态为“现行”；新版本《新办法》自2024年6月2日起施行"),
    ],
)
def test_a_newer_version_counts_from_the_day_it_begins(successor: Document | None, expected: Validity, said: str) -> None:
    old = Document("x", "x", status="现行", superseded_by="y")
    assert judge(old, successor, DAY) == Judgement(expected, f"{said}；登记的状态为“现行”" if successor is not LATER else said)


def test_a_repealed_version_is_no_longer_in_force_and_says_by_what() -> None:
    found = judge(Document("x", "x", status="被新版废止", superseded_by="y"), NOW, DAY)
    assert found.validity == Validity.ENDED
    assert "已收录新版本《新办法》" in found.reason


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (Document("x", "x"), "效力未载明"),
        (Document("x", "x", kind="规划", valid_from="2021", valid_to="2025"), "已届满；规划期 2021—2025"),
        (Document("x", "x", valid_from="2021-06-01", status="现行"), "现行有效；2021-06-01 起；现行"),
        (Document("x", "x", valid_to="2019-12-31", note="试行"), "已失效；至 2019-12-31；试行"),
        (Document("x", "x", valid_from="2001", valid_to="2004", status="已废止"), "已失效；2001 至 2004；已废止"),
    ],
)
def test_validity_is_told_in_one_line_in_words_first(document: Document, expected: str) -> None:
    assert validity(document) == expected


def test_every_validity_has_its_name() -> None:
    assert VALIDITIES.keys() == {name.value for name in Validity}
    assert judge(Document("x", "x", status="现行")).name == "现行有效"


def test_pages_and_answers_agree_on_what_is_in_force(reference_documents: Path) -> None:
    held = {document.id: document for document in read_manifest(reference_documents / "manifest.json").values()}
    for document in held.values():
        successor = held.get(document.superseded_by or "")
        answered = standing_of(document, Standing(DAY, successor)) == STANDING_IN_FORCE
        judged = judge(document, successor, DAY).validity
        # an answer also holds a text in force of which the register says that it was amended, and adds that it says so
        assert answered == (judged == Validity.IN_FORCE) or judged in (Validity.AMENDED, Validity.OVER), document.id
