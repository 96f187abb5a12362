"""Which documents a question means: titles, versions, places, numbers, dates."""

from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.scope import Catalogue, Scope, places_in
from corpus.manifest import read_manifest
from corpus.records import Document

HOME = "plan"
DOCUMENTS = (
    Document(HOME, "甲市知识产权“十四五”规划", region="襄阳", province="湖北", kind="规划", valid_from="2021", valid_to="2025"),
    Document("law_2020", "中华人民共和国专利法", region="全国", valid_from="2021-06-01", published="2020-10-17"),
    Document(
        "rules_2010",
        "中华人民共和国专利法实施细则",
        region="全国",
        valid_to="2024-01-19",
        superseded_by="rules_2023",
        published="2010-01-09",
    ),
    Document("rules_2023", "中华人民共和国专利法实施细则", region="全国", valid_from="2024-01-20", published="2023-12-11"),
    Document("gd", "广东省地理标志条例", region="广东", province="广东"),
    Document(
        "nansha", "广州南沙新区促进总部经济发展扶持办法", region="广州南沙", province="广东", doc_no="穗南开管办〔2017〕1号"
    ),
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(DOCUMENTS, "襄阳", HOME)


def named(catalogue: Catalogue, scope: Scope) -> list[str]:
    return [catalogue.documents[n].id for n in scope.named]


def allowed(catalogue: Catalogue, scope: Scope) -> set[str]:
    return {catalogue.documents[n].id for n in np.flatnonzero(scope.weights > 0)}


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("专利法第四十二条", "law_2020"),
        ("《专利法》怎么规定", "law_2020"),
        ("专利法实施细则第十条", "rules_2023"),
        ("2010年的专利法实施细则", "rules_2010"),
        ("旧版专利法实施细则", "rules_2010"),
        ("修订前的专利法实施细则怎么说", "rules_2010"),
        ("现行专利法实施细则", "rules_2023"),
        ("广东的地理标志条例", "gd"),
        ("规划的目标", HOME),
        ("穗南开管办〔2017〕1号", "nansha"),
        ("南沙总部经济扶持办法", "nansha"),
    ],
)
def test_a_document_is_known_by_what_people_call_it(catalogue: Catalogue, question: str, document: str) -> None:
    scope = catalogue.scope(question)
    assert named(catalogue, scope) == [document]
    assert allowed(catalogue, scope) == {document}


def test_a_law_is_not_its_rules(catalogue: Catalogue) -> None:
    assert named(catalogue, catalogue.scope("专利法第十条")) == ["law_2020"]
    assert "law_2020" not in named(catalogue, catalogue.scope("专利法实施细则第十条"))


def test_without_a_hint_the_version_in_force_wins_and_the_old_one_is_silent(catalogue: Catalogue) -> None:
    scope = catalogue.scope("专利奖励多少")
    assert scope.default
    assert "rules_2023" in allowed(catalogue, scope)
    assert "rules_2010" not in allowed(catalogue, scope)


@pytest.mark.parametrize(
    ("day", "document"), [("2015-01-01", "rules_2010"), ("2024-01-19", "rules_2010"), ("2024-06-01", "rules_2023")]
)
def test_a_date_chooses_the_version_of_that_day(catalogue: Catalogue, day: str, document: str) -> None:
    assert named(catalogue, catalogue.scope("专利法实施细则", as_of=day)) == [document]


def test_a_comparison_of_versions_keeps_both(catalogue: Catalogue) -> None:
    scope = catalogue.scope("2010年和2023年的专利法实施细则有什么区别")
    assert {"rules_2010", "rules_2023"} <= allowed(catalogue, scope)


@pytest.mark.parametrize("question", ["襄阳质押补贴多少", "我市有什么支持", "枣阳的企业怎么申请", "湖北有什么政策", "咱市奖多少"])
def test_a_question_about_home_never_sees_another_place(catalogue: Catalogue, question: str) -> None:
    assert {"gd", "nansha"} & allowed(catalogue, catalogue.scope(question)) == set()
    assert HOME in allowed(catalogue, catalogue.scope(question))


def test_a_question_about_another_place_never_sees_home(catalogue: Catalogue) -> None:
    scope = catalogue.scope("南沙的总部奖励多少")
    assert HOME not in allowed(catalogue, scope)
    assert "nansha" in allowed(catalogue, scope)


def test_a_question_without_a_place_prefers_home_and_the_nation(catalogue: Catalogue) -> None:
    weights = dict(zip((d.id for d in DOCUMENTS), catalogue.scope("总部奖励多少").weights.tolist(), strict=True))
    assert weights[HOME] == weights["law_2020"] == 1.0
    assert 0 < weights["nansha"] < 1


@pytest.mark.parametrize("place", ["武汉", "十堰", "宜昌"])
def test_a_place_that_no_document_covers_is_missing(catalogue: Catalogue, place: str) -> None:
    assert catalogue.scope(f"{place}的专利奖励多少").missing_place == place


def test_a_title_that_is_not_held_is_missing(catalogue: Catalogue) -> None:
    assert catalogue.scope("《数据安全法》怎么规定").missing_title == "数据安全法"
    assert catalogue.scope("《专利法》怎么规定").missing_title == ""


def test_a_version_that_is_not_held_is_missing(catalogue: Catalogue) -> None:
    assert "2002" in catalogue.scope("专利法实施细则2002年版").missing_version


def test_filters_leave_only_what_they_name(catalogue: Catalogue) -> None:
    assert allowed(catalogue, catalogue.scope("奖励", doc="gd")) == {"gd"}
    assert allowed(catalogue, catalogue.scope("奖励", doc="none")) == set()
    assert {"nansha", HOME} & allowed(catalogue, catalogue.scope("奖励", region="襄阳")) == {HOME}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("襄阳和南沙", ["襄阳", "南沙"]),
        ("朝阳产业", []),
        ("白银价格", []),
        ("襄樊", ["襄阳"]),
        ("湖北省襄阳市枣阳市", ["湖北", "襄阳", "枣阳"]),
        ("专利", []),
    ],
)
def test_places_are_read_from_the_text(text: str, names: list[str]) -> None:
    assert [place.name for place in places_in(text)] == names


def test_a_large_collection_is_found_by_whole_titles() -> None:
    many = [Document(f"a{n}", f"某法第{n}条") for n in range(2_001)]
    catalogue = Catalogue(many, "襄阳", HOME)
    assert catalogue.scope("某法第7条").named == (7,)
    assert catalogue.scope("随便问问").weights.sum() == 2_001


# over the 62 documents


@pytest.fixture(scope="module")
def full(reference_documents: Path) -> Catalogue:
    documents = {d.id: d for d in read_manifest(reference_documents / "manifest.json").values()}
    return Catalogue(list(documents.values()), "襄阳", "xiangyang_ip_145")


def test_every_document_is_found_by_its_title(full: Catalogue) -> None:
    missed = [
        document.id
        for document in full.documents
        if not document.superseded_by and document.id not in named(full, full.scope(f"《{document.title}》里怎么说"))
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("商标法第十条", "trademark_law_2019"),
        ("商标法实施条例第十条", "trademark_rules_2014"),
        ("著作权法五十四条", "copyright_law_2020"),
        ("海关保护条例第七条", "customs_ip_reg_2018"),
        ("集成电路布图设计保护条例第十二条", "ic_layout_reg_2001"),
        ("国办发〔2019〕6号", "gov_guarantee_fund_2019_6"),
        ("法释〔2021〕4号", "spc_punitive_damages_2021"),
        ("河南专利保护条例", "henan_patent_2005"),
        ("洛阳的专利条例", "luoyang_patent_2013"),
        ("广东省地理标志条例", "guangdong_gi_2022"),
        ("浙江促进科技成果转化条例", "zhejiang_tech_transfer_2021"),
        ("2010年专利法实施细则", "patent_rules_2010"),
        ("促进科技成果转化法第四十五条", "tech_transfer_law_2015"),
    ],
)
def test_documents_are_known_among_many(full: Catalogue, question: str, document: str) -> None:
    assert named(full, full.scope(question)) == [document]


def test_a_question_about_xiangyang_sees_its_plan_and_the_nation_alone(full: Catalogue) -> None:
    for question in ("襄阳质押融资补贴多少", "襄阳市高新技术企业奖励", "我市科技创新券", "襄阳总部经济扶持"):
        seen = allowed(full, full.scope(question))
        assert {full.documents[full.by_id[name]].region for name in seen} == {"襄阳", "全国"}


def test_the_repealed_liuhe_policy_is_silent_unless_asked_for(full: Catalogue) -> None:
    assert "liuhe_industry_old" not in allowed(full, full.scope("柳河重点产业奖励多少"))
    assert "liuhe_industry_old" in allowed(full, full.scope("柳河旧版重点产业政策怎么奖励"))
