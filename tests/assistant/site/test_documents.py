"""收录文件: the list with its facets, the page of a document, and the reader beside other pages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from assistant import messages
from assistant.site.catalogue import FACETS, PER_PAGE, Asked, Catalogue
from assistant.site.library import Library
from assistant.site.links import document_url, heading_url, place_url
from assistant.site.reading import PART_CHARS, items_of, part_at, parts_of
from corpus.parser import parse
from corpus.records import Document, ParsedDocument
from corpus.registry import Registry
from tests.assistant.site.held import PLAN, Page, reference_items, site

EVIL = """<script>alert(1)</script>"onmouseover="alert(2)" '><img src=x> {{111*111}} javascript:alert(3)"""
RULES = "patent_rules_2010"
LAW = "patent_law_2020"


@pytest.fixture(scope="module")
def client(
    make_fake_app: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, reference_documents: Path
) -> Iterator[TestClient]:
    with site(make_fake_app, tmp_path_factory.mktemp("data"), reference_items(reference_documents)) as made:
        yield made


@pytest.fixture(scope="module")
def rules(reference_documents: Path) -> ParsedDocument:
    items = {document.id: (document, text) for document, text in reference_items(reference_documents)}
    return parse(*items[RULES])


def listed(client: TestClient, query: str = "") -> Page:
    answer = client.get(f"/documents?{query}")
    assert answer.status_code == 200
    return Page(answer.text)


def titles(page: Page) -> list[str]:
    return [text for text in page.texts("h2") if text not in messages.FACETS.values()]


# ---- the list ----


def test_the_list_shows_twenty_with_the_local_document_first_and_says_how_many_there_are(client: TestClient) -> None:
    page = listed(client)
    assert titles(page)[0] == "襄阳市知识产权“十四五”规划"
    assert len(titles(page)) == PER_PAGE
    assert page.texts("p", "found-count") == ["共 62 份。"]
    assert page.texts("h1") == ["收录文件"]
    assert page.texts("title") == ["收录文件 - 襄阳知识产权政策问答"]
    assert len(titles(listed(client, "page=4"))) == 2
    assert titles(listed(client, "page=99")) == titles(listed(client, "page=4"))
    assert titles(listed(client, "page=x")) == titles(page)


def test_every_count_of_a_facet_is_the_number_of_documents_behind_its_link(client: TestClient) -> None:
    page = listed(client, "kind=行政法规")
    links = [(attrs["href"], text) for attrs, text in page.all("a") if text.endswith(" 份")]
    assert len({parse_qs(urlsplit(href).query).get("validity", [""])[0] for href, _ in links}) > 3
    for href, text in links:
        count = int(re.search(r"(\d+) 份", text)[1])  # type: ignore[index]
        taken = "已选" in text
        found = listed(client, urlsplit(href).query).texts("p", "found-count")[0]
        assert f"符合的 {count} 份" in found or taken, (href, text)


def test_validity_is_named_on_every_document(client: TestClient) -> None:
    assert titles(listed(client, "validity=over")) == [
        "襄阳市知识产权“十四五”规划", "关于申报2017年度高新技术企业入统奖励的办事指南（广州南沙）",
        "2017年度专利质押融资贴息办事指南（广州南沙）",
    ]  # fmt: skip
    page = listed(client, "q=专利法实施细则&order=old")
    assert page.texts("span", "badge") == ["已修改", "现行有效"]
    assert ("/compare?a=patent_rules_2010&b=patent_rules_2023", "版本对照") in [(a["href"], t) for a, t in page.all("a")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=国务院令第722号", ["优化营商环境条例"]),
        # 16 号 in the register
        ("q=京科发〔2023〕16号", ["北京市产业政策导引卡片：北京市支持小微企业和创业团队申请首都科技创新券"]),
        ("q=知识产权 海关", ["中华人民共和国知识产权海关保护条例"]),
        ("q=《优化营商环境条例》", ["优化营商环境条例"]),
        ("q=没有这样的文件", []),
        ("region=火星", []),
        ("year=2025", ["国务院关于涉外知识产权纠纷处理的规定"]),
        ("region=襄阳&order=nonsense", ["襄阳市知识产权“十四五”规划"]),
    ],
)
def test_documents_are_found_by_title_number_and_facets(client: TestClient, query: str, expected: list[str]) -> None:
    assert titles(listed(client, query)) == expected


def test_the_orders_of_the_list(client: TestClient) -> None:
    assert titles(listed(client, "order=new"))[0] == "国务院关于涉外知识产权纠纷处理的规定"
    assert titles(listed(client, "order=old"))[0] == "集成电路布图设计保护条例"
    by_title = titles(listed(client, "order=title"))
    assert by_title == sorted(by_title)


def test_the_form_and_the_pages_keep_what_is_chosen(client: TestClient) -> None:
    page = listed(client, "region=全国&order=new&q=国")
    kept = {attrs["name"]: attrs["value"] for attrs, _ in page.all("input")}
    assert kept == {"q": "国", "region": "全国"}
    following = next(attrs["href"] for attrs, text in page.all("a") if text == "下一页")
    assert parse_qs(urlsplit(following).query) == {"q": ["国"], "region": ["全国"], "order": ["new"], "page": ["2"]}
    chips = [text for _, text in page.all("a", "chip")]
    assert chips == ["地区：全国 ×，取消"]


def test_ten_thousand_documents_make_no_longer_a_page() -> None:
    kinds = [f"类别{n}" for n in range(300)]
    documents = [
        Document(
            f"d{n}", f"某市第{n}号办法", f"某市第{n % 700}局", f"某政发〔{1990 + n % 35}〕{n}号", f"某地{n % 340}",
            kind=kinds[n % 300], published=f"{1990 + n % 35}-01-01", status="现行" if n % 3 else None,
        )
        for n in range(10_000)
    ]  # fmt: skip
    page = Catalogue(documents, PLAN, date.today().isoformat()).page(Asked(q="办法", kind="类别7"), 2)
    assert (page.total, page.number, page.last, len(page.entries)) == (34, 2, 2, 14)
    assert [len(shown) + len(more) <= 60 for _, shown, more in page.facets] == [True] * len(FACETS)


# ---- a document ----


def test_a_document_shows_its_facts_its_standing_and_its_versions(client: TestClient) -> None:
    answer = client.get(f"/documents/{RULES}")
    page = Page(answer.text)
    assert page.texts("title") == ["《中华人民共和国专利法实施细则》（已修改） - 襄阳知识产权政策问答"]
    assert page.texts("h1") == ["中华人民共和国专利法实施细则"]
    facts = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
    assert facts["公布日期"] == "2010年1月9日"
    assert facts["施行日期"] == "未载明"
    assert facts["登记时间"] == f"{date.today().year}年{date.today().month}月{date.today().day}日"
    assert "新版本自2024年1月20日起施行；有效期至2024年1月19日，已过" in page.texts("p", "standing")[0]
    versions = next(text for _, text in page.all("ol", "versions"))
    assert versions.index("2010年版（本页）") < versions.index("2023年版")
    assert "/compare?a=patent_rules_2010&b=patent_rules_2023" in page.values("href")
    assert f"/api/documents/{RULES}/original" not in page.values("href")  # registered here without its file
    assert f"/api/documents/{PLAN}/original" in Page(client.get(f"/documents/{PLAN}").text).values("href")


def test_a_document_is_read_whole_each_clause_with_its_permanent_link(client: TestClient, rules: ParsedDocument) -> None:
    page = Page(client.get(f"/documents/{RULES}").text)
    shown = re.sub(r"\s", "", "".join(page.texts("section", "r-clause")))
    for clause in rules.clauses:
        assert re.sub(r"\s", "", clause.text) in shown
        assert place_url(RULES, clause.start) in page.values("href")
        assert f"c-{clause.start}" in page.values("id")
    for heading in rules.headings:
        if heading.structural:
            assert heading_url(RULES, heading.start) in page.values("href")
            assert f"h-{heading.start}" in page.values("id")


def test_a_passage_is_marked_and_its_clause_has_its_neighbours(client: TestClient, rules: ParsedDocument) -> None:
    clause = rules.clauses[10]
    start, end = clause.sentences[0]
    address = place_url(RULES, clause.start, start, end)
    assert address == f"/documents/{RULES}?s={start}&e={end}#c-{clause.start}"
    page = Page(client.get(address).text)
    assert "".join(page.texts("mark")) == rules.text[start:end].replace("\n", "")
    assert page.texts("title")[0].startswith(f"《中华人民共和国专利法实施细则》（已修改）{clause.label}")
    around = {attrs["rel"]: attrs["href"] for attrs, text in page.all("a", "tool") if "rel" in attrs}
    assert around == {"prev": place_url(RULES, rules.clauses[9].start), "next": place_url(RULES, rules.clauses[11].start)}
    copied = [value for value in page.values("data-copy") if value.endswith(" (原文摘录)")]
    assert [value.startswith("《中华人民共和国专利法实施细则》(") for value in copied] == [True]


def test_a_passage_over_several_clauses_is_marked_in_each(client: TestClient, rules: ParsedDocument) -> None:
    first, second = rules.clauses[3], rules.clauses[4]
    page = Page(client.get(place_url(RULES, first.start, first.end - 20, second.start + 20)).text)
    marked = re.sub(r"\s", "", "".join(page.texts("mark")))
    assert marked == re.sub(r"\s", "", rules.text[first.end - 20 : second.start + 20])


@pytest.mark.parametrize("query", ["s=9999999&e=10000000", "at=8888888"])
def test_a_place_that_is_gone_is_said_and_the_text_is_shown(client: TestClient, query: str) -> None:
    page = Page(client.get(f"/documents/{LAW}?{query}").text)
    assert any("已经找不到" in text for text in page.texts("p", "notice"))
    assert page.texts("section", "r-clause")


@pytest.mark.parametrize("query", ["s=5&e=3", "s=-1&e=x", "at=１", "s=" + "9" * 400])
def test_a_place_that_is_none_is_ignored(client: TestClient, query: str) -> None:
    page = Page(client.get(f"/documents/{LAW}?{query}").text)
    assert (page.texts("mark"), page.texts("p", "notice")) == ([], [])


def test_an_unknown_document_is_told_in_a_page_with_ways_on(client: TestClient) -> None:
    answer = client.get("/documents/nowhere", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "没有编号为“nowhere”的文件" in answer.text
    assert {"/documents", "/"} <= set(Page(answer.text).values("href"))


@pytest.fixture(scope="module")
def long_law() -> ParsedDocument:
    lines = ["某长法"]
    for number in range(2000):
        lines += [f"第{number // 100 + 1}章 章名{number}"] if number % 100 == 0 else []
        lines.append(f"第{number + 1}条 " + f"当事人应当依照第{number + 1}条的规定办理有关事项。" * 6)
    return parse(Document("long", "某长法", status="现行"), "\n".join(lines) + "\n")


def test_two_thousand_articles_come_in_parts_cut_at_chapters(long_law: ParsedDocument) -> None:
    assert len(long_law.clauses) == 2000
    parts = parts_of(long_law)
    assert 3 < len(parts) < 20
    assert [number.start for number in parts[1:]] == [number.end for number in parts[:-1]]
    assert all(PART_CHARS <= part.end - part.start < 2 * PART_CHARS for part in parts[:-1])
    shown = [item.start for part in parts for item in items_of(long_law, part) if item.clause]
    assert shown == [clause.start for clause in long_law.clauses]
    for part in parts:
        assert part_at(parts, part.start) is part
    assert parts[1].address.startswith("/documents/long?at=")
    assert "#h-" in parts[1].address


def test_a_text_without_headings_is_cut_between_clauses() -> None:
    text = "某办法\n" + "".join(f"第{number}条 " + "应当办理有关事项。" * 40 + "\n" for number in range(1, 400))
    parts = parts_of(parse(Document("x", "某办法"), text))
    assert len(parts) == 2
    assert all(part.end - part.start < 2 * PART_CHARS + 1000 for part in parts)


def test_a_link_into_a_long_document_opens_its_part(
    make_fake_app: Callable[..., Any], tmp_path: Path, long_law: ParsedDocument
) -> None:
    clause = long_law.clauses[1500]
    with site(make_fake_app, tmp_path, [(long_law.document, long_law.text)]) as client:
        answer = client.get(place_url("long", clause.start))
        first = client.get("/documents/long")
        panel = Page(client.get("/reader/long", params={"clause": clause.id}).text)
        last = Page(client.get("/reader/long", params={"at": str(long_law.clauses[-1].start)}).text)
    page = Page(answer.text)
    assert f"c-{clause.start}" in page.values("id")
    assert len(page.texts("section", "r-clause")) < 700
    assert f"c-{clause.start}" not in Page(first.text).values("id")
    assert next(text for attrs, text in page.all("span") if "aria-current" in attrs).startswith("第")
    (root,) = [attrs for attrs, _ in panel.all("div", "r-doc")]
    starts = [int(value) for value in panel.values("data-start")]
    assert int(root["data-before"]) < starts[0] <= clause.start <= starts[-1] < int(root["data-after"])
    assert "data-after" not in last.all("div", "r-doc")[0][0]


def test_hostile_records_and_texts_stay_text(make_fake_app: Callable[..., Any], tmp_path: Path) -> None:
    evil = Document("evil", EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, status=EVIL, note=EVIL, source=EVIL)
    old = replace(evil, id="old", superseded_by="evil")
    texts = [f"题\n一、{EVIL}\n(一){EVIL}\n补贴{EVIL}{word}在这里。\n" for word in ("一句话", "两句话")]
    with site(make_fake_app, tmp_path, [(replace(evil, supersedes="old"), texts[0]), (old, texts[1])]) as client:
        for path in (
            "/documents", f"/documents?q={EVIL}&order={EVIL}", "/documents/evil?at=30", f"/documents/{EVIL.replace('/', '')}",
            "/compare", "/compare?a=old&b=evil&all=1", f"/compare?a={EVIL}", "/reader", f"/reader?q={EVIL}", "/reader/evil",
            "/changes.atom",
        ):  # fmt: skip
            answer = client.get(path, headers={"Accept": "text/html"})
            assert answer.status_code in (200, 404), path
            if path == "/changes.atom":
                assert "<script>" not in answer.text
                continue
            page = Page(answer.text)
            scripts = [attrs for attrs, text in page.all("script") if "src" not in attrs or text]
            assert (scripts, page.all("img")) == ([], [])
            assert not [name for _, attrs, _ in page.elements for name in attrs if name.startswith("on")]
            assert not [value for value in page.values("href") if value.lower().startswith("javascript:")]
            assert "12321" not in answer.text
            if "evil" in path:
                assert any(EVIL in text for _, text in page.all("div")) or EVIL in page.texts("title")[0]


# ---- the reader beside a page ----


def test_the_reader_names_the_document_and_how_it_stands(client: TestClient, rules: ParsedDocument) -> None:
    page = Page(client.get(f"/reader/{RULES}").text)
    (root,) = [attrs for attrs, _ in page.all("div", "r-doc")]
    assert (root["data-title"], root["data-standing"], root["data-kind"]) == ("中华人民共和国专利法实施细则", "已修改", "warn")
    sentences = [(attrs, text) for attrs, text in page.all("span", "s")]
    starts = {start for clause in rules.clauses for start, _ in clause.sentences}
    assert {int(attrs["data-s"]) for attrs, _ in sentences} == starts
    for attrs, text in sentences:
        assert text in rules.text[int(attrs["data-s"]) : int(attrs["data-e"])]
    assert client.get("/reader/nowhere").status_code == 404


def test_before_a_document_is_opened_the_reader_lists_them(client: TestClient) -> None:
    page = Page(client.get("/reader").text)
    assert page.texts("p", "r-count") == ["收录 62 份文件。点名称就在这里打开。"]
    links = [attrs["href"] for attrs, _ in page.all("a") if "data-source" in attrs]
    assert links[0] == document_url(PLAN)
    assert any(link.startswith(f"/documents/{PLAN}?at=") for link in links)  # its contents
    found = Page(client.get("/reader?q=细则").text)
    assert found.texts("p", "r-count") == ["名称、文号或机关中含“细则”的文件 3 份。"]


def test_where_there_is_one_document_the_reader_begins_with_its_contents(
    make_fake_app: Callable[..., Any], tmp_path: Path
) -> None:
    with site(make_fake_app, tmp_path, []) as client:
        page = Page(client.get("/reader").text)
    plan = Library(Registry(tmp_path), PLAN).now().parsed(PLAN)
    headings = [heading for heading in plan.headings if heading.structural]
    assert len(page.texts("li")) == len(headings)
    assert page.texts("form") == []


def test_pages_that_link_to_sources_have_the_reader_others_go_without(client: TestClient) -> None:
    assert 'id="reader-panel"' not in client.get(f"/documents/{RULES}").text


@pytest.mark.parametrize("path", ["/documents", f"/documents/{RULES}", "/changes.atom", "/compare"])
def test_who_asks_for_the_head_alone_gets_it(client: TestClient, path: str) -> None:
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_registry_that_cannot_be_read_is_said(make_fake_app: Callable[..., Any], tmp_path: Path) -> None:
    with site(make_fake_app, tmp_path, []) as client:
        (tmp_path / "corpus.sqlite3").write_bytes(b"broken" * 1000)
        for path in ("/documents", "/changes.atom", "/reader", f"/documents/{PLAN}"):
            answer = client.get(path)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "30"), path
