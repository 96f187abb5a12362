"""Where a question is to be answered from: what it points at, places, versions, filters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.errors import FilterError
from assistant.question.titles import Pointer, Pointing
from assistant.question.versions import VersionAsked
from assistant.retrieval.scope import ASIDE, FOREIGN_WEIGHT, LOCAL_WEIGHT, NATIONAL_WEIGHT, PART_WEIGHT, Scope, Scoper
from corpus.manifest import read_manifest
from corpus.places import Place, place_of_region
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


class Register:
    """Documents with their reader and their scoper."""

    def __init__(self, documents: Sequence[Document], home: str) -> None:
        self.documents = documents
        self.pointer, self.scoper = Pointer(documents, "襄阳", home), Scoper(documents, "襄阳", home)

    def scope(self, question: str, **filters: Any) -> Scope:
        return self.scoper.scope(self.pointer.read(question), **filters)


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(DOCUMENTS, HOME)


def named(register: Register, scope: Scope) -> list[str]:
    return [register.documents[n].id for n in scope.named]


def allowed(register: Register, scope: Scope) -> set[str]:
    return {register.documents[n].id for n in np.flatnonzero(scope.weights > 0)}


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
def test_a_document_is_known_by_what_people_call_it(register: Register, question: str, document: str) -> None:
    scope = register.scope(question)
    assert named(register, scope) == [document]
    assert allowed(register, scope) == {document}


def test_a_law_is_not_its_rules(register: Register) -> None:
    assert named(register, register.scope("专利法第十条")) == ["law_2020"]
    assert "law_2020" not in named(register, register.scope("专利法实施细则第十条"))


def test_without_a_hint_the_version_in_force_wins_and_the_old_one_is_silent(register: Register) -> None:
    scope = register.scope("专利奖励多少")
    assert "rules_2023" in allowed(register, scope)
    assert "rules_2010" not in allowed(register, scope)


@pytest.mark.parametrize(
    ("day", "document"), [("2015-01-01", "rules_2010"), ("2024-01-19", "rules_2010"), ("2024-06-01", "rules_2023")]
)
def test_a_date_chooses_the_version_of_that_day(register: Register, day: str, document: str) -> None:
    assert named(register, register.scope("专利法实施细则", as_of=day)) == [document]


def test_a_comparison_of_versions_keeps_both(register: Register) -> None:
    scope = register.scope("2010年和2023年的专利法实施细则有什么区别")
    assert {"rules_2010", "rules_2023"} <= allowed(register, scope)


def test_a_comparison_with_another_document_keeps_the_version_that_is_meant(register: Register) -> None:
    assert set(named(register, register.scope("旧版专利法实施细则和专利法有什么区别"))) == {"rules_2010", "law_2020"}


@pytest.mark.parametrize("question", ["襄阳质押补贴多少", "我市有什么支持", "枣阳的企业怎么申请", "湖北有什么政策", "咱市奖多少"])
def test_a_question_about_home_never_sees_another_place(register: Register, question: str) -> None:
    assert {"gd", "nansha"} & allowed(register, register.scope(question)) == set()
    assert HOME in allowed(register, register.scope(question))


def test_a_question_about_another_place_never_sees_home(register: Register) -> None:
    scope = register.scope("南沙的总部奖励多少")
    assert HOME not in allowed(register, scope)
    assert "nansha" in allowed(register, scope)


def test_a_question_without_a_place_prefers_home_and_the_nation(register: Register) -> None:
    weights = dict(zip((d.id for d in DOCUMENTS), register.scope("总部奖励多少").weights.tolist(), strict=True))
    assert weights[HOME] == weights["law_2020"] == 1.0
    assert 0 < weights["nansha"] < 1


def test_where_a_place_is_asked_for_its_rules_come_before_the_nations(register: Register) -> None:
    for question, own in (("南沙的总部奖励多少", "nansha"), ("襄阳的总部奖励多少", HOME)):
        weights = dict(zip((d.id for d in DOCUMENTS), register.scope(question).weights.tolist(), strict=True))
        assert 0 < weights["law_2020"] < weights[own] == 1.0


@pytest.mark.parametrize("place", ["武汉", "十堰", "宜昌"])
def test_a_place_that_no_document_covers_is_missing(register: Register, place: str) -> None:
    assert register.scope(f"{place}的专利奖励多少").missing_place == place


def test_a_title_that_is_not_held_is_missing(register: Register) -> None:
    assert register.scope("《数据安全法》怎么规定").missing_title == "数据安全法"


def test_a_version_that_is_not_held_is_missing(register: Register) -> None:
    assert "2002" in register.scope("专利法实施细则2002年版").missing_version


def test_filters_leave_only_what_they_name(register: Register) -> None:
    assert allowed(register, register.scope("奖励", doc="gd")) == {"gd"}
    assert allowed(register, register.scope("奖励", doc="none")) == set()
    assert {"nansha", HOME} & allowed(register, register.scope("奖励", region="襄阳")) == {HOME}


def test_a_filter_leaves_out_even_what_is_named(register: Register) -> None:
    scope = register.scope("广东省地理标志条例", region="襄阳")
    assert "gd" not in allowed(register, scope) | set(named(register, scope))
    assert named(register, register.scope("广东省地理标志条例", region="广东")) == ["gd"]
    assert allowed(register, register.scope("襄阳的奖励", region="广东")) == {"law_2020", "rules_2023", "gd", "nansha"}
    assert allowed(register, register.scope("旧版专利法实施细则", doc="rules_2023")) == {"rules_2023"}


@pytest.mark.parametrize(
    ("region", "kept"),
    [
        ("襄阳", {HOME}),
        ("襄阳市", {HOME}),
        ("枣阳", {HOME}),
        ("广东", {"gd", "nansha"}),
        ("广州南沙", {"gd", "nansha"}),
        ("武汉", set()),
    ],
)
def test_a_region_keeps_its_own_documents_and_the_nations(register: Register, region: str, kept: set[str]) -> None:
    nation = {"law_2020", "rules_2010", "rules_2023"}
    assert {DOCUMENTS[n].id for n in np.flatnonzero(register.scoper.mask(region=region))} == kept | nation


def test_a_province_keeps_the_documents_of_its_places_even_where_they_do_not_state_it() -> None:
    documents = [
        Document("home", "某办法", region="襄阳"),
        Document("near", "某细则", region="黄冈"),
        Document("away", "某", region="广州"),
    ]
    assert Register(documents, "home").scoper.mask(region="湖北").tolist() == [True, True, False]


def test_the_places_around_home_and_within_it_are_its_own() -> None:
    regions = ("湖北省襄阳市", "湖北", "襄阳谷城县", "黄冈", None, "全国")
    register = Register([Document(f"d{n}", "某办法", region=region) for n, region in enumerate(regions)], "none")
    near, nation, part = (pytest.approx(weight) for weight in (FOREIGN_WEIGHT, NATIONAL_WEIGHT, PART_WEIGHT))
    assert register.scope("奖励").weights.tolist() == [1.0, 1.0, 1.0, near, 1.0, 1.0]
    assert register.scope("我市的奖励").weights.tolist() == [1.0, 1.0, part, 0.0, nation, nation]
    assert register.scope("谷城县的奖励").weights.tolist() == [1.0, 1.0, 1.0, 0.0, nation, nation]
    assert register.scope("枣阳的奖励").weights.tolist() == [1.0, 1.0, 0.0, 0.0, nation, nation]
    assert register.scope("本省的奖励").weights.tolist() == [part, 1.0, part, part, nation, nation]
    assert register.scope("本省的奖励").of_parts == {"d0", "d2", "d3"}
    assert register.scope("本省和襄阳的奖励").of_parts == {"d2", "d3"}


def test_a_document_without_region_is_of_the_place_that_its_title_or_its_organ_names() -> None:
    documents = [Document("a", "济南市养犬条例"), Document("b", "养老条例", issuer="绍兴市民政局"), Document("c", "低保办法")]
    scoper = Scoper(documents, "济南")
    scope = scoper.scope(Pointer(documents, "济南").read("低保多少"))
    assert scope.weights.tolist() == [1.0, pytest.approx(FOREIGN_WEIGHT), 1.0]  # what is unknown is not foreign


def test_without_a_home_no_place_is_foreign() -> None:
    documents = [Document("a", "济南市养犬条例"), Document("b", "绍兴市养老条例")]
    assert Scoper(documents).scope(Pointer(documents).read("几年")).weights.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("1999", {"gd", "nansha"}),  # their dates are unknown
        ("2015-01-01", {"gd", "nansha", "rules_2010"}),
        ("2022", {"gd", "nansha", "rules_2010", HOME, "law_2020"}),
        ("2024", {"gd", "nansha", "rules_2010", "rules_2023", HOME, "law_2020"}),  # the one until 19 January, the other after
        ("2024-06", {"gd", "nansha", "rules_2023", HOME, "law_2020"}),
        ("2030", {"gd", "nansha", "rules_2023", "law_2020"}),
    ],
)
def test_only_what_is_in_force_is_left(register: Register, day: str, kept: set[str]) -> None:
    assert {DOCUMENTS[n].id for n in np.flatnonzero(register.scoper.mask(in_force_on=day))} == kept


def test_a_date_filter_also_chooses_the_version(register: Register) -> None:
    assert named(register, register.scope("专利法实施细则", in_force_on="2015-01-01")) == ["rules_2010"]
    assert named(register, register.scope("专利法实施细则", in_force_on="2024-06-01")) == ["rules_2023"]
    assert named(register, register.scope("规划的目标", in_force_on="2030")) == []


def test_home_is_looked_at_beside_a_document_that_is_named_with_it(register: Register) -> None:
    scope = register.scope("我市的措施和专利法有什么关系")
    assert (named(register, scope), allowed(register, scope)) == (["law_2020"], {"law_2020", HOME})


def test_a_named_document_of_the_province_covers_its_places() -> None:
    register = Register([d for d in DOCUMENTS if d.id != "gd"], HOME)
    assert register.scope("佛山怎么奖励").missing_place == "佛山"
    assert register.scope("佛山看穗南开管办〔2017〕1号吗").missing_place == ""


def test_a_version_that_is_not_in_force_yet_replaces_nothing() -> None:
    old = Document("old", "某某管理条例", region="全国", published="2001", superseded_by="new")
    today, tomorrow = date.today().isoformat(), (date.today() + timedelta(days=1)).isoformat()
    for begins, meant in ((tomorrow, "old"), (today, "new"), ("2005-01-01", "new"), (None, "new")):
        register = Register([old, Document("new", "某某管理条例", region="全国", valid_from=begins)], HOME)
        assert named(register, register.scope("某某管理条例怎么说")) == [meant]
        assert allowed(register, register.scope("怎么说")) == {meant}


def test_the_year_that_is_named_outweighs_the_date(register: Register) -> None:
    assert named(register, register.scope("2023年的专利法实施细则", as_of="2015-01-01")) == ["rules_2023"]


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"region": "火星"}, "火星.*全国"),
        ({"in_force_on": "2022-13-45"}, "2022-13-45"),
        ({"in_force_on": "昨天"}, "2024-06-01"),
        ({"in_force_on": "2023-02-29"}, "2023-02-29"),
    ],
)
def test_a_filter_that_nothing_can_fit_is_refused(register: Register, filters: dict[str, str], told: str) -> None:
    with pytest.raises(FilterError, match=told):
        register.scope("奖励", **filters)


@pytest.mark.parametrize(("count", "told"), [(8, "甲7地"), (9, "甲7地等")])
def test_of_many_regions_the_first_eight_are_told(count: int, told: str) -> None:
    register = Register([Document(f"d{n}", f"办法{n}", region=f"甲{n}地") for n in range(count)], HOME)
    with pytest.raises(FilterError, match=f"甲0地.*{told}(?!等|、)"):
        register.scope("奖励", region="火星")


def test_a_corpus_without_regional_rules_misses_no_place() -> None:
    nation = Register([Document("law", "中华人民共和国专利法", region="全国")], HOME)
    scope = nation.scope("武汉的专利奖励多少")
    assert (scope.missing_place, scope.weights.tolist()) == ("", [1.0])


def test_filters_and_names_hold_for_very_many_documents() -> None:
    day = (date.today() - timedelta(days=1)).isoformat()
    many = [
        Document(f"d{n}", f"第{n}号办法", region="广东" if n % 2 else "襄阳", valid_to=day if n < 10 else None)
        for n in range(2_500)
    ]
    register = Register([*many, Document("law", "某某保护条例", region="全国")], "d0")
    assert allowed(register, register.scope("奖励", doc="d7")) == {"d7"}
    assert register.scope("奖励", region="广东").weights[:4].tolist() == [0.0, 1.0, 0.0, 1.0]
    assert register.scope("奖励", in_force_on=date.today().isoformat()).weights[9:11].tolist() == [0.0, 1.0]
    assert named(register, register.scope("某某保护条例怎么说")) == ["law"]
    assert register.scope("广东怎么奖励").weights[:2].tolist() == [0.0, 1.0]


# over the 62 documents


@pytest.fixture(scope="module")
def full(reference_documents: Path) -> Register:
    documents = {d.id: d for d in read_manifest(reference_documents / "manifest.json").values()}
    return Register(list(documents.values()), "xiangyang_ip_145")


def test_every_document_is_found_by_its_title(full: Register) -> None:
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
def test_documents_are_known_among_many(full: Register, question: str, document: str) -> None:
    assert named(full, full.scope(question)) == [document]


def test_a_question_about_xiangyang_sees_its_plan_and_the_nation_alone(full: Register) -> None:
    for question in ("襄阳质押融资补贴多少", "襄阳市高新技术企业奖励", "我市科技创新券", "襄阳总部经济扶持"):
        seen = allowed(full, full.scope(question))
        assert {full.documents[full.scoper.by_id[name]].region for name in seen} == {"襄阳", "全国"}


def test_the_repealed_liuhe_policy_is_silent_unless_asked_for(full: Register) -> None:
    assert "liuhe_industry_old" not in allowed(full, full.scope("柳河重点产业奖励多少"))
    assert "liuhe_industry_old" in allowed(full, full.scope("柳河旧版重点产业政策怎么奖励"))


def test_a_question_that_goes_on_turns_to_the_documents_of_the_answer(register: Register) -> None:
    scoper = register.scoper
    scope = register.scope("它什么时候施行")
    turned = scoper.turned_to(scope, {1})
    kin = (1, 2, 3)  # the law, and the rules for its implementation
    assert all(turned.weights[n] == scope.weights[n] for n in kin)
    assert all(turned.weights[n] == pytest.approx(scope.weights[n] * ASIDE) for n in range(len(DOCUMENTS)) if n not in kin)
    assert scoper.turned_to(scope, ()) is scope


def test_a_particular_of_what_a_document_tells_is_looked_for_there_and_in_the_rules_that_carry_it_out(register: Register) -> None:
    scope = register.scope("它什么时候施行")
    kept = register.scoper.kept_to(scope, {1})
    assert kept.named == (1,)
    assert np.flatnonzero(kept.weights).tolist() == [1, 3]  # the rules in force
    assert register.scoper.kept_to(scope, ()) is scope


def test_documents_are_found_by_a_part_of_their_title(register: Register) -> None:
    assert register.scoper.titled(["《地理标志条例》"]) == {4}
    assert register.scoper.titled([]) == set()


def test_documents_named_otherwise_are_the_ones_asked_for_as_far_as_they_are_allowed(register: Register) -> None:
    scoper = register.scoper
    scope = register.scope("它什么时候施行")
    allowed = scoper.mask(doc="gd")
    named = scoper.naming(scope, [1, 4], allowed)
    assert named.named == (4,)
    assert named.weights.tolist() == [0.0, 0.0, 0.0, 0.0, 1.0, 0.0]
    assert scoper.naming(scope, [1], allowed) is scope


def place(name: str) -> Place:
    found = place_of_region(name)
    assert found is not None
    return found


OF_2010 = Document("law_2010", "某某法", region="全国", published="2010-01-01", superseded_by="law_2023")
OF_2023 = Document("law_2023", "某某法", region="全国", published="2023-01-01")
BOTH = frozenset({2010, 2023})


def meant(
    version: VersionAsked, day: str | None = None, ends: str | None = None, begins: str | None = None, document: int = 0
) -> tuple[tuple[int, ...], list[float], str]:
    """Return which of two versions is meant by the name of one, the weights where none is named, and what version is missing."""
    scoper = Scoper([replace(OF_2010, valid_to=ends), replace(OF_2023, valid_from=begins)])
    scope = scoper.scope(Pointing(documents=(document,), version=version), as_of=day)
    return scope.named, scoper.scope(Pointing(version=version), as_of=day).weights.tolist(), scope.missing_version


@pytest.mark.parametrize(
    ("version", "number"),
    [
        (VersionAsked(), 1),
        (VersionAsked(new=True), 1),
        (VersionAsked(old=True), 0),
        (VersionAsked(years=frozenset({2010})), 0),
        (VersionAsked(years=frozenset({2023})), 1),
        (VersionAsked(years=frozenset({1999})), 1),
        (VersionAsked(years=BOTH), 0),
        (VersionAsked(before=2023), 0),
        (VersionAsked(before=2010), 1),
        (VersionAsked(compared=True), 1),
        (VersionAsked(compared=True, old=True), 0),
        (VersionAsked(compared=True, years=frozenset({2010})), 0),
        (VersionAsked(compared=True, years=BOTH, before=2023), 0),
    ],
)
def test_the_version_that_is_meant_takes_the_place_of_the_other(version: VersionAsked, number: int) -> None:
    for document in (0, 1):
        assert meant(version, document=document) == ((number,), [1.0 - number, float(number)], "")


def test_versions_of_both_years_that_are_compared_are_both_left() -> None:
    for document in (0, 1):
        assert meant(VersionAsked(compared=True, years=BOTH), document=document) == ((document,), [1.0, 1.0], "")


@pytest.mark.parametrize(
    ("day", "ends", "begins", "number"),
    [
        ("2015-01-01", "2023-12-31", None, 0),
        ("2015-01-01", None, "2024-01-01", 0),
        ("2015-01-01", "2023-12-31", "2024-01-01", 0),
        ("2015-01-01", None, None, 1),  # since when is not known
        ("2024-06-01", "2023-12-31", None, 1),
        ("2024-06-01", None, "2024-01-01", 1),
        (None, "2023-12-31", "2024-01-01", 1),
    ],
)
def test_a_day_chooses_the_version_as_far_as_the_dates_are_known(
    day: str | None, ends: str | None, begins: str | None, number: int
) -> None:
    assert meant(VersionAsked(), day, ends, begins)[0] == (number,)
    assert meant(VersionAsked(years=frozenset({2023})), day, ends, begins)[0] == (1,)  # the year that is named outweighs it
    assert meant(VersionAsked(years=frozenset({2010})), day, ends, begins)[0] == (0,)


@pytest.mark.parametrize(
    ("years", "missing"), [((2010,), False), ((2023,), False), ((2002,), True), ((2002, 2010), False), ((), False)]
)
def test_an_edition_is_missing_where_neither_version_is_of_its_year(years: tuple[int, ...], missing: bool) -> None:
    told = meant(VersionAsked(years=frozenset(years), of_edition=frozenset(years)))[2]
    assert ("2002" in told and "某某法" in told) is missing
    assert bool(told) is missing


AROUND = (
    Document("city", "襄阳市养犬办法", region="襄阳", province="湖北"),
    Document("province", "湖北省养犬条例", region="湖北", province="湖北"),
    Document("plan", "湖北省养犬规划", region="湖北", province="湖北", kind="规划"),
    Document("county", "谷城县养犬规定", region="襄阳谷城县", province="湖北"),
    Document("other", "黄冈市养犬办法", region="黄冈", province="湖北"),
    Document("nation", "养犬法", region="全国"),
    Document("unknown", "养犬规则"),
)


@pytest.mark.parametrize(
    ("asked", "covering"),
    [((), ""), (("湖北",), ""), (("襄阳",), "province"), (("襄阳谷城县",), "city province"), (("襄阳", "黄冈"), "province")],
)
def test_the_rules_around_a_place_hold_there_too_but_for_plans(asked: tuple[str, ...], covering: str) -> None:
    scope = Scoper(AROUND, "襄阳").scope(Pointing(places=tuple(map(place, asked))))
    assert scope.covering == frozenset(covering.split())
    assert scope.places == tuple(map(place, asked))


def test_the_documents_of_home_are_those_of_it_and_of_what_lies_in_it_where_home_is_asked_for() -> None:
    assert Scoper(AROUND, "襄阳").scope(Pointing(home=True)).home == ("city", "county")
    assert Scoper(AROUND, "襄阳").scope(Pointing()).home == ()
    assert Scoper(AROUND).scope(Pointing(home=True)).home == ()
    assert Scoper(AROUND).scope(Pointing(home=True)).weights.tolist() == [1.0] * 7


def test_documents_of_a_place_are_of_it_or_of_what_lies_in_it() -> None:
    scoper = Scoper(AROUND, "襄阳", "city")
    assert [scoper.documents_of_place(place(name)) for name in ("湖北", "襄阳", "黄冈", "武汉")] == [
        (0, 1, 2, 3, 4), (0, 3), (4,), (),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pointing", "target", "named"),
    [
        (Pointing(), (0,), False),
        (Pointing(groups=((1, 4),)), (4,), True),
        (Pointing(groups=((1,), (4,))), (4, 5), True),
        (Pointing(groups=((1,), (4,))), (5,), False),
        (Pointing(home=True), (0, 4), True),
        (Pointing(home=True), (4,), False),
        (Pointing(places=(place("襄阳"),)), (3,), True),
        (Pointing(places=(place("黄冈"), place("襄阳"))), (5, 0), True),
        (Pointing(places=(place("襄阳"),)), (1,), False),  # the province lies around it
        (Pointing(places=(place("襄阳"),)), (5, 6), False),
    ],
)
def test_a_stretch_names_a_document_by_title_as_home_or_by_place(
    pointing: Pointing, target: tuple[int, ...], named: bool
) -> None:
    assert Scoper(AROUND, "襄阳", "city").mentions(pointing, target) is named
    assert Scoper(AROUND, "襄阳").mentions(pointing, target) is (named and not pointing.home)  # without a document of home


def test_of_a_province_no_place_is_missing() -> None:
    missing = [Scoper(AROUND, "襄阳").scope(Pointing(places=(place(name),))).missing_place for name in ("四川", "成都", "湖北")]
    assert missing == ["", "成都", ""]


@pytest.mark.parametrize("filters", [{"region": "火" * 41}, {"in_force_on": "9" * 41}])
def test_of_what_a_filter_says_forty_characters_are_repeated(filters: dict[str, str]) -> None:
    (said,) = filters.values()
    with pytest.raises(FilterError) as error:
        Scoper(AROUND).mask(**filters)
    assert said[:40] in str(error.value) and said not in str(error.value)


def test_a_region_that_documents_state_is_a_filter_and_so_is_one_that_is_known() -> None:
    scoper = Scoper([Document("a", "甲办法", region="甲地"), Document("b", "乙办法", region="襄阳")])
    assert scoper.mask(region="甲地").tolist() == [True, False]
    assert scoper.mask(region="武汉").tolist() == [False, False]
    with pytest.raises(FilterError):
        scoper.mask(region="乙地")


def test_where_the_state_is_asked_about_the_rules_of_places_come_behind() -> None:
    documents = [
        Document("law", "专利法", region="全国"),
        Document("city", "襄阳市办法", region="襄阳"),
        Document("note", "说明"),
    ]
    scoper = Scoper(documents, "襄阳")
    assert scoper.scope(Pointing(state=True)).weights.tolist() == pytest.approx([1.0, LOCAL_WEIGHT, 1.0])
    assert scoper.scope(Pointing()).weights.tolist() == [1.0, 1.0, 1.0]
    assert scoper.scope(Pointing(documents=(1,), state=True)).weights.tolist() == [0.0, 1.0, 0.0]  # named
    region = scoper.scope(Pointing(state=True), region="襄阳").weights.tolist()
    assert region == scoper.scope(Pointing(), region="襄阳").weights.tolist()  # a filter is a place that is asked for


@pytest.mark.parametrize(
    ("question", "kept", "then"),
    [
        ("2018年授权的专利，单位没有约定的，奖金最低多少", "rules_2010", {"rules_2010"}),
        ("2022年授权的专利，单位没有约定的，奖金最低多少", "rules_2010", {"rules_2010", "law_2020"}),
        ("专利单位没有约定的，奖金最低多少", "rules_2023", set()),
        ("2022年授权的专利，按最新的规定奖金最低多少", "rules_2023", set()),
        ("2022年版细则里奖金最低多少", "rules_2023", set()),  # an edition is no time
        ("2018年到2022年授权的专利，奖金最低多少", "rules_2023", set()),  # of more than one year
    ],
)
def test_what_was_so_in_a_past_year_is_under_the_rules_then_in_force(
    register: Register, question: str, kept: str, then: set[str]
) -> None:
    scope = register.scope(question)
    left = allowed(register, scope)
    assert kept in left
    assert not {"rules_2010", "rules_2023"} - {kept} & left or kept == "rules_2023"
    assert scope.then_in_force == then


def test_what_is_of_one_year_by_its_title_and_a_plan_are_no_rules_of_every_year() -> None:
    guide = Document("guide", "2017年度贴息办事指南", region="全国", valid_from="2017-01-01")
    plan = Document("aims", "知识产权工作方案", region="全国", kind="规划", valid_from="2017")
    rule = Document("rule", "专利管理规定", region="全国", valid_from="2017-01-01")
    assert Register((guide, plan, rule), "").scope("2019年贴息怎么办").then_in_force == {"rule"}


def test_the_own_documents_of_a_place_are_told_where_rules_around_it_hold_too(register: Register) -> None:
    assert register.scoper.own(register.scope("南沙的总部经济奖励多少")) == {"nansha"}
    assert register.scoper.own(register.scope("广东的总部经济奖励多少")) == frozenset()  # nothing around it
