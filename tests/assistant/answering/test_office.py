"""What an answer says of the office: which documents it answers from, and whom to ask."""

import pytest

from assistant.answering.office import Office, contact_for
from assistant.profile import load_profile
from corpus.records import Document

PROFILE = load_profile().model_copy(update={"name": "某局", "subject": "", "examples": ()})


def titled(*titles: str) -> list[Document]:
    return [Document(f"d{number}", title) for number, title in enumerate(titles)]


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (("甲办法",), "《甲办法》"),
        (("甲办法", "乙办法", "丙办法"), "《甲办法》《乙办法》《丙办法》"),
        (("甲办法", "乙办法", "丙办法", "丁办法"), "《甲办法》《乙办法》《丙办法》等 4 份收录文件"),
        (("2024年办法", "乙办法", "丙办法", "丁办法"), "《乙办法》《丙办法》《丁办法》等 4 份收录文件"),  # a year has no source
    ],
)
def test_three_documents_are_named_and_all_are_counted(titles: tuple[str, ...], said: str) -> None:
    assert Office(PROFILE, titled(*titles), "").said("{documents}") == said


def test_the_home_document_is_named_first() -> None:
    assert Office(PROFILE, titled("甲办法", "乙办法"), "d1").said("{documents}") == "《乙办法》《甲办法》"


@pytest.mark.parametrize(
    ("about", "whom"),
    [
        (("质押融资找谁", "《商标办法》"), "融资科"),  # the question before the titles, the longer topic before the shorter
        (("质押登记找谁", "《商标办法》"), "登记科"),
        (("这个找谁", "《商标办法》"), "商标科"),
        (("这个找谁", "《养犬条例》"), "总机"),
    ],
)
def test_of_the_contacts_the_longest_topic_that_is_named_is_given(about: tuple[str, ...], whom: str) -> None:
    assert contact_for({"质押": "登记科", "质押融资": "融资科", "商标": "商标科"}, "总机", about) == whom
