"""The outline of a document as an answer: how many chapters, parts or articles, what they are called, what lies below one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant import messages
from corpus.numerals import int_to_chinese
from corpus.outline import article_number, component_number
from corpus.records import Heading, ParsedDocument, Span

_ARTICLES = ("条", "条款")
LABELS = ("附件", "附表", "附录", "专栏")  # parts that stand beside the outline
SHOWN = 30  # headings of an outline that are shown
_ARABIC = re.compile(r"^\d+[.．、]\s*")
_BY_WORD = ("章", "编", "节")  # units that headings name by their own word; others are whatever lies right below
_NUMBERED_BY_LAST = ("章", "编")  # … and that are numbered through, so that the last number is how many there are


@dataclass(frozen=True, slots=True)
class Outlined:
    """What the outline says: a line, headings (what lies below each, and its span), sentences that show it.

    An empty line says that the outline does not tell.
    """

    line: str = ""
    headings: tuple[tuple[str, Span], ...] = ()
    spans: tuple[Span, ...] = ()


def _parts(parsed: ParsedDocument, above: str = "") -> list[Heading]:
    """Return the numbered headings right below a path, the top ones for an empty path; annexes are none."""
    prefix = f"{above}." if above else ""
    inside = [h for h in parsed.headings if h.structural and h.path.startswith(prefix)]
    return [h for h in inside if "." not in h.path[len(prefix) :] and component_number(h.path[len(prefix) :])]


def _articles_of(parsed: ParsedDocument, above: Heading) -> Outlined:
    """Return how many articles stand below a heading, and which; what lies right below it where it has none."""
    articles = _inside(parsed, above)
    place = _quoted(parsed, above)
    if not articles:
        below = tuple(("", trimmed(parsed, part)) for part in _parts(parsed, above.path))
        number = measured(len(below)) + "条"
        return Outlined(messages.COUNTED.format(place=place, number=number), below) if below else Outlined()
    number = measured(len(articles)) + "条"
    line = messages.IN_ARTICLES.format(place=place, number=number, articles=_range(articles))
    return Outlined(line, (("", trimmed(parsed, above)),))


def _inside(parsed: ParsedDocument, above: Heading) -> list[str]:
    """Return the numbers of the articles below a heading, as they are written."""
    depth = above.path.count(".")
    later = (h.start for h in parsed.headings if h.structural and h.start > above.start and h.path.count(".") <= depth)
    end = next(later, len(parsed.text))
    return [c.label for c in parsed.clauses if above.start < c.start < end and article_number(c.path) is not None]


def _range(articles: Sequence[str]) -> str:
    return articles[0] if len(articles) == 1 else messages.ARTICLES.format(first=articles[0], last=articles[-1])


def _of_unit(parsed: ParsedDocument, unit: str, above: str) -> list[Heading]:
    """Return the headings that a unit names: 章 and 节 by their word, else those right below."""
    if unit in _BY_WORD:
        named = [h for h in parsed.headings if h.structural and h.path.startswith(above) and _component(h).endswith(unit)]
        if named or unit != "节":
            return named
    below = _parts(parsed, above)
    if unit in ("节", "小节") and not above:
        return [inner for heading in below for inner in _parts(parsed, heading.path)]
    return below


def _component(heading: Heading) -> str:
    return heading.path.split("~")[0].rpartition(".")[2]


def _at(parsed: ParsedDocument, numbers: Sequence[int]) -> Heading | None:
    """Return the heading of these numbers, counted from the top, or None."""
    found: Heading | None = None
    for number in numbers:
        below = _parts(parsed, found.path if found else "")
        found = next((h for h in below if component_number(_component(h)) == number), None)
        if found is None:
            return None
    return found


def part_named(parsed: ParsedDocument, named: Callable[[str], bool]) -> tuple[int, ...]:
    """Return the numbers from the top of the first part whose title is named, empty where none is."""
    for part in parsed.headings:
        if part.structural and named(_title(part)):
            numbers = tuple(component_number(component) for component in part.path.split("."))
            return numbers if all(numbers) else ()
    return ()


def _title(part: Heading) -> str:
    return re.sub(r"^[^\u4e00-\u9fff]*(?:[第一二三四五六七八九十]+[、)）章节部分]+)?\s*", "", part.title)


def _in_sequence(numbers: Sequence[int]) -> bool:
    return list(numbers) == list(range(1, len(numbers) + 1))


def count(parsed: ParsedDocument, unit: str, numbers: Sequence[int] = ()) -> Outlined:
    """Return how many of a unit a document, or the part of these numbers, has; nothing where the numbers leave gaps."""
    above = _at(parsed, numbers)
    if numbers and above is None:
        return Outlined()
    if unit in LABELS:
        return _labelled(parsed, unit)
    if unit in _ARTICLES:
        return _articles(parsed) if above is None else _articles_of(parsed, above)
    found = _of_unit(parsed, unit, above.path if above else "")
    if not found:
        return Outlined(messages.NO_UNIT.format(unit=unit))
    line = _counted(found, unit, _quoted(parsed, above) if above else "")
    return Outlined(line, tuple(("", trimmed(parsed, heading)) for heading in found[:SHOWN]))


def _labelled(parsed: ParsedDocument, label: str) -> Outlined:
    """Return how many parts stand under a label beside the outline (附件), each by its first heading."""
    first: dict[str, Heading] = {}
    for part in parsed.headings:
        if part.structural and part.path.startswith(label):
            first.setdefault(part.path.split(".")[0], part)
    if not first:
        return Outlined(messages.NO_LABEL.format(label=label))
    line = messages.COUNTED.format(place="", number=f"{measured(len(first))}个{label}")
    return Outlined(line, tuple(("", trimmed(parsed, part)) for part in first.values()))


def _counted(found: Sequence[Heading], unit: str, place: str) -> str:
    """Return the line that says how many of a unit there are at a place, and which of their headings are missing."""
    last = component_number(_component(found[-1]))
    counted = last if unit in _NUMBERED_BY_LAST else len(found)
    number = measured(counted) + ("个" if unit.endswith(("分", "份", "点")) else "") + unit
    line = messages.COUNTED.format(place=place, number=number)
    missing = _numbers_missing(found, counted)
    return line + messages.HEADINGS_MISSING.format(numbers="、".join(missing), unit=unit) if missing else line


def _numbers_missing(found: Sequence[Heading], counted: int) -> list[str]:
    """Return the numbers up to the one counted that no heading has, in Chinese; none where as many are found."""
    if counted <= len(found):
        return []
    shown = {component_number(_component(heading)) for heading in found}
    return [int_to_chinese(number) for number in range(1, counted + 1) if number not in shown]


def _quoted(parsed: ParsedDocument, part: Heading) -> str:
    """Return a heading in quotation marks."""
    return f"“{parsed.text[slice(*trimmed(parsed, part))]}”"


def _articles(parsed: ParsedDocument) -> Outlined:
    numbered = [(article_number(clause.path), clause) for clause in parsed.clauses]
    articles = {number: clause for number, clause in numbered if number is not None}
    if not articles:
        return Outlined(messages.NO_UNIT.format(unit="条"))
    plain = sorted(number for number, beside in articles if not beside)
    if not _in_sequence(plain):
        return Outlined()
    line = messages.COUNTED.format(place="", number=measured(len(articles)) + "条")
    return Outlined(line, spans=articles[max(articles)].sentences[:1])


def outline(parsed: ParsedDocument, unit: str = "", numbers: Sequence[int] = ()) -> Outlined:
    """Return the headings of a document, or of the part of these numbers, with what lies right below each.

    Of a part without any nothing is known: what is asked of it (基本原则有哪几项) may be its paragraphs.
    """
    above = _at(parsed, numbers)
    if numbers and above is None:
        return Outlined()
    if above is not None and unit in _ARTICLES:
        return _articles_of(parsed, above)
    path = above.path if above else ""
    found = (_of_unit(parsed, unit, path) if unit else []) or _parts(parsed, path)
    if not found:
        return Outlined() if numbers else Outlined(messages.NO_HEADINGS)  # of a part its text may have what is asked
    return Outlined(messages.OUTLINE, tuple((_below(parsed, heading), trimmed(parsed, heading)) for heading in found[:SHOWN]))


def _below(parsed: ParsedDocument, heading: Heading) -> str:
    """Return the headings right below one, in a row, or which articles stand there."""
    parts = [_ARABIC.sub("", parsed.text[slice(*trimmed(parsed, inner))]) for inner in _parts(parsed, heading.path)]
    articles = [] if parts else _inside(parsed, heading)
    return "；".join(parts) or (_range(articles) if articles else "")


def heading(parsed: ParsedDocument, numbers: Sequence[int]) -> Outlined:
    """Return the heading of the part of these numbers, with what lies right below it."""
    found = _at(parsed, numbers)
    return Outlined() if found is None else Outlined(messages.HEADING, ((_below(parsed, found), trimmed(parsed, found)),))


def measured(number: int) -> str:
    """Return a number as it stands before a measure word: 两, not 二."""
    return messages.TWO if number == 2 else int_to_chinese(number)


def trimmed(parsed: ParsedDocument, part: Heading) -> Span:
    """Return the span of a heading without the white space around it."""
    text = parsed.text[part.start : part.end]
    start = part.start + len(text) - len(text.lstrip())
    return start, start + len(text.strip())
