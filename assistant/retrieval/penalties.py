"""What follows from breaking a rule, as its text says it: the articles that refer to that of the rule, or that say it again.

Some laws say 违反本法第十条规定的 and what is then done; others repeat what must not be done and name no article.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from assistant.question.references import Reference, parse_references
from assistant.question.resolve import Numbered
from assistant.wordings import patterns
from corpus.numerals import chinese_to_int
from corpus.outline import article_number
from corpus.records import Clause

SAME = 8  # characters in a row of what is forbidden that an article must say again to be on breaking that rule
_ITEM_NUMBER = re.compile("[一二三四五六七八九十]+")
_SAYS = patterns(Path(__file__).with_suffix(".tsv"))


def forbids(text: str) -> bool:
    """Return whether a text says what must not be done."""
    return _SAYS["forbids"].search(text) is not None


def is_sanction(text: str) -> bool:
    """Return whether a text says what is done to who breaks a rule."""
    return _SAYS["sanction"].search(text) is not None


def awards(text: str) -> bool:
    """Return whether a text says what is paid to who was harmed, and nothing of a fine or another sanction of an authority."""
    return _SAYS["awards"].search(text) is not None


def tells_of_its_own_rule(text: str) -> bool:
    """Return whether a sentence says what follows from breaking the article it stands in: 违反本条第一款……，不授予专利权."""
    return _SAYS["own"].search(text) is not None


def names_no_deed(text: str) -> bool:
    """Return whether a sentence on a sanction says by numbers alone what is broken: 违反本法第十四条第五款规定的，处……."""
    return is_sanction(text) and _SAYS["bare"].match(text) is not None


def rules_broken(text: str, article: str = "") -> list[Reference]:
    """Return the places of its own document that a text says to be broken: 违反本法第十条、第十二条第二款规定的.

    Args:
        text: a sentence.
        article: that it stands in, like 第九条: what 本条 means there.
    """
    named = _SAYS["own"].sub(article, text) if article else text
    return [each for match in _SAYS["breaks"].finditer(named) for each in parse_references(match.group("places"))]


def items_broken(text: str) -> list[int]:
    """Return the numbers of the items that a text says to be broken without their article: 违反第五项、第六项规定的."""
    items = (match.group("items") for match in _SAYS["breaks_items"].finditer(text))
    return [chinese_to_int(number) or 0 for found in items for number in _ITEM_NUMBER.findall(found)]


def penalties_for(rules: Sequence[Clause], clauses: Numbered) -> list[int]:
    """Return the numbers of the clauses that say what follows from breaking a rule, in the order of the text.

    Those that name its article come before those that only say again what it forbids. Nothing where neither is there, or where
    the rule says itself what follows.

    Args:
        rules: the clauses of the rule, of one article.
        clauses: all of its document, with their numbers in the index.
    """
    if any(_SAYS["punishes"].search(clause.text) for clause in rules):
        return []
    own = {clause.id for clause in rules}
    articles = {number for clause in rules if (number := article_number(clause.path)) is not None}
    sanctions = [(n, clause) for n, clause in clauses if clause.id not in own and is_sanction(clause.text)]
    naming = [n for n, clause in sanctions if articles & _broken(clause.text)]
    return naming or _repeating(rules, sanctions)


def _broken(text: str) -> set[tuple[int, int]]:
    """Return the articles that a text says to be broken: 违反本法第十条、第十二条规定的."""
    return {article for reference in rules_broken(text) for article in _articles_of(reference)}


def _articles_of(reference: Reference) -> Iterator[tuple[int, int]]:
    """Yield the articles that a reference names; what goes from one 款 to another is no range of articles."""
    if reference.article is None:
        return
    first, beside = reference.article
    last = 0 if reference.paragraph else reference.until
    yield from ((number, beside) for number in range(first, max(first, last) + 1))


def _repeating(rules: Sequence[Clause], sanctions: Sequence[tuple[int, Clause]]) -> list[int]:
    """Return the sanctions that say again what the rules forbid, those that say the most of it."""
    forbidden = [match.group("what") for clause in rules for match in _SAYS["forbids"].finditer(clause.text)]
    said = {number: max((_in_common(what, clause.text) for what in forbidden), default=0) for number, clause in sanctions}
    most = max(said.values(), default=0)
    return [number for number, length in said.items() if length == most >= SAME]


def _in_common(one: str, other: str) -> int:
    """Return how many characters in a row two texts have in common."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
