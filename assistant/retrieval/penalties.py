"""What follows from breaking a rule, as its text says it: the articles that refer to that of the rule, or that say it again.

Some laws say 违反本法第十条规定的 and what is then done; others repeat what must not be done and name no article.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from assistant.question.references import Reference, parse_references
from assistant.question.resolve import Numbered
from assistant.wordings import patterns
from corpus.outline import article_number
from corpus.records import Clause

SAME = 8  # characters in a row of what is forbidden that an article must say again to be on breaking that rule
BESIDE = 4  # characters beside the words that ask for a penalty up to which no other deed is named: 印了要罚多少钱
_SAYS = patterns(Path(__file__).with_suffix(".tsv"))


def asks_for_penalty(question: str) -> bool:
    """Return whether a question asks what follows from breaking a rule: 违反了罚多少, 有什么后果."""
    return _SAYS["asked"].search(question) is not None


def is_of_the_rule_before(question: str) -> bool:
    """Return whether a question on penalties can be on the rule that was spoken of: it says so, or hardly more than that."""
    beside = _beside(question)
    return _SAYS["same_rule"].search(beside) is not None or len(beside) <= BESIDE


def asks_on_for_penalty(question: str) -> bool:
    """Return whether a question asks for the penalty of what was spoken of, and names no other deed: 一直不改会罚多少."""
    return _asks_for_fine(question) and is_of_the_rule_before(question)


def deed_of(question: str) -> str:
    """Return the deed of which a question asks how it is punished, without the words that ask so; empty where it names none."""
    beside = _beside(question) if _asks_for_fine(question) else ""
    return beside if len(beside) > BESIDE else ""


def _asks_for_fine(question: str) -> bool:
    return any(_SAYS["fined"].search(match.group()) for match in _SAYS["asked"].finditer(question))


def _beside(question: str) -> str:
    return _SAYS["asked"].sub("", question).strip("?？。!！,， ")


def forbids(text: str) -> bool:
    """Return whether a text says what must not be done."""
    return _SAYS["forbids"].search(text) is not None


def is_sanction(text: str) -> bool:
    """Return whether a text says what is done to who breaks a rule."""
    return _SAYS["sanction"].search(text) is not None


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
