"""What an answer says of the office: its documents, of which the first are named, its examples, whom to ask."""

import pytest

from assistant import messages
from assistant.answering.office import Office, contact_for
from assistant.profile import Profile
from corpus.records import Document

PLAIN = Profile()


def documents(*titles: str) -> list[Document]:
    return [Document(title, title) for title in titles]


def titles(*named: str) -> str:
    return "".join(messages.ONE_DOCUMENT.format(title=title) for title in named)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (("甲办法",), titles("甲办法")),
        (("甲办法", "乙办法", "家规划"), titles("家规划", "甲办法", "乙办法")),
        (("2020年甲办法", "乙办法", "丙办法"), titles("乙办法", "丙办法", "2020年甲办法")),  # a year is named last
        (
            ("甲办法", "乙办法", "丙办法", "家规划"),
            messages.SEVERAL_DOCUMENTS.format(titles=titles("家规划", "甲办法", "乙办法"), count=4),
        ),
    ],
)
def test_three_documents_are_named_that_of_home_first(held: tuple[str, ...], said: str) -> None:
    assert Office(PLAIN, documents(*held), "家规划").said("{documents}") == said


def test_what_an_office_does_not_say_is_left_out_and_examples_are_its_own_or_those_of_the_documents() -> None:
    held = documents("甲办法")
    phrase = "{office}|{subject}|{of_subject}|{examples}"
    assert Office(PLAIN, held, "").said(phrase) == f"|{messages.ANY_SUBJECT}||"
    named = Profile(name="某局", subject="旅游", examples=("问一",))
    examples = [messages.EXAMPLES.format(questions=messages.EXAMPLE.format(question=each)) for each in ("问一", "问二")]
    assert Office(named, held, "", ("问二",)).said(phrase) == "|".join(
        (messages.OF_OFFICE.format(name="某局"), "旅游", messages.OF_SUBJECT.format(subject="旅游"), examples[0])
    )
    assert Office(PLAIN, held, "", ("问二",)).said("{examples}") == examples[1]


@pytest.mark.parametrize(
    ("about", "contact"),
    [
        (("商标怎么注册", "专利法"), "商标处"),  # the question counts first
        (("怎么办", "专利法"), "专利处"),
        (("专利质押和专利", "商标法"), "质押处"),  # the longest topic
        (("怎么办", "广告法"), "总机"),
        ((), "总机"),
    ],
)
def test_whom_to_ask_is_told_by_the_topic(about: tuple[str, ...], contact: str) -> None:
    contacts = {"专利": "专利处", "商标": "商标处", "专利质押": "质押处"}
    assert contact_for(contacts, "总机", about) == contact
