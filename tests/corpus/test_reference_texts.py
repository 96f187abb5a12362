"""The shipped plan, and the 62 reference texts."""

from pathlib import Path

import pytest

from corpus.builtin import BUILTIN, builtin_documents
from corpus.fingerprints import sha256
from corpus.manifest import read_manifest
from corpus.numerals import int_to_chinese
from corpus.parser import parse
from corpus.readers.read import read_file
from corpus.records import ParsedDocument

PLAN = "xiangyang_ip_145"


@pytest.fixture(scope="module")
def plan() -> ParsedDocument:
    (document, text), *_ = [item for item in builtin_documents() if item[0].id == PLAN]
    return parse(document, text)


@pytest.fixture(scope="module")
def reference_texts(reference_documents: Path) -> dict[str, ParsedDocument]:
    described = read_manifest(reference_documents / "manifest.json")
    paths = sorted(reference_documents.glob("*.txt"))
    return {path.stem: parse(described[path.name], read_file(path)[0].text) for path in paths}


def test_the_plan_has_its_39_clauses_and_214_sentences(plan: ParsedDocument) -> None:
    assert len(plan.clauses) == 39
    assert sum(len(clause.sentences) for clause in plan.clauses) == 214


def test_the_plan_is_covered_without_a_gap(plan: ParsedDocument) -> None:
    pieces = sorted([(h.start, h.end) for h in plan.headings] + [(c.start, c.end) for c in plan.clauses])
    assert "".join(plan.text[start:end] for start, end in pieces) == plan.text


def test_the_plan_is_the_original_byte_for_byte(reference_documents: Path) -> None:
    assert (BUILTIN / f"{PLAN}.txt").read_bytes() == (reference_documents / f"{PLAN}.txt").read_bytes()


def test_the_plan_keeps_its_own_slips_and_half_width_commas(plan: ParsedDocument) -> None:
    for slip in ("知识产权强国建设纲要", "知识产权强国战略纲要", "严、大、快、同", "严、快、大、同", "评估检测", "产权创造,筑牢"):
        assert slip in plan.text


def test_a_clause_of_the_plan_is_named_as_a_person_writes_it(plan: ParsedDocument) -> None:
    clause = next(clause for clause in plan.clauses if clause.id == f"{PLAN}#三.(三).3")
    assert (clause.label, clause.title) == ("三、(三)3.", "健全知识产权金融服务体系")
    assert clause.headings == ("主要任务和工作重点", "促进知识产权运用,注入创新发展新动能", "健全知识产权金融服务体系")
    assert "以知识产权质押方式向银行成功贷款的企业予以相应补贴" in clause.text


def test_no_clause_of_the_plan_holds_the_table_of_contents(plan: ParsedDocument) -> None:
    toc = next(heading for heading in plan.headings if heading.path == "目录")
    assert plan.text[toc.start : toc.end].startswith("目录\n一、发展基础与面临形势\n")
    assert plan.text[toc.start : toc.end].endswith("(三)加强宣传推广,完善评估检测\n")
    assert all(clause.start >= toc.end for clause in plan.clauses)


def test_what_the_plan_does_not_state_about_itself_is_not_guessed() -> None:
    document = next(document for document, _ in builtin_documents() if document.id == PLAN)
    assert document.doc_no is None
    assert document.published is None
    assert (document.valid_from, document.valid_to) == ("2021", "2025")
    assert document.sha256 == sha256((BUILTIN / f"{PLAN}.txt").read_text(encoding="utf-8"))


def test_all_reference_texts_are_covered_completely(reference_texts: dict[str, ParsedDocument]) -> None:
    assert len(reference_texts) == 62
    assert {name: parsed.coverage() for name, parsed in reference_texts.items() if parsed.coverage() != 1} == {}
    assert [name for name, parsed in reference_texts.items() if not parsed.clauses] == []


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        ("patent_law_2020", 82),
        ("trademark_law_2019", 73),
        ("copyright_law_2020", 67),
        ("patent_rules_2023", 149),
        ("tech_transfer_law_2015", 52),
    ],
)
def test_a_law_comes_out_with_exactly_its_articles(reference_texts: dict[str, ParsedDocument], name: str, articles: int) -> None:
    paths = [clause.path for clause in reference_texts[name].clauses]
    assert paths == [f"第{int_to_chinese(number)}条" for number in range(1, articles + 1)]


def test_ids_are_unique_across_the_reference_texts(reference_texts: dict[str, ParsedDocument]) -> None:
    ids = [clause.id for parsed in reference_texts.values() for clause in parsed.clauses]
    assert len(ids) == len(set(ids))
