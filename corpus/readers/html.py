"""Saved web pages: the container that holds the text, found by its name or by its prose; tables; the page's metadata."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from corpus import messages
from corpus.errors import ReadError
from corpus.readers import tables
from corpus.readers.plain import decode
from corpus.readers.source import AROUND, HIDDEN, Block, Dropped, Proposal, Source, squeeze

# What the content systems of government sites call the container of the text.
_CONTAINERS = (
    "//*[@id='zoomcon']", "//*[@id='zoom']", "//*[@id='UCAP-CONTENT']", "//*[@id='ucapcontent']", "//ucapcontent",
    "//*[contains(concat(' ', @class, ' '), ' TRS_Editor ')]", "//*[contains(concat(' ', @class, ' '), ' TRS_UEDITOR ')]",
    "//*[contains(concat(' ', @class, ' '), ' article-content ')]", "//*[contains(concat(' ', @class, ' '), ' pages_content ')]",
    "//*[contains(concat(' ', @class, ' '), ' Custom_UnionStyle ')]",
)  # fmt: skip
FIRST = 12  # blocks; a title that the text bears stands among them
HELD = 0.6  # of the prose of the page; a container with less is not the one that holds the text
INNER = 0.9  # of the prose of an element; where one child has so much, the text is in that child
_PROSE = re.compile(r"[，。；：、？！]")
_UNREAD = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object"}  # no text that a page shows
_CLUTTER = {"nav", "footer", "aside", "form", "button", "select", "textarea", "input"}
_CLUTTER_NAME = re.compile(
    r"(?:^|[_\-\s])(?:share|qr_?code|ewm|breadcrumb|crumbs?|toolbar|print|pager?|footer|sidebar)(?:$|[_\-\s])", re.I
)
_END = re.compile(r"</(?:html|body)\s*>", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_INLINE = {
    "a", "abbr", "b", "big", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "o:p",
    "p:", "q", "s", "samp", "small", "span", "st1:chsdate", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "ucapcontent", "ucaptitle",
}  # fmt: skip
_ASIDE = re.compile(r"^(?:[（(【\[][^）)】\]]{1,6}[）)】\]])+")  # （转载）, 【关注】
_SITE = re.compile(r"\s{0,4}[-_|｜—–]{1,4}[^-_|｜—–]{0,60}$")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_ORGAN = re.compile(r"^(?![市省区县本])[\u4e00-\u9fff]{2,}(?:局|厅|委员会|委|办公室|人民政府|院|处|中心)$")
_OFFICE_SITE = re.compile(r"^([\u4e00-\u9fff]{2,}(?:局|厅|委员会))(?:门户)?(?:网站|网)?$")


def read_html(data: bytes, name: str) -> Source:
    """Return the text of a saved page without what stands around it.

    Raises:
        ReadError: there is no text in it.
    """
    text = decode(data, name)
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(messages.BLANK_FILE.format(name=name)) from error
    holder = _container(root)
    walk = _Walk()
    walk.element(holder)
    walk.flush()
    blocks = walk.blocks
    proposals = _proposals(root)
    around = [Dropped(AROUND, text) for text in _texts(root, lambda element: element is holder)]
    title = proposals.get("title")
    if title is not None and squeeze(title.value) not in squeeze("".join(block.text for block in blocks[:FIRST])):
        blocks.insert(0, Block(title.value, "title"))
    pictures = sum(1 for _ in holder.iter("img"))
    warnings = [messages.PICTURES.format(name=name, count=pictures)] if pictures else []
    if _END.search(text) is None:
        warnings.append(messages.PAGE_UNFINISHED.format(name=name))
    pieces = tuple(_texts(root))
    return Source("html", tuple(blocks), proposals, (*around, *walk.dropped), tuple(warnings), pieces)


def _tag(element: Any) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _texts(root: Any, skip: Callable[[Any], bool] = lambda _: False) -> Iterator[str]:
    """Yield the texts of an element one by one, without those of the elements that are skipped."""
    stack: list[Any] = [root]
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            if element.strip():
                yield " ".join(element.split())
            continue
        if _tag(element) in _UNREAD or not _tag(element) or skip(element):
            continue
        inner: list[Any] = [element.text] if element.text else []
        for part in element:
            inner.append(part)
            if part.tail:
                inner.append(part.tail)
        stack += reversed(inner)


def _prose(element: Any) -> int:
    """Return how much prose an element shows: characters of its texts that have Chinese punctuation and are no links."""
    return sum(len(text) for text in _texts(element, skip=_is_no_prose) if _PROSE.search(text))


def _is_no_prose(element: Any) -> bool:
    return _tag(element) == "a" or _is_clutter(element)


def _container(root: Any) -> Any:
    """Return the element that holds the text of the page."""
    body = root.find("body") if root.find("body") is not None else root
    whole = _prose(body)
    for path in _CONTAINERS:
        found = max(root.xpath(path), key=_prose, default=None)
        if found is not None and _prose(found) >= HELD * whole:
            return found
    holder = body
    while True:
        held = _prose(holder)
        inner = max((part for part in holder if _tag(part) not in _INLINE), key=_prose, default=None)
        if inner is None or not held or _prose(inner) < INNER * held or _tag(inner) in ("table", "tbody", "tr", "p", "ol", "ul"):
            return holder
        holder = inner


class _Walk:
    """Goes through the container and collects paragraphs and tables."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []
        self.parts: list[str] = []
        self.tables = 0

    def flush(self, style: str = "") -> None:
        """End a paragraph."""
        text = " ".join("".join(self.parts).split())
        self.parts = []
        if text:
            self.blocks.append(Block(text, style=style))

    def element(self, element: Any) -> None:
        """Take an element with all that is in it, not what stands behind it."""
        tag = _tag(element)
        if not tag or tag in _UNREAD:
            return
        if _is_clutter(element):
            self.dropped += [Dropped(HIDDEN if _is_hidden(element) else AROUND, text) for text in _texts(element)]
        elif tag == "br":
            self.flush()
        elif tag in _INLINE:
            self._inside(element)
        elif tag != "table" or not self._table(element):
            self.flush()
            self._inside(element)
            self.flush(tag if re.fullmatch(r"h[1-6]", tag) else "")

    def _inside(self, element: Any) -> None:
        self.parts.append(element.text or "")
        for inner in element:
            self.element(inner)
            self.parts.append(inner.tail or "")

    def _table(self, element: Any) -> bool:
        """Take a table; nothing is taken of one that only lays the page out, and False returned."""
        if element.find(".//table") is not None:
            return False
        rows = [[_cell(cell) for cell in row if _tag(cell) in ("td", "th")] for row in element.iter("tr")]
        if sum(len(row) for row in rows) < 2:
            return False
        self.flush()
        for caption in element.iter("caption"):
            self.blocks.append(Block(" ".join("".join(caption.itertext()).split())))
        blocks = tables.blocks_of(tables.grid(rows), self.tables + 1)
        self.tables += any(block.kind == "row" for block in blocks)
        self.blocks += blocks
        return True


def _cell(element: Any) -> tables.Cell:
    walk = _Walk()
    walk.element(element)
    walk.flush()
    return tables.Cell(
        [block.text for block in walk.blocks], _span(element, "colspan"), _span(element, "rowspan"), _tag(element) == "th"
    )


def _span(element: Any, name: str) -> int:
    text = (element.get(name) or "").strip()
    return max(1, int(text)) if re.fullmatch(r"\d{1,3}", text) else 1


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _is_clutter(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _tag(element) in _CLUTTER or _is_hidden(element) or _CLUTTER_NAME.search(names) is not None


def _proposals(root: Any) -> dict[str, Proposal]:
    """Return what the page says of itself in its <meta>, as the site standard of the State Council has it."""
    said = {(meta.get("name") or "").lower(): " ".join((meta.get("content") or "").split()) for meta in root.iter("meta")}
    found: dict[str, Proposal] = {}
    if title := _ASIDE.sub("", said.get("articletitle", "")):
        found["title"] = Proposal(title, said["articletitle"], "ArticleTitle")
    elif title := _headline(root):
        found["title"] = Proposal(title, title, "h1")
    if day := _DAY.search(said.get("pubdate", "")):
        found["published"] = Proposal("{}-{:0>2}-{:0>2}".format(*day.groups()), said["pubdate"], "PubDate")
    source, site = said.get("contentsource", ""), _OFFICE_SITE.match(said.get("sitename", ""))
    if _ORGAN.match(source):
        found["issuer"] = Proposal(source, source, "ContentSource")
    elif site:
        found["issuer"] = Proposal(site.group(1), said["sitename"], "SiteName")
    return found


def _headline(root: Any) -> str:
    """Return what <title> says where the page shows it too as a text of its own; elsewhere it names the site."""
    heads = [" ".join("".join(element.itertext()).split()) for element in root.iter("title")]
    shown = {squeeze(text) for text in _texts(root)}
    titles = [title for head in heads for title in (head, _SITE.sub("", head)) if squeeze(title) in shown]
    return _ASIDE.sub("", titles[0]) if titles else ""
