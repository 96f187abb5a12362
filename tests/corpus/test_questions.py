from pathlib import Path

import pytest

from corpus import questions
from corpus.builtin import builtin_documents
from corpus.errors import CorpusError
from corpus.parser import parse
from corpus.questions import added_bank_path, parse_generated, read_bank, read_banks, read_related, read_unanswerable
from corpus.records import Document, ParsedDocument

TEXT = "某规划\n一、目标\n商标突破3万件，地理标志70件。\n二、保障\n落实责任。\n三、督查\n落实责任。\n"


@pytest.fixture
def parsed() -> ParsedDocument:
    return parse(Document("d", "某规划"), TEXT)


def _bank(folder: Path, content: str) -> Path:
    (folder / "d.tsv").write_text(content, encoding="utf-8")
    return folder


def test_a_question_points_at_its_sentence_or_at_the_part_that_answers(tmp_path: Path, parsed: ParsedDocument) -> None:
    folder = _bank(
        tmp_path,
        "# 说明\n= 商标突破3万件，地理标志70件。\n企业\t口语\t商标和地标有多少？\n市民\t短语\t地理标志 数量\t地理标志70件\n",
    )
    whole, part = read_bank(parsed, folder)
    assert TEXT[whole.start : whole.end] == "商标突破3万件，地理标志70件。"
    assert TEXT[part.start : part.end] == "地理标志70件"
    assert (part.doc, part.reader, part.style, part.text) == ("d", "市民", "短语", "地理标志 数量")


def test_a_sentence_that_occurs_twice_is_taken_in_the_order_of_the_text(tmp_path: Path, parsed: ParsedDocument) -> None:
    folder = _bank(tmp_path, "= 落实责任。\n员工\t原文\t保障怎么做？\n= 落实责任。\n员工\t原文\t督查怎么做？\n")
    first, second = read_bank(parsed, folder)
    assert (first.start, second.start) == (TEXT.index("落实责任。"), TEXT.rindex("落实责任。"))


def test_a_document_without_bank_has_no_questions(tmp_path: Path, parsed: ParsedDocument) -> None:
    assert read_bank(parsed, tmp_path) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("= 原文没有这一句。\n", "d.tsv 第 1 行：原文中没有这一句"),
        ("= 落实责任。\n员工\t原文\n", "d.tsv 第 2 行"),
        ("= 落实责任。\n员工\t原文\t问？\t商标突破\n", "d.tsv 第 2 行"),
        ("员工\t原文\t问？\n", "d.tsv 第 1 行"),
    ],
    ids=["unknown sentence", "no question", "part of another sentence", "no sentence before"],
)
def test_a_line_that_names_no_text_of_the_document_is_refused(
    tmp_path: Path, parsed: ParsedDocument, content: str, message: str
) -> None:
    with pytest.raises(CorpusError, match=message):
        read_bank(parsed, _bank(tmp_path, content))


def test_the_bank_of_the_plan_fits_its_text_and_asks_for_every_sentence() -> None:
    document, text = builtin_documents()[0]
    plan = parse(document, text)
    bank = read_bank(plan)
    spans = [span for clause in plan.clauses for span in clause.sentences]
    asked = {span for span in spans if any(span[0] <= question.start < span[1] for question in bank)}
    assert len(asked) == len(spans) == 214


def test_no_question_is_both_answerable_and_not() -> None:
    document, text = builtin_documents()[0]
    answerable = {question.text for question in read_bank(parse(document, text))}
    unanswerable = [question for _, question in read_unanswerable()]
    assert unanswerable
    assert answerable.isdisjoint(unanswerable)


def test_generated_questions_are_read_as_json_or_as_lines() -> None:
    assert parse_generated('好的：["商标有多少？", " "]') == ["商标有多少？"]
    assert parse_generated("1. 商标有多少？\n说明\n- 谁负责?") == ["商标有多少？", "谁负责?"]


@pytest.mark.parametrize(("part", "message"), [("落实责任", "d.tsv 第 2 行"), ("某规划", "d.tsv 第 2 行")])
def test_a_part_must_stand_inside_its_sentence(tmp_path: Path, parsed: ParsedDocument, part: str, message: str) -> None:
    content = f"= 商标突破3万件，地理标志70件。\n员工\t原文\t问？\t{part}\n"
    with pytest.raises(CorpusError, match=message):
        read_bank(parsed, _bank(tmp_path, content))


def test_a_part_may_be_the_beginning_or_the_end_of_its_sentence(tmp_path: Path, parsed: ParsedDocument) -> None:
    rows = "\n".join(f"员工\t原文\t{part}？\t{part}" for part in ("商标突破", "70件。"))
    found = read_bank(parsed, _bank(tmp_path, f"= 商标突破3万件，地理标志70件。\n{rows}\n"))
    assert [TEXT[question.start : question.end] for question in found] == ["商标突破", "70件。"]


def test_sentences_out_of_the_order_of_the_text_are_refused(tmp_path: Path, parsed: ParsedDocument) -> None:
    content = "= 落实责任。\n员工\t原文\t问？\n= 商标突破3万件，地理标志70件。\n员工\t原文\t问？\n"
    with pytest.raises(CorpusError, match=r"d\.tsv 第 3 行：原文中没有这一句"):
        read_bank(parsed, _bank(tmp_path, content))


def test_blank_lines_and_comments_between_the_questions_are_skipped(tmp_path: Path, parsed: ParsedDocument) -> None:
    content = "\n= 落实责任。\n\n# 说明\n员工\t原文\t怎么做？\n# 完\n市民\t口语\t谁来做？\n"
    assert [question.text for question in read_bank(parsed, _bank(tmp_path, content))] == ["怎么做？", "谁来做？"]


def test_unanswerable_questions_are_read_without_comments(tmp_path: Path) -> None:
    (tmp_path / "unanswerable.tsv").write_text("# 说明\nnear_miss\t明年是多少？\t未载\n\nabuse\t笨\t无\n", encoding="utf-8")
    assert read_unanswerable(tmp_path) == [("near_miss", "明年是多少？"), ("abuse", "笨")]


def test_the_generated_bank_of_a_document_lies_in_the_data_folder(tmp_path: Path) -> None:
    assert added_bank_path(tmp_path, "a") == tmp_path / "questions" / "a.tsv"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('["甲？"]', ["甲？"]),
        ('说明：["甲？", "乙？"] 完', ["甲？", "乙？"]),
        ("甲、乙两项。", []),
        ("12. 甲？\n* 乙?  \n3、丙。", ["甲？", "乙?"]),
        ("", []),
    ],
)
def test_what_a_model_wrote_is_read_as_a_list_or_line_by_line(text: str, expected: list[str]) -> None:
    assert parse_generated(text) == expected


def test_a_sentence_may_be_named_by_its_opening_wherever_it_stands(tmp_path: Path, parsed: ParsedDocument) -> None:
    content = "= 落实…\n员工\t原文\t谁落实？\n= 商标突破3…\n员工\t原文\t多少？\n"
    first, second = read_bank(parsed, _bank(tmp_path, content))
    assert TEXT[first.start : first.end] == "落实责任。"
    assert TEXT[second.start : second.end] == "商标突破3万件，地理标志70件。"


def test_a_question_of_several_sentences_is_one_of_each(tmp_path: Path, parsed: ParsedDocument) -> None:
    content = "= 商标突破3…\n= 落实…\n员工\t原文\t要做到多少，怎么做？\n= 落实…\n员工\t原文\t怎么做？\n"
    found = read_bank(parsed, _bank(tmp_path, content))
    asked = [(TEXT[question.start : question.end], question.text) for question in found]
    assert asked == [
        ("商标突破3万件，地理标志70件。", "要做到多少，怎么做？"),
        ("落实责任。", "要做到多少，怎么做？"),
        ("落实责任。", "怎么做？"),
    ]


def _related(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "titles.tsv").write_text("law\t某法\n", encoding="utf-8")
    rows = "= 申请应当…\n公众\t口语\t怎么申请？\n= 费用为…\n公众\t口语\t要多少钱？\n= 申请应当…\n= 费用为…\n公众\t口语\t怎么申请，多少钱？\n"
    (folder / "law.tsv").write_text(rows, encoding="utf-8")
    monkeypatch.setattr(questions, "RELATED", folder)


@pytest.mark.parametrize("document", [Document("law", "某法"), Document("d-1", "某法")], ids=["by its id", "by its title"])
def test_a_law_has_the_questions_that_ship_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, document: Document) -> None:
    _related(tmp_path, monkeypatch)
    found = read_related(parse(document, "某法\n第一条 申请应当书面提出。\n第二条 费用为100元。\n"))
    assert [question.text for question in found] == ["怎么申请？", "要多少钱？", "怎么申请，多少钱？", "怎么申请，多少钱？"]
    assert {question.doc for question in found} == {document.id}


def test_another_edition_has_the_questions_of_the_sentences_that_it_shares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _related(tmp_path, monkeypatch)
    found = read_related(parse(Document("law", "某法"), "某法\n第一条 申请应当书面提出。\n第二条 不收费。\n"))
    assert [question.text for question in found] == ["怎么申请？"]
    assert read_related(parse(Document("other", "某条例"), "某条例\n第一条 申请应当书面提出。\n")) == []


def test_the_questions_that_ship_for_a_law_come_before_those_of_the_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    related, office = tmp_path / "related", tmp_path / "office"
    related.mkdir()
    office.mkdir()
    _related(related, monkeypatch)
    (office / "law.tsv").write_text("= 费用为100元。\n公众\t口语\t收费吗？\n", encoding="utf-8")
    found = read_banks(parse(Document("law", "某法"), "某法\n第一条 费用为100元。\n"), tmp_path, office)
    assert [question.text for question in found] == ["要多少钱？", "收费吗？"]
