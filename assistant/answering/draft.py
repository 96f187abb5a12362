"""Answers from quotes: short fixed phrases around verbatim text, a mark behind each quote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant import messages
from assistant.records import Citation, Status, Verdict
from corpus.outline import article_number
from corpus.records import Clause, Document, Heading, Span

SERIES = "："  # behind the name of a series of documents: 北京市产业政策导引卡片：…
NAME_OF_ITS_OWN = 8  # characters behind it from which they name a document without the series: 实施细则 alone does not


@dataclass(slots=True)
class Draft:
    """An answer in the making: how it ends, lines of text, and the citations that their marks name.

    ``before`` is how many citations stand before these, where it is one answer among others.
    """

    documents: Mapping[str, Document]
    status: Status
    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    of_documents: bool = False  # is about the documents that it cites, and states none of their rules
    verdict: Verdict | None = None
    before: int = 0

    def cite(self, clause: Clause, span: Span) -> int:
        """Return the mark of a quote, a new one if it was not cited yet."""
        for citation in self.citations:
            if citation.clause == clause.id and citation.start <= span[0] and span[1] <= citation.end:
                return citation.n
        quote = clause.text[span[0] - clause.start : span[1] - clause.start]
        return self._mark(clause, clause.label, clause.title, quote, span)

    def cite_heading(self, heading: Heading, clause: Clause, part: tuple[Span, str] | None = None) -> int:
        """Return the mark of a heading, a new one if it was not cited yet.

        Args:
            heading: the heading; a title line is cited as the title of its document.
            clause: the first one below it, which the citation opens.
            part: what of it is quoted, with its place; its title where this is None.
        """
        span, text = part or ((heading.start, heading.end), heading.title)
        for citation in self.citations:
            if citation.doc == clause.doc and citation.span == span:
                return citation.n
        title_line = messages.TITLE_LINE, self.documents[clause.doc].title
        label, title = (heading.label, heading.title) if heading.structural else title_line
        return self._mark(clause, label, title, text, span)

    def _mark(self, clause: Clause, label: str, title: str, quote: str, span: Span) -> int:
        document, number = self.documents[clause.doc], self.before + len(self.citations) + 1
        self.citations.append(
            Citation(
                number,
                clause.doc,
                document.title,
                document.doc_no,
                clause.id,
                label,
                title,
                quote,
                *span,
                document.page_at(span[0]),
                document.recognised,
            )
        )
        return number

    def quote(self, clause: Clause, sentence: Span, shown: Sequence[Span]) -> str:
        """Return the shown parts of a sentence in quotation marks, with the mark of the whole sentence."""
        mark = self.cite(clause, sentence)
        pieces = [clause.text[a - clause.start : b - clause.start].strip() for a, b in shown]
        return "……".join(f"“{piece}”" for piece in pieces) + f"[{mark}]"

    def several(self, doc: str) -> Document | None:
        """Return the document where there are others that it must be told from, else None."""
        return self.documents[doc] if len(self.documents) > 1 else None

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


def place_of(clause: Clause, document: Document | None = None) -> str:
    """Return how a person names the place of a clause: 《…》三、(三)3. 健全金融服务体系."""
    named = clause.title and clause.title not in clause.label and article_number(clause.path) is None
    title = f" {clause.title}" if named else ""  # an article is known by its number
    return (f"《{short_title(document)}》" if document else "") + clause.label + title


def short_title(document: Document) -> str:
    """Return a title without the words that say nothing of its subject; of an edition that was replaced that it was.

    Otherwise 《专利法实施细则》第七十七条 and 《专利法实施细则》第九十三条 beside each other look like one text.
    """
    alone = document.title.rpartition(SERIES)[2]
    title = (alone if len(alone) >= NAME_OF_ITS_OWN else document.title).removeprefix("中华人民共和国")
    old = bool(document.superseded_by) and messages.OLD_EDITION not in title
    return f"{title}（{messages.OLD_EDITION}）" if old else title
