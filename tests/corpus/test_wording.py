"""What a line looks like: a title, an organ, a signature, a note below it, a closing sentence."""

import pytest

from corpus import wording


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("某市专利办法", True),
        ("甲" * 60, True),
        ("甲" * 61, False),
        ("", False),
        ("为了保护专利。", False),
        ("制定；执行", False),
        ("根据要求，", False),
        ("各区：", False),
        ("关于印发“办法”", True),
        ("称为“办法：”", False),  # the colon ends it, whatever closes behind it
        ("2024年4月9日", False),
        ("2024年4月9日通知", True),
    ],
)
def test_a_name_is_short_and_ends_as_no_text_does(text: str, *, is_one: bool) -> None:
    assert wording.is_name(text) is is_one


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("某市专利办法", "办法"),
        ("某市专利办法（试行）", "办法"),
        ("某市专利办 法", "办法"),
        ("中华人民共和国专利法", "法"),
        ("关于印发《某市专利办法》", "办法"),
        ("某市专利办法解读", None),
        (f"某市专利办法（{'甲' * 16}）", "办法"),
        (f"某市专利办法（{'甲' * 17}）", None),
    ],
)
def test_a_title_names_the_kind_of_its_act_at_its_end(text: str, kind: str | None) -> None:
    assert wording.kind_of(text) == kind
    assert wording.names_act(text) is (kind is not None)


@pytest.mark.parametrize(
    ("text", "organ", "signs"),
    [
        ("某市科技局", True, True),
        ("甲" * 59 + "局", True, True),
        ("甲" * 60 + "局", False, False),
        ("某市科技局：", False, False),
        ("某市科技", False, False),
        ("市长　某某", False, True),  # an office with a name
        ("市长 某市科技局", False, True),
        ("市长" + " 某" * 29, False, True),  # 60 characters
        ("市长" + " 某" * 30, False, False),
        ("市长 某某。", False, False),
    ],
)
def test_an_organ_or_who_holds_an_office_signs(text: str, *, organ: bool, signs: bool) -> None:
    assert (wording.is_organ(text), wording.signs(text)) == (organ, signs)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("（此件公开发布）", True),
        ("（此件公开发布）另有说明", False),
        ("抄送：某市科技局", True),
        ("抄送" + "甲" * 178, True),  # 180 characters
        ("抄送" + "甲" * 179, False),
        ("某市科技局办公室2024年4月9日印发", True),
        ("某市科技局", False),
    ],
)
def test_a_note_stands_below_the_date(text: str, *, is_one: bool) -> None:
    assert wording.is_note(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("本通知自印发之日起施行。", True),
        ("本办法有效期五年，到期失效。", True),
        ("特此通知。", True),
        ("此复", True),
        ("本通知自印发之日起施行：", False),
        ("企业自申请之日起施行。", False),
    ],
)
def test_a_closing_sentence_speaks_of_the_whole_document(text: str, *, is_one: bool) -> None:
    assert wording.closes(text) is is_one


@pytest.mark.parametrize(
    ("text", "section", "contents"),
    [("总则", True, False), ("附　则", True, False), ("## 序言", True, False), ("总则一", False, False), ("目　录", False, True),
     ("目次", False, True), ("目录表", False, False)],
)  # fmt: skip
def test_some_headings_need_no_number(text: str, *, section: bool, contents: bool) -> None:
    assert (wording.is_section(text), wording.is_contents(text)) == (section, contents)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2024年4月9日", True),
        ("（2024年4月9日）", True),
        ("二〇二四年四月九日", True),
        ("2024年4月9日印发", False),
        ("2024年4月", False),
    ],
)
def test_a_date_may_stand_in_brackets(text: str, *, is_one: bool) -> None:
    assert wording.is_date(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("某政发〔2024〕1号", True), ("某政发〔2024〕 1 号", True), ("某政发〔2024〕1号文件", False), ("国务院令第722号", True), ("第30号", True),
     ("某政发〔1824〕1号", False)],
)  # fmt: skip
def test_the_number_of_a_document_stands_alone(text: str, *, is_one: bool) -> None:
    assert wording.is_doc_no(text) is is_one
