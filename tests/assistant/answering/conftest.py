"""A law and a plan of a few sentences, indexed without a model, so that every answer can be worked out by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from assistant.answering.draft import Draft
from assistant.records import Hit, Status
from assistant.retrieval.fusion import load_fusion
from assistant.retrieval.queries import QueryMaker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scoper
from corpus.parser import parse
from corpus.questions import BankQuestion
from corpus.records import Clause, Document, ParsedDocument
from index.encoder import Encoder
from index.segment import default_segmenter
from index.units import collect
from tests.arrays import build_arrays

CRIME = "构成犯罪的，依法追究刑事责任。"
LAW = f"""中华人民共和国质押法
第一条 有违法所得的，没收违法所得，并处一万元罚款；没有违法所得的，处五千元罚款；情节严重的，吊销许可证。{CRIME}
第二条 企业在质押期间不得转让质押的专利。
银行应当登记质押合同。
第三条 质押期限为三年；
期满自动解除。质押人另有约定的，从其约定。
第四条 {"甲" * 99}；{"乙" * 119}；{"丙" * 19}。
第五条 {"丁" * 99}；{"戊" * 120}。
第六条 {"庚" * 449}。
{"辛" * 449}。
壬壬壬。
癸癸癸。
第七条 {"子" * 449}。
{"丑" * 450}。
寅寅寅。
"""
PLAN = f"""襄阳市质押规划
一、发展基础
（一）工作成效
2020年，全市有效商标达到3万件；质押融资8亿元；地理标志达到70件。全市已经建成质押中心9个。
二、发展目标
（一）主要指标
到2025年，全市有效商标达到8.5万件；质押融资达到15亿元；地理标志达到90件。
三、主要任务
（一）加强服务
1.专利导航
专利导航服务做实。一是建设专利导航中心。二是培育专利导航机构。三是发布专利导航报告。
2.质押融资
支持银行开展质押融资；支持保险机构开展专利保险业务。全市已经设立质押窗口5个。
3.专利培育
高价值专利年均增长43%，达到6件，普通专利达到12件。
4.人才培训
人才培训扎实开展。{"".join(f"{order}类人才培训持续开展。" for order in "甲乙丙丁戊己庚")}
5.登记服务
登记服务持续优化提升，登记事项全面公开。一是提供线上登记服务。二是提供线上查询服务。
"""
BANK = (  # sentence, part that answers, style, question
    ("支持银行开展质押融资；", "开展质押融资", "formal", "银行要开展什么"),
    ("支持银行开展质押融资；", "支持银行", "plain", "支持谁"),
    ("一是建设专利导航中心。", "专利导航中心", "formal", "建设什么中心"),
    ("高价值专利年均", "高价", "plain", "一二三四五六"),
    ("高价值专利年均", "专利", "plain", "一二三四五"),
    ("高价值专利年均", "年均", "plain", "一二三四"),
    ("高价值专利年均", "达到", "plain", "一二三"),
)


@dataclass(frozen=True)
class World:
    """The index of both documents."""

    retriever: Retriever
    documents: Mapping[str, Document]
    parsed: Mapping[str, ParsedDocument]

    def hit(self, beginning: str, score: float = 0.5) -> Hit:
        """Return the sentence that begins so."""
        units = self.retriever.units
        numbers = range(len(units.sentence_clause))
        return self.retriever.hit(next(n for n in numbers if units.sentence_text(n).startswith(beginning)), score)

    def clause(self, identifier: str) -> Clause:
        """Return a clause by its id."""
        return next(clause for clause in self.retriever.units.clauses if clause.id == identifier)

    def number(self, identifier: str) -> int:
        """Return the number of a clause in the index."""
        return self.retriever.units.clauses.index(self.clause(identifier))

    def draft(self, *documents: str, status: Status = Status.ANSWERED) -> Draft:
        """Return an empty draft over these documents, or over both."""
        return Draft({name: self.documents[name] for name in documents or self.documents}, status)


def _bank(parsed: ParsedDocument) -> list[BankQuestion]:
    found = []
    for sentence, part, style, text in BANK:
        at = parsed.text.find(sentence)
        if at >= 0:
            start = parsed.text.index(part, at)
            found.append(BankQuestion(parsed.document.id, start, start + len(part), "citizen", style, text))
    return found


@pytest.fixture(scope="session")
def world(counting_encoder: Encoder) -> World:
    law = Document("law", "中华人民共和国质押法", region="全国", doc_no="第1号")
    plan = Document("plan", "襄阳市质押规划", region="襄阳", kind="规划", valid_from="2021", valid_to="2025")
    parsed = {document.id: parse(document, text) for document, text in ((law, LAW), (plan, PLAN))}
    units = collect(parsed.values(), _bank)
    arrays = build_arrays(units, counting_encoder, default_segmenter())
    maker = QueryMaker(counting_encoder, default_segmenter())
    scoper = Scoper(units.documents, "襄阳", "plan")
    retriever = Retriever(units, arrays, maker, scoper, load_fusion(), lambda doc: parsed[doc].titles())
    return World(retriever, {"law": law, "plan": plan}, parsed)


@pytest.fixture(scope="session")
def indexed(counting_encoder: Encoder) -> Callable[..., tuple[Retriever, dict[str, Document]]]:
    """Index a text of its own, without a bank."""

    def index(text: str, kind: str | None = None) -> tuple[Retriever, dict[str, Document]]:
        document = Document("law", "质押法", region="全国", kind=kind)
        parsed = parse(document, text)
        units = collect([parsed], lambda _: [])
        arrays = build_arrays(units, counting_encoder, default_segmenter())
        maker = QueryMaker(counting_encoder, default_segmenter())
        retriever = Retriever(units, arrays, maker, Scoper(units.documents), load_fusion(), lambda _: parsed.titles())
        return retriever, {"law": document}

    return index
