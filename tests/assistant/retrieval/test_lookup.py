"""Look-ups: the place that a question names is what is shown, whole and in order."""

import pytest

from assistant.pipeline import Assistant
from assistant.records import Status, Turn
from assistant.retrieval.lookup import find_place
from assistant.retrieval.places import Place

PLAN = "xiangyang_ip_145"


def find(assistant: Assistant, question: str) -> list[Place]:
    understood = assistant.reader.read(question)
    return find_place(understood, assistant.retriever.scoper.scope(understood.pointing), assistant.retriever)


def paths(assistant: Assistant, question: str) -> list[str]:
    return [assistant.units.clauses[n].path for place in find(assistant, question) for n in place.clauses]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("三(三)3", ["三.(三).3"]),
        ("规划第三部分第二节第4点", ["三.(二).4"]),
        ("保障措施第二条", ["四.(二)"]),
        ("保障措施最后一条", ["四.(三)"]),
        ("最后一章", ["四.(一)", "四.(二)", "四.(三)"]),
        ("健全知识产权金融服务体系 原文", ["三.(三).3"]),
        ("严格司法保护那段原文", ["三.(二).2"]),
    ],
)
def test_a_place_of_the_plan_is_found(plan_assistant: Assistant, question: str, expected: list[str]) -> None:
    assert paths(plan_assistant, question) == expected


@pytest.mark.parametrize("question", ["三(三)9 原文", "第九部分", "四(八)全文"])
def test_a_place_that_does_not_exist_is_said_to_be_missing(plan_assistant: Assistant, question: str) -> None:
    (place,) = find(plan_assistant, question)
    assert (place.clauses, bool(place.missing)) == ((), True)
    answer = plan_assistant.ask(question)
    assert (answer.status, answer.citations) == (Status.PARTIAL, ())
    assert "没有" in answer.text


@pytest.mark.parametrize("question", ["质押融资有补贴吗", "有哪三条经验", "地理标志要达到多少件"])
def test_a_question_of_content_names_no_place(plan_assistant: Assistant, question: str) -> None:
    assert find(plan_assistant, question) == []


def test_the_titles_below_a_heading_are_listed(plan_assistant: Assistant) -> None:
    (place,) = find(plan_assistant, "保障措施有哪几条")
    assert len(place.headings) == 3


def test_of_a_part_without_headings_its_paragraphs_are_told(plan_assistant: Assistant) -> None:
    answer = plan_assistant.ask("规划的基本原则有哪几项")
    assert answer.status is Status.ANSWERED
    assert [citation.path for citation in answer.citations] == [f"二、(二)第{number}段" for number in range(1, 5)]
    assert "没有分级标题" not in answer.text


def test_paragraphs_that_begin_with_a_title_are_listed_by_it(plan_assistant: Assistant) -> None:
    (place,) = find(plan_assistant, "请列出本规划所确立的各项基本原则")
    assert len(place.headings) == 4
    assert all(row.quoted for row in place.headings)
    assert find(plan_assistant, "列出各项发展目标") == []  # its paragraphs have none
    assert find(plan_assistant, "基本原则里列出了哪些关于知识产权金融服务和质押融资的要求") == []


def test_behind_a_number_a_heading_below_it_is_meant(plan_assistant: Assistant) -> None:
    (place,) = find(plan_assistant, "规划第二章“基本原则”列了哪几条原则")
    assert len(place.headings) == 4
    assert paths(plan_assistant, "规划第二部分讲了什么") == paths(plan_assistant, "第二部分全文")


@pytest.mark.parametrize("question", ["帮我调出总体要求里的基本原则部分", "把基本原则贴一下"])
def test_a_part_is_fetched_by_its_heading(plan_assistant: Assistant, question: str) -> None:
    (place,) = find(plan_assistant, question)
    clauses = [plan_assistant.units.clauses[number].label for number in place.clauses]
    assert clauses == [f"二、(二)第{number}段" for number in range(1, 5)]


@pytest.mark.parametrize("question", ["三(三)3 全文", "三、（三）3.原文", "第三部分第三节第3点"])
def test_a_look_up_shows_the_whole_clause(plan_assistant: Assistant, question: str) -> None:
    clause = plan_assistant.clause(f"{PLAN}#三.(三).3")
    answer = plan_assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert {citation.clause for citation in answer.citations} == {clause.id}
    assert all(clause.sentence_text(n).strip() in answer.text for n in range(len(clause.sentences)))
    assert answer.hits[0].clause == clause.id


def test_every_clause_of_the_plan_can_be_looked_up_by_its_label(plan_assistant: Assistant) -> None:
    missed = []
    for clause in plan_assistant.units.clauses:
        if clause.path != "前言" and plan_assistant.ask(f"{clause.label} 原文").hits[0].clause != clause.id:
            missed.append(clause.label)
    assert missed == []


def test_the_next_place_follows_the_one_before(plan_assistant: Assistant) -> None:
    first = plan_assistant.ask("三(三)2 原文")
    after = plan_assistant.ask("下一条", [Turn("三(三)2 原文", first.text)])
    assert {citation.clause for citation in after.citations} == {f"{PLAN}#三.(三).3"}


def test_a_phrase_in_quotes_is_found_where_it_stands(plan_assistant: Assistant) -> None:
    answer = plan_assistant.ask("“政府+银行+保险”出自哪里")
    assert [citation.clause for citation in answer.citations] == [f"{PLAN}#三.(三).3"]
    assert "政府+银行+保险" in answer.citations[0].quote


def test_all_places_of_a_phrase_are_cited(plan_assistant: Assistant) -> None:
    answer = plan_assistant.ask("“专项执法活动”在规划里哪几处提到")
    assert [citation.path for citation in answer.citations] == ["三、(二)1.", "三、(二)3."]
    assert "二处" in answer.text


# over the 62 documents


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("专利法第四十二条", "patent_law_2020#第四十二条"),
        ("第42条 专利法 原文", "patent_law_2020#第四十二条"),
        ("2010年专利法实施细则第七十七条", "patent_rules_2010#第七十七条"),
        ("专利法实施细则第七十七条", "patent_rules_2023#第七十七条"),
        ("著作权法第54条", "copyright_law_2020#第五十四条"),
        ("广东省地理标志条例第五条", "guangdong_gi_2022#第五条"),
        ("规划三(三)3", f"{PLAN}#三.(三).3"),
    ],
)
def test_an_article_is_shown_from_the_right_document(reference_assistant: Assistant, question: str, clause: str) -> None:
    answer = reference_assistant.ask(question)
    assert (answer.status, {citation.clause for citation in answer.citations}) == (Status.ANSWERED, {clause})


def test_every_article_of_a_law_can_be_looked_up(reference_assistant: Assistant) -> None:
    clauses = [
        clause
        for clause in reference_assistant.units.clauses
        if clause.doc == "trademark_law_2019" and clause.path.startswith("第")
    ]
    missed = [c.path for c in clauses if reference_assistant.ask(f"商标法{c.path}").hits[0].clause != c.id]
    assert len(clauses) > 60
    assert missed == []


@pytest.mark.parametrize("question", ["专利法第九十九条", "专利法实施细则第一百五十条"])
def test_an_article_that_does_not_exist_is_never_replaced(reference_assistant: Assistant, question: str) -> None:
    answer = reference_assistant.ask(question)
    assert (answer.status, answer.citations) == (Status.PARTIAL, ())


def test_a_paragraph_of_an_article_is_shown_alone(reference_assistant: Assistant) -> None:
    answer = reference_assistant.ask("专利法第四十二条第二款")
    assert "自发明专利申请日起满四年" in answer.text
    assert "均自申请日起计算" not in answer.text
