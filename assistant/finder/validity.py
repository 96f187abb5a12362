"""What is known of the validity of a document, in one line."""

from datetime import date

from corpus.dates import first_day
from corpus.records import Document


def validity(document: Document, successor: Document | None = None) -> str:
    """Return the period, the standing today, the status and the note of a document, as far as they are known.

    Args:
        document: the document.
        successor: the document named by ``superseded_by``, where it is held.
    """
    today = date.today().isoformat()
    standing = [_period(document, open_end="今" if document.in_force(today, successor) else "?")]
    if document.superseded_by:
        standing.append("已有新版本")
    elif not document.in_force(today) and not document.repealed:
        standing.append("已届满" if document.ended(today) else "尚未施行")
    standing += [document.status or "", document.note or ""]
    return "；".join(part for part in standing if part) or "有效期未载明"


def _period(document: Document, open_end: str) -> str:
    begins, ends = document.valid_from, document.valid_to
    if not begins and not ends:
        return ""
    if document.kind == "规划" and begins and ends:
        return f"规划期 {begins}—{ends}"
    if not ends and begins and first_day(begins) > date.today().isoformat():
        return f"{begins} 起"
    return f"{begins or '起始日期未载明'} 至 {ends or open_end}"
