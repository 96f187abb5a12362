import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.grounding.check import check, split_answer, ungrounded_numbers
from assistant.grounding.figures import chinese_value, figures, plain
from assistant.records import Citation
from corpus.builtin import builtin_documents
from corpus.numerals import int_to_chinese
from corpus.parser import parse

TARGETS = (
    "“十四五”末,每万人口高价值发明专利拥有量年均增长43%,达到6件,每万人发明专利拥有量年均增长25%,达到12件;"
    "有效注册商标总量突破8.5万件,马德里商标国际注册量达到80件,有效地理标志数量达到90件。"
)
PLEDGE = "鼓励银行开展知识产权质押融资,对以知识产权质押方式向银行成功贷款的企业予以相应补贴,不得挪用补贴资金。"
SUPPORT = "支持外向型企业开展国际商标注册,引导企业开展海外品牌布局。"
COMPARED = "2020年,全市专利授权量达7092件,其中发明专利授权507件,较2015年分别增加4749件、278件。"
FINE = "第五十一条 假冒专利的,没收违法所得,可以并处违法所得一倍以上四倍以下的罚款;没有违法所得的,可以处二十万元以下的罚款。"
BODY = "由襄阳市市场监督管理局牵头落实《湖北省知识产权“十四五”规划》,咨询电话为0710-3605555。"


def citation(n: int, quote: str, path: str = "三、(三)3.") -> Citation:
    return Citation(
        n,
        "plan",
        "襄阳市知识产权“十四五”规划",
        "襄政办发〔2021〕18号",
        f"plan#{n}",
        path,
        "健全金融服务体系",
        quote,
        0,
        len(quote),
    )


CITATIONS = tuple(citation(n, quote) for n, quote in enumerate((TARGETS, PLEDGE, SUPPORT, COMPARED, FINE, BODY), 1))


def reason(text: str, **more: str) -> str:
    found = check(text, CITATIONS, **more).removed
    return found[0].reason.split()[0] if found else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("超过15亿元", [("1500000000", "元", ">=")]),
        ("十五亿元", [("1500000000", "元", "")]),
        ("二万元以上二十万元以下", [("20000", "元", ">="), ("200000", "元", "<=")]),
        ("最高不超过五万元", [("50000", "元", "<=")]),
        ("5万元以下", [("50000", "元", "<=")]),
        ("百分之三十", [("30", "%", "")]),
        ("３.５％", [("3.5", "%", "")]),
        ("七个工作日内", [("7", "工作日", "")]),
        ("二〇二一年六月一日", [("2021-06-01", "date", "")]),
        ("2021-06-01", [("2021-06-01", "date", "")]),
        ("国办发〔2019〕6号", [("2019-6", "number", "")]),
        ("020-39053010", [("02039053010", "phone", "")]),
        ("三至五年", [("3", "年", ""), ("5", "年", "")]),
        ("5—10万元", [("50000", "元", ""), ("100000", "元", "")]),
        ("5000余万元", [("50000000", "元", ">=")]),
        ("近180件", [("180", "件", "<~")]),
        ("2,318件", [("2318", "件", "")]),
        ("第四十二条", [("42", "第条", "")]),
        ("“十四五”末", [("十四五", "", "")]),
        ("统一推进一批“三合一”改革，进一步完善[1][2]", []),
    ],
)
def test_figures_have_one_form(text, expected):
    assert [(f.value, f.unit, f.bound) for f in figures(text)] == expected


@given(st.integers(1, 9999))
def test_a_chinese_numeral_has_the_value_of_the_arabic_one(number):
    assert chinese_value(int_to_chinese(number)) == number
    assert figures(f"共{number}件")[0].same(figures(f"共{int_to_chinese(number)}件")[0]) or number == 1


@pytest.mark.parametrize(
    "text",
    [
        "每万人口高价值发明专利拥有量达到6件。[1]",
        "每万人发明专利拥有量年均增长百分之二十五，达到十二件[1]。",
        "马德里商标国际注册量达到80件；有效地理标志数量达到90件[1]。",
        "对以知识产权质押方式向银行成功贷款的企业，予以相应补贴[2]。",
        "根据《襄阳市知识产权“十四五”规划》三(三)3，对以知识产权质押方式向银行成功贷款的企业予以相应补贴[2]。",
        "假冒专利的，可以并处违法所得1倍以上4倍以下的罚款[5]。",
        "没有违法所得的，可处20万元以下罚款[5]。",
        "由襄阳市市场监督管理局牵头落实[6]。",
        "2020年发明专利授权507件[4]。",
        "规划提出：\n- 支持外向型企业开展国际商标注册。[3]",
    ],
)
def test_what_the_quote_says_stays(text):
    found = check(text, CITATIONS)
    assert (found.text, found.removed, found.fallback) == (text, (), False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对以知识产权质押方式向银行成功贷款的企业予以相应补贴。", "mark"),
        ("对以知识产权质押方式向银行成功贷款的企业予以相应补贴[7]。", "mark"),
        ("对以知识产权质押方式向银行成功贷款的企业予以相应补贴[2][7]。", "mark"),
        ("对以知识产权质押方式向银行成功贷款的企业予以30%补贴[2]。", "figure"),
        ("对以知识产权质押方式向银行成功贷款的企业予以三成以上、五十万元补贴[2]。", "figure"),
        ("每万人发明专利拥有量达到6件[1]。", "figure"),
        ("每万人口高价值发明专利拥有量年均增长25%[1]。", "figure"),
        ("有效地理标志数量达到80件[1]。", "figure"),
        ("有效注册商标总量突破8.5件[1]。", "figure"),
        ("有效注册商标总量达到8.5万件[1]。", "figure"),
        ("马德里商标国际注册量达到80%[1]。", "figure"),
        ("2020年发明专利授权增加4749件[4]。", "figure"),
        ("可以并处违法所得四倍以上的罚款[5]。", "figure"),
        ("可以处二十万元罚款[5]。", "figure"),
        ("咨询电话为0710-3605556[6]。", "figure"),
        ("由襄阳市科技创新局牵头落实[6]。", "name"),
        ("由广州市市场监督管理局牵头落实[6]。", "name"),
        ("牵头落实《湖北省商标条例》[6]。", "name"),
        ("详见www.example.gov.cn，由襄阳市市场监督管理局牵头落实[6]。", "name"),
        ("在广州，对以知识产权质押方式向银行成功贷款的企业予以相应补贴[2]。", "name"),
        ("可以挪用补贴资金[2]。", "negation"),
        ("不支持外向型企业开展国际商标注册[3]。", "negation"),
        ("外向型企业必须开展国际商标注册[3]。", "upgrade"),
        ("给予外向型企业开展国际商标注册支持[3]。", "upgrade"),
        ("外向型企业已经开展国际商标注册[3]。", "upgrade"),
        ("外向型企业开展国际商标注册享受补贴[3]。", "upgrade"),
        ("对以知识产权质押方式向银行成功贷款的企业予以相应补贴[3]。", "upgrade"),
        ("企业应加强人才队伍培养和文化宣传[3]。", "support"),
        ("支持外向型企业开展国际商标注册，同步建设区域公共图书馆和体育场馆[3]。", "support"),
        ("规划未载明国际商标注册的支持力度[3]。", "absence"),
        ("是的，支持外向型企业开展国际商标注册[3]。", "verdict"),
        ("支持外向型企业开展国际商标注册<img src=x>[3]。", "markup"),
        ("点击[商标注册](http://a.cn)支持外向型企业[3]。", "markup"),
    ],
)
def test_what_the_quote_does_not_say_goes(text, expected):
    found = check(text, CITATIONS)
    assert reason(text) == expected
    assert found.fallback and found.text == ""


def test_what_is_not_stated_stays_where_the_program_said_so():
    assert reason("规划未载明补贴的具体比例。", context="规划未载明补贴的具体比例。") == ""
    assert reason("规划未载明补贴的上限。", context="规划未载明补贴的具体比例。") == "mark"


def test_a_figure_of_the_question_is_no_support():
    assert reason("对以知识产权质押方式向银行成功贷款的企业予以50%补贴[2]。", question="补贴是50%吗？") == "figure"


def test_the_question_says_what_a_bare_figure_counts():
    assert reason("达到12件[1]。", question="每万人口高价值发明专利拥有量的目标是多少？") == "figure"
    assert reason("达到6件[1]。", question="每万人口高价值发明专利拥有量的目标是多少？") == ""


def test_validity_lends_dates_and_no_amounts():
    said = "到2025年，对以知识产权质押方式向银行成功贷款的企业予以相应补贴[2]。"
    assert reason(said) == "figure" and reason(said, context="规划期2021年至2025年") == ""
    assert reason("对以知识产权质押方式向银行成功贷款的企业予以5万元补贴[2]。", context="补贴5万元") == "figure"


def test_a_yes_of_its_own_goes():
    found = check("是的。支持外向型企业开展国际商标注册[3]。", CITATIONS, question="支持外向型企业吗？")
    assert found.text == "支持外向型企业开展国际商标注册[3]。"


def test_a_lead_in_goes_with_what_it_led_to():
    found = check("具体如下：\n- 补贴比例为50%[2]。\n", CITATIONS)
    assert found.text == "" and found.fallback


def test_an_answer_of_which_most_had_to_go_falls_back():
    good, bad = "达到90件的是有效地理标志数量[1]。", "每家企业可以领取一次性补贴50万元，由区财政局在30日内拨付到账[2]。"
    assert check(good + bad, CITATIONS).fallback
    assert not check(good, CITATIONS).fallback


def test_every_sentence_of_the_plan_supports_itself():
    (document, text), *_ = builtin_documents()
    for clause in parse(document, text).clauses:
        for number in range(len(clause.sentences)):
            sentence = clause.sentence_text(number)
            if len(split_answer(sentence)) == 1 and not re.search(r"\[\d", sentence):
                found = check(f"{sentence}[1]", [citation(1, clause.text, clause.path)])
                assert not found.removed, (sentence, found.removed)


NUMBERS = st.integers(0, 3000).map(str) | st.sampled_from(["7.5", "13%", "43%", "8.5", "2021", "2025"])
WORDS = st.sampled_from(
    [
        "专利",
        "商标",
        "达到",
        "件",
        "万件",
        "万元",
        "亿元",
        "%",
        "超过",
        "以上",
        "年",
        "第",
        "条",
        "不",
        "补贴",
        "企业",
        "，",
        "、",
        "。",
        "；",
        "\n",
        "- ",
        "1. ",
        "到",
        "-",
    ]
)
MARKS = st.sampled_from(["[1]", "[2]", "[1][2]", "[1,2]", "[3]"])
ANSWERS = st.lists(NUMBERS | WORDS | WORDS | MARKS, max_size=40).map("".join)
QUOTE = st.lists(NUMBERS | WORDS, min_size=1, max_size=30).map("".join)


def digits(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", plain(text)))


@settings(max_examples=150, deadline=None)
@given(ANSWERS, QUOTE, QUOTE)
def test_no_number_that_its_quotes_lack_survives(text, first, second):
    cited = [Citation(n, "d", "某办法", None, f"d#{n}", "", "", quote, 0, len(quote)) for n, quote in ((1, first), (2, second))]
    values = {f.value for quote in (first, second) for f in figures(quote)}
    for sentence in check(text, cited).kept:
        said = re.sub(r"\[\d(?:,\d)*\]", "", sentence)
        said = re.sub(r"(?m:^(?:\s|- )*(?:\d{1,2}[.、)）](?!\d)\s*)+)", "", said)  # numbers of a list
        # digits that stand in a quote, or a value written another way there (8.5万 as 85000)
        assert digits(said) <= digits(first) | digits(second) or {f.value for f in figures(said)} <= values
        if not re.search(r"\[\d", sentence):
            assert not digits(said)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120) | ANSWERS)
def test_the_check_only_removes(text):
    found = check(text, CITATIONS)
    assert "".join(split_answer(text)) == text
    rest = iter(split_answer(text))
    assert all(any(kept == sentence for sentence in rest) for kept in found.kept), "kept sentences are the answer's, in its order"
    assert check(found.text, CITATIONS).text == found.text


@given(ANSWERS, st.text(max_size=40))
def test_without_citations_nothing_is_left(text, question):
    assert check(text, (), question=question).fallback


def test_ungrounded_numbers_are_those_that_nothing_shows():
    assert ungrounded_numbers("发明专利授权507件，增加278件[4]。", CITATIONS, ()) == []
    assert ungrounded_numbers("2015年发明专利授权229件（507−278）[4]。", CITATIONS, ()) == []
    assert ungrounded_numbers("可补贴33%，最高77777元[2]。", CITATIONS, ()) == ["33%", "77777"]
    assert ungrounded_numbers("热线12345[2]。", CITATIONS, ["全国热线 12345"]) == []
    assert ungrounded_numbers("1. 鼓励[2]\n2. 支持[3]", (), ()) == []
