"""Small texts that were once read wrongly, each with the headings and clauses that it has, worked out by hand."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from corpus.parser import parse
from corpus.proposals import propose
from corpus.readers.read import read_file
from corpus.records import Document

INPUTS = Path(__file__).parents[1] / "data" / "inputs"


@dataclass(frozen=True)
class Read:
    """What a file is: its title, its headings below the title, and of each clause the place and the words it begins with."""

    title: str
    headings: list[str] = field(default_factory=list)
    clauses: dict[str, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)


EXPECTED = {
    "chapter_line.txt": Read(
        "某市专利资助办法", ["第一章", "第二章"],
        {"第一条": "第一条 为了鼓励", "第二条": "第二条 本办法适用", "第三条": "第三条 国内发明专利授权每件资助5000元", "第四条": "第四条"},
    ),
    "comment.md": Read(
        "某市关于废止部分文件的决定", [],
        {"前言": "会议决定：", "一": "一、废止《某市社会治安综合治理条例》", "二": "二、废止《某市反不正当竞争条例》",
         "三": "三、废止《某市信息化促进条例》", "结语": "本决定自公布之日起施行。"},
        ["<!-- INFO END -->"],
    ),
    "faq_plain.txt": Read(
        "某市知识产权质押融资常见问题解答", [],
        {"问1": "问：贴息的标准是多少？\n答：按照实际支付利息的50%", "问2": "问：什么时候申请？\n答：每年3月1日至4月30日",
         "问3": "问：需要哪些材料？\n答：需提供营业执照"},
    ),
    "frontmatter.md": Read(
        "某市数据条例", ["第一章"], {"第一条": "**第一条**", "第二条": "**第二条**", "第三条": "**第三条**\u3000重要数据的处理者应当每年"},
        ["---\nsidebar: auto\n---"],
    ),
    "htmltable.md": Read(
        "某市知识产权奖补标准", ["一", "二"],
        {"一.表1第1行": "表1第1行 项目｜奖补标准", "一.表1第2行": "表1第2行 项目：国内发明专利授权；奖补标准：每件5000元",
         "一.表1第3行": "表1第3行 项目：马德里商标注册；奖补标准：每件1万元", "二": "每年3月1日至31日。"},
    ),
    "lost_parent.txt": Read(
        "高等教育管理职责暂行规定", [],
        {"前言": "为了加强", "一": "一、国家教育委员会", "一.(一)": "(一)制订高等教育工作的具体政策和规章。\n指导、检查", "一.(二)": "(二)组织",
         "一.(三)": "(三)制订", "二": "二、国务院有关部门", "二.(一)": "(一)指导直属高等学校的工作。\n组织", "二.(二)": "(二)编制招生计划。",
         "二.(三)": "(三)负责基建投资。"},
    ),
    "non_ip.txt": Read(
        "某市失业保险办法", [],
        {"第一条": "第一条", "第二条": "第二条 失业保险金按照本市最低工资标准的百分之九十按月计发。目前发放标准为每月2250元。", "第三条": "第三条"},
    ),
    "oneline.txt": Read(
        "某市临时救助实施细则", [],
        {"第一条": "第一条 为完善", "第二条": "第二条 本实施细则所称", "第三条": "第三条 同一家庭", "第四条": "第四条 本实施细则自印发之日起施行,有效期5年。"},
    ),
    "portal_copy.txt": Read(
        "某市临时救助实施细则", [],
        {"页面信息": "基本信息\n文\u3000\u3000号：\n某府办规〔2021〕19号", "前言": "各区人民政府:\n《某市临时救助实施细则》", "第一条": "第一条", "第二条": "第二条"},
    ),
    "redhead_notice.txt": Read(
        "关于组织申报2024年知识产权专项资金的通知", ["一", "二"],
        {"前言": "各县（市、区）市场监督管理局，各有关单位：\n    根据《某市知识产权专项资金管理办法》", "一.1": "1、在本市", "一.2": "2、近三年",
         "二": "即日起至2024年6月30日17:00", "附件说明": "附件：1.申报书\n          2.汇总表", "落款": "某市市场监督管理局\n"},
    ),
    "score_list.txt": Read(
        "某市专利奖评审办法", ["附件2"],
        {"第一条": "第一条", "第二条": "第二条", "附件2.一": "一、专利质量（40分）", "附件2.二": "二、实施效益（60分）"},
    ),
    "std_numbering.txt": Read(
        "企业知识产权管理规范（示例）", ["1", "4", "4.2", "4.2.1", "4.2.2", "4.2.3", "5", "5.4.1"],
        {"1": "本标准", "4.2.1": "知识产权管理体系文件", "4.2.2": "4.2.1的文件应予控制", "4.2.3": "编制", "5.4.1": "最高管理者"},
    ),
    "wrapped.txt": Read(
        "某市知识产权质押融资贴息指南", [],
        {"一": "一、贷款贴息。按照企业获得知识产权质押贷款实际支付利息的40%给予企业贴息支持，对单家企业年度利息补贴不超过50万元。",
         "二": "二、申请时间。每年3月1日至4月30日通过市政务服务网提交申请，逾期不予受理。"},
        ["— 1 —"],
    ),
}  # fmt: skip


def test_every_input_has_its_result() -> None:
    assert {path.name for path in INPUTS.iterdir()} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_an_input_is_read_as_a_reader_would(name: str) -> None:
    source, _ = read_file(INPUTS / name)
    parsed = parse(Document("d", "d"), source.text)
    wanted = EXPECTED[name]
    found = {clause.path: clause.text.strip() for clause in parsed.clauses}
    assert propose(parsed)["title"].value == wanted.title
    assert [heading.path for heading in parsed.headings if heading.path != "题名"] == wanted.headings
    assert list(found) == list(wanted.clauses)
    assert {path: text for path, text in found.items() if not text.startswith(wanted.clauses[path])} == {}
    assert [dropped.text for dropped in source.dropped] == wanted.dropped
