"""How a document stands on a day: never in force but where the register says so, the day itself included."""

import pytest

from assistant import messages
from assistant.facts.standing import Standing, standing_of, written_date
from corpus.records import Document

NEW = Document("new", "某市旅游条例", published="2023-01-02", valid_from="2023-03-04")


@pytest.mark.parametrize(
    ("fields", "day", "message"),
    [
        ({"status": "现行有效"}, "2024-06-01", messages.STANDING_IN_FORCE),
        ({"status": "有修改"}, "2024-06-01", messages.STANDING_UNKNOWN),
        ({}, "2024-06-01", messages.STANDING_UNKNOWN),
        ({"valid_from": "2024-06-02"}, "2024-06-01", messages.STANDING_TO_COME),
        ({"valid_to": "2024-05"}, "2024-05-31", messages.STANDING_IN_FORCE),
        ({"valid_to": "2024-05"}, "2024-06-01", messages.STANDING_OVER),
        ({"valid_to": "2024-05", "kind": "规划"}, "2024-06-01", messages.STANDING_PLANNED),
        ({"status": "已废止"}, "2999-01-01", messages.STANDING_ENDED),
        ({"status": "已废止"}, "2000-01-01", messages.STANDING_UNKNOWN),
    ],
)
def test_a_document_stands_as_the_register_says(fields: dict[str, str], day: str, message: str) -> None:
    assert standing_of(Document("d", "某市旅游条例", **fields), Standing(day)) == message  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "message"), [("2023-03-03", messages.STANDING_UNKNOWN), ("2023-03-04", messages.STANDING_REPLACED)]
)
def test_it_is_replaced_on_the_day_that_its_successor_begins(day: str, message: str) -> None:
    assert standing_of(Document("d", "某市旅游条例", superseded_by="new"), Standing(day, NEW)) == message


@pytest.mark.parametrize(
    ("day", "written"), [("2021", "2021年"), ("2021-06", "2021年6月"), ("2021-06-01", "2021年6月1日"), ("", "")]
)
def test_a_date_is_written_in_its_own_precision(day: str, written: str) -> None:
    assert written_date(day) == written
