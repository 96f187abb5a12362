"""Citations inside texts: 《甲办法》第三条, and the place in the corpus that each means, where it is held."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from corpus.numerals import CHINESE, chinese_to_int, int_to_chinese
from corpus.records import Document, ParsedDocument, Span
from corpus.relations import bare_title

_CITED = re.compile(
    rf"《(?P<title>(?:[^《》]|《[^《》]*》)+)》(?:[（(][^（()）]*[)）])?"
    rf"(?:第(?P<article>[{CHINESE}0-9]+)条(?:之(?P<of>[{CHINESE}]+))?)?"
)
_OWN = re.compile(rf"本(?:法|条例|办法|细则|规定|实施细则|规则)第(?P<article>[{CHINESE}0-9]+)条(?:之(?P<of>[{CHINESE}]+))?")


@dataclass(frozen=True, slots=True)
class Link:
    """A citation: its place in the text that cites, the document that it means, the clause where one is named and held."""

    span: Span
    doc: str
    clause: str | None


def links(parsed: ParsedDocument, held: Iterable[Document], read: Callable[[str], ParsedDocument]) -> Iterator[Link]:
    """Yield the citations of a text whose targets are held, in the order of the text.

    Args:
        parsed: the text that cites.
        held: the documents that are held. A title that several bear means the one that none of them has replaced.
        read: gives a held document by its id, parsed. An article of a later edition than the text that cites is none
            that it can have meant: the link leads to the document alone.
    """
    documents = {document.id: document for document in held} | {parsed.document.id: parsed.document}
    titles = _by_title(documents.values())
    found = [(match, titles.get(bare_title(match["title"]))) for match in _CITED.finditer(parsed.text)]
    found += [(match, parsed.document.id) for match in _OWN.finditer(parsed.text)]
    for match, doc in sorted(found, key=lambda item: item[0].start()):
        if doc == parsed.document.id and match["article"]:
            yield Link(match.span(), doc, _held(parsed, _article(match)))
        elif doc is not None and doc != parsed.document.id:
            named = match["article"] and _knew(parsed.document, documents[doc])
            yield Link(match.span(), doc, _held(read(doc), _article(match)) if named else None)


def _held(parsed: ParsedDocument, path: str) -> str | None:
    """Return the id of the clause of that path, None where there is none."""
    return next((clause.id for clause in parsed.clauses if clause.path == path), None)


def _knew(document: Document, cited: Document) -> bool:
    """Whether the edition that is held is known to be one that the text can have cited: it is no younger."""
    return bool(document.begins and cited.begins and cited.begins <= document.begins)


def _by_title(documents: Iterable[Document]) -> dict[str, str]:
    """Return the ids of the documents by their bare titles; of several versions the one that none of them has replaced."""
    versions: dict[str, list[Document]] = {}
    for document in documents:
        versions.setdefault(bare_title(document.title), []).append(document)
    latest = {title: [document for document in held if document.superseded_by is None] for title, held in versions.items()}
    return {title: held[0].id for title, held in latest.items() if len(held) == 1}


def _article(match: re.Match[str]) -> str:
    number = chinese_to_int(match["article"])
    written = int_to_chinese(number) if number is not None and number <= 9999 else match["article"]
    return f"第{written}条" + (f"之{match['of']}" if match["of"] else "")
