"""Claims: what is denied, how binding it is, and whose names stand in it."""

import time

import pytest

from assistant.grounding.claims import flipped, negations, places, strange_names, unknown_names, upgraded


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("企业不得转让专利", ["转让"]),
        ("没有违法所得的,不予处罚", ["违法", "处罚"]),
        ("不断完善,不仅支持,不少于三件", []),
        ("毫无疑问,无偿转让,无形资产", []),
        ("无权处分", ["权处"]),
        ("免征税费", ["征税"]),
        ("免费培训", []),
        ("未a", [""]),  # nothing Chinese is denied
        ("不", [""]),
    ],
)
def test_what_a_text_denies(text: str, heads: list[str]) -> None:
    assert [head for _, head in negations(text)] == heads


def test_a_negation_ends_where_its_word_ends() -> None:
    assert negations("企业不得转让") == [(4, "转让")]


@pytest.mark.parametrize(
    ("sentence", "source", "word"),
    [
        ("可以转让", "不得转让", "转让"),
        ("不得转让", "可以转让", "转让"),
        ("不得转让", "不得转让", ""),
        ("可以申请", "不得转让", ""),  # speaks of another thing
        ("不得转让", "可以申请", "转让"),
        ("可以转让", "不得转让,经批准可以转让", ""),  # the source says both
        ("不得转让", "不得转让,经批准可以转让", ""),
        ("不得以任何方式转让", "可以转让", "以任"),
        ("任何方式转让", "不得以任何方式转让", ""),  # 以任 is what is denied, and the sentence has none of it
        ("方式转让", "不得转让", "转让"),
    ],
)
def test_a_denial_has_to_stand_on_both_sides(sentence: str, source: str, word: str) -> None:
    assert flipped(sentence, source) == word


def test_a_denial_reaches_six_characters_and_no_further_clause() -> None:
    assert flipped("不得转让", "不得甲乙丙丁转让") == ""  # 不得 begins six characters before 转让
    assert flipped("不得转让", "不得甲乙丙丁戊转让") == "转让"
    assert flipped("不得转让", "不得,转让") == "转让"


@pytest.mark.parametrize(
    ("sentence", "source", "word"),
    [
        ("企业必须申报", "鼓励企业申报", "必须"),
        ("企业必须申报", "企业应当申报", ""),  # the same strength in another word
        ("企业须知", "鼓励企业申报", ""),
        ("企业,应申报", "鼓励企业申报", "应"),
        ("供应商申报", "鼓励企业申报", ""),  # 应 inside a word
        ("给予企业支持", "支持企业", "给予"),
        ("补贴5万元", "补贴企业", "补贴"),
        ("补贴企业", "补贴企业", ""),
        ("不得申报", "暂缓申报", "不得"),
        ("确保完成", "力争完成", "确保"),
        ("已知问题", "问题", ""),
        ("已建立平台", "建立平台", "已"),
        ("突破1万件", "力争1万件", "突破"),
        ("免费培训", "开展培训", "免费"),
        ("全额担保", "开展融资", "全额"),
    ],
)
def test_what_is_said_is_no_more_binding_than_its_source(sentence: str, source: str, word: str) -> None:
    assert upgraded(sentence, source) == word


@pytest.mark.parametrize(
    ("sentence", "source", "names"),
    [
        ("按《商标法》办理", "按规定办理", ["商标法"]),
        ("按《商标法》办理", "依商标法办理", []),
        ("详见www.a.gov.cn/x。", "", ["www.a.gov.cn/x"]),
        ("写信到li-si@a.com", "写信到li-si@a.com", []),
        ("写信到 li@a.com", "", ["写信到li@a.com"]),  # the plain form has no space, so that the word before comes along
        ("见a.cn", "", ["见a.cn"]),
        ("由市科技局牵头", "由市财政局牵头", ["市科技局"]),
        ("由市科技局牵头", "市科技局负责", []),
        ("由市科技局和市财政局牵头", "由市科技局牵头", ["市财政局"]),
        ("优化产业布局", "", []),
        ("负责产业格局", "", []),
        ("各中心", "", []),  # two characters are no name
        ("由省高级人民法院审理", "", ["省高级人民法院"]),
        ("在广州申报[1]", "在武汉申报", ["广州"]),
        ("在广州申报", "在广州市申报", []),
        ("《广州条例》", "广州条例", []),
    ],
)
def test_names_that_the_source_lacks(sentence: str, source: str, names: list[str]) -> None:
    assert unknown_names(sentence, source) == names


@pytest.mark.parametrize(
    ("claim", "source", "names"),
    [
        ("商标法规定商标局九个月内审查", "商标局应当在九个月内审查", []),  # a longer name than its own
        ("外国公司要找代理", "外国企业应当委托代理", []),  # a kind of body
        ("由市财政局发放", "由市科技局发放", ["市财政局"]),
        ("在武汉的公司", "在襄阳的企业", ["武汉"]),
    ],
)
def test_what_speech_joins_to_a_name_makes_none(claim: str, source: str, names: list[str]) -> None:
    assert strange_names(claim, source) == names


def test_places_are_those_of_the_dictionary() -> None:
    assert places("在广州和襄阳推进上市工作") == {"广州", "襄阳"}
    assert places("南沙与香港") == {"南沙", "香港"}
    assert places("建设开发区和城市") == set()


@pytest.mark.parametrize("text", ["企业" * 2500, "a-" * 2500, "不" * 5000, "1," * 2500, "财政局" * 1600, "负责" * 2500])
def test_a_hostile_text_takes_no_time(text: str) -> None:
    places("")  # loads the dictionary
    started = time.process_time()
    unknown_names(text, "")
    flipped(text, "可以转让")
    flipped("可以转让", text)
    upgraded(text, "")
    assert time.process_time() - started < 2
