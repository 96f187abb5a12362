"""The written data: nothing of the exams is in it, its files have the form that their READMEs describe, nothing stands twice."""

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.fitting.exams import rows_of as rows_to_fit
from corpus.builtin import builtin_documents
from corpus.folders import files_in
from corpus.intake import read_entry
from corpus.manifest import read_manifest
from corpus.parser import parse
from corpus.questions import RELATED, TITLES, read_bank, read_related, read_unanswerable
from corpus.records import ParsedDocument
from index.segment import normalize

ROOT = Path(__file__).parents[1]
OWN = ROOT / "tests" / "evaluation"
BANK, LEXICON = ROOT / "corpus" / "questions", ROOT / "index" / "lexicon"
COLLOQUIAL, STATUTES = ROOT / "index" / "colloquial", ROOT / "index" / "statute_questions"
PROMPTS, FITTING = ROOT / "assistant" / "generation" / "prompts", ROOT / "assistant" / "fitting"
# Everything that people wrote for the product: banks, pairs, lexicon, tables of wordings, prompts, and what describes them;
# and the tables of examples that wordings are tested with.
WRITTEN = tuple(
    path
    for folder in ("corpus", "index", "assistant", "tests/assistant")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".tsv", ".jsonl", ".txt", ".md")
    and not path.is_relative_to(ROOT / "corpus" / "documents")
    and not path.is_relative_to(ROOT / "index" / "model")
)
FOR_ANSWERS = tuple(path for path in WRITTEN if path.parent in (BANK, RELATED, STATUTES, PROMPTS) and path.name != TITLES)
BANKS = (BANK / "xiangyang_ip_145.tsv", *(path for path in sorted(RELATED.glob("*.tsv")) if path.name != TITLES))
# The column that is in the project's own words, where the others quote documents.
OWN_COLUMN = {
    **dict.fromkeys(BANKS, 2), **dict.fromkeys(STATUTES.glob("*.tsv"), 0), **dict.fromkeys(FITTING.rglob("*.tsv"), 4)
}  # fmt: skip

COPY = 0.6  # Jaccard of character bigrams from which two questions are near copies …
LIKE, ALIKE = 0.4, 0.8  # … or this with a difflib ratio as high as that
WORD = 4  # characters; a question as short as that is a word, and no property of the one who asks it
TITLE_LIKE = 16  # characters; such a sentence names its paragraph and can be asked about in fewer ways
FEWEST, FEWEST_OF_TITLES = 8, 6  # questions of a sentence of the plan
MOSTLY = 0.55  # of the sentences of another document: guides have forms to fill in that nobody asks about
READERS = {"enterprise", "staff", "public"}
STYLES = {"formal", "colloquial", "short", "paraphrase", "typo", "mixed"}
UNANSWERABLE = {"near_miss", "wrong_region", "out_of_scope", "injection", "abuse", "greeting", "vague"}
TWIN_LABELS = {"states", "about", "supports", "contradicts", "unclaimed"}
SOURCES = {"plan", "law", "field", "english", "abbreviation", "place"}


@dataclass(frozen=True)
class Text:
    """A text of the data, where it stands, its folded form, and whether it is an entry of a list of words."""

    where: str
    text: str
    folded: str
    word: bool


def fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def bigrams(folded: str) -> frozenset[str]:
    return frozenset(folded[n : n + 2] for n in range(len(folded) - 1)) or frozenset({folded})


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def json_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def questions_of(row: dict[str, Any]) -> list[str]:
    asked = [row["question"], row.get("standalone", ""), *(turn["q"] for turn in row.get("history", []))]
    return [question for question in asked if fold(question)]


def cells(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what a file says in its own words; verbatim quotes of documents are evidence, no questions."""
    if path.suffix == ".jsonl":
        yield from ((number, text) for number, row in enumerate(json_rows(path), 1) for text in questions_of(row))
    elif path.suffix == ".tsv":
        own = OWN_COLUMN.get(path)
        for number, row in enumerate(rows_of(path), 1):
            yield from ((number, cell) for column, cell in enumerate(row) if own in (None, column))
    else:
        yield from enumerate(path.read_text(encoding="utf-8").splitlines(), 1)


def is_list_of_words(path: Path) -> bool:
    tables = path.suffix == ".tsv" and path.is_relative_to(ROOT / "assistant") and FITTING not in path.parents
    return path.parent == LEXICON or tables or path.name in ("places.tsv", "place_names.tsv", "asked.txt")


@cache
def data_texts(files: tuple[Path, ...]) -> tuple[tuple[Text, ...], dict[str, list[int]]]:
    """Return the texts of the files, and the numbers of those that hold each bigram."""
    found = [
        Text(f"{path.relative_to(ROOT).as_posix()}:{line}", cell, fold(cell), is_list_of_words(path))
        for path in files
        for line, cell in cells(path)
        if fold(cell)
    ]
    holders = defaultdict(list)
    for number, text in enumerate(found):
        for gram in bigrams(text.folded):
            holders[gram].append(number)
    return tuple(found), dict(holders)


def near_copies(question: str, files: tuple[Path, ...]) -> list[str]:
    texts, holders = data_texts(files)
    asked = fold(question)
    grams = bigrams(asked)
    found = []
    for number, common in Counter(n for gram in grams for n in holders.get(gram, ())).items():
        other = texts[number]
        if other.word and other.folded in asked and (other.folded != asked or len(asked) <= WORD):
            continue  # a word or a name that the question uses, among others (深圳 in 深圳呢) or alone (出处)
        share = common / (len(grams) + len(bigrams(other.folded)) - common)
        if share >= COPY or (share >= LIKE and SequenceMatcher(None, asked, other.folded, autojunk=False).ratio() >= ALIKE):
            found.append(f"{other.where} {other.text}")
    return found


@pytest.fixture(scope="module")
def plan() -> ParsedDocument:
    return parse(*builtin_documents()[0])


def test_no_question_of_the_public_exams_is_in_the_data(exams: tuple[Path, ...]) -> None:
    asked = {str(row["question"]) for path in exams for row in json_rows(path)}
    found = {question: near_copies(question, WRITTEN) for question in asked}
    assert len(exams) == 15
    assert {question: copies for question, copies in found.items() if copies} == {}


def test_what_models_are_fitted_on_is_no_near_copy_of_a_public_question(exams: tuple[Path, ...]) -> None:
    """Such rows of the own exams are marked, and the scripts that fit leave them out (assistant/fitting/exams.py)."""
    own = tuple(sorted(OWN.glob("*.jsonl")))
    marked = {
        f"tests/evaluation/{path.name}:{n}" for path in own for n, row in enumerate(json_rows(path), 1) if "like_public" in row
    }
    asked = {str(row["question"]) for path in exams for row in json_rows(path)}
    copies = {copy.split(" ", 1)[0] for question in asked for copy in near_copies(question, own)}
    assert copies == marked
    assert not any("like_public" in row for path in own for row in rows_to_fit(path))


def test_everything_that_was_written_is_compared() -> None:
    folders = {path.parent for path in WRITTEN}
    assert {BANK, COLLOQUIAL, STATUTES, LEXICON, PROMPTS} <= folders
    assert set(ROOT.glob("assistant/**/*.tsv")) <= set(WRITTEN)


@pytest.mark.parametrize("name", ["plan", "multi", "references"])
def test_no_question_of_the_own_exam_is_in_the_banks(name: str) -> None:
    rows = json_rows(OWN / f"{name}.jsonl")
    found = {row["question"]: near_copies(str(row["question"]), FOR_ANSWERS) for row in rows}
    assert {question: copies for question, copies in found.items() if copies} == {}


@pytest.mark.parametrize(
    ("question", "is_copy"),
    [
        ("专利密集型产业增加值占GDP比重的目标是多少", True), ("专利密集型产业增加值占ＧＤＰ比重的目标，是多少呢？", True),
        ("专利密集型产业在经济里要占多大份额", False),
    ],
)  # fmt: skip
def test_a_near_copy_is_recognized(question: str, is_copy: bool) -> None:
    assert bool(near_copies(question, FOR_ANSWERS)) == is_copy


def test_every_statute_question_is_asked_once_and_names_its_articles() -> None:
    rows = [row for path in sorted(STATUTES.glob("*.tsv")) for row in rows_of(path)]
    article = re.compile(r"第[零一二三四五六七八九十百千]+条")
    odd = [row for row in rows if len(row) != 2 or not all(article.search(title) for title in row[1].split("；"))]
    twice = [question for question, count in Counter(fold(row[0]) for row in rows).items() if count > 1]
    assert (odd, twice) == ([], [])


def test_the_bank_covers_every_sentence_of_the_plan(plan: ParsedDocument) -> None:
    counted = Counter()  # type: ignore[var-annotated]
    spans = [span for clause in plan.clauses for span in clause.sentences]
    for question in read_bank(plan):
        counted[next(span for span in spans if span[0] <= question.start < question.end <= span[1])] += 1
    few = {
        plan.text[start:end]: counted[start, end]
        for start, end in spans
        if counted[start, end] < (FEWEST_OF_TITLES if end - start <= TITLE_LIKE else FEWEST)
    }
    assert len(spans) == 214
    assert few == {}


def test_the_bank_has_its_columns_and_no_question_twice(plan: ParsedDocument) -> None:
    bank = read_bank(plan)
    assert {question.reader for question in bank} == READERS
    assert {question.style for question in bank} == STYLES
    assert [question.text for question in bank if question.text != question.text.strip() or not fold(question.text)] == []
    assert {len(row) for row in questions_in(BANK / "xiangyang_ip_145.tsv")} <= {3, 4}


def questions_in(bank: Path) -> list[list[str]]:
    return [row for row in rows_of(bank) if row and not row[0].startswith(("= ", "#"))]


def test_no_question_stands_twice_in_the_banks() -> None:
    asked = Counter(fold(row[2]) for bank in BANKS for row in questions_in(bank))
    assert len(asked) > 10_000
    assert [text for text, count in asked.items() if count > 1] == []


def test_the_banks_of_laws_and_rules_fit_their_texts_and_ask_for_most_of_their_sentences() -> None:
    """Each question of a bank finds the sentences it was written for, in the edition among the test documents."""
    folder = ROOT / "tests" / "data" / "documents"
    described = read_manifest(folder / "manifest.json")
    entries = (read_entry(path, described) for path in files_in(folder) if path.name in described)
    parsed = {entry.document.id: parse(entry.document, entry.text) for entry in entries}
    titles = {row[0]: row[1] for row in rows_of(RELATED / TITLES)}
    assert set(titles) == {bank.stem for bank in BANKS[1:]}
    for name, title in titles.items():
        document, rows = parsed[name], questions_in(RELATED / f"{name}.tsv")
        found = read_related(document)
        assert document.document.title == title
        assert [row for row in rows if len(row) != 3 or row[0] not in READERS or row[1] not in STYLES] == []
        assert {row[2] for row in rows} == {question.text for question in found}
        sentences = [span for clause in document.clauses for span in clause.sentences]
        asked = {question.start for question in found}
        assert asked <= {start for start, _ in sentences}
        assert (name, len(asked) / len(sentences)) >= (name, MOSTLY)


def test_every_kind_of_reader_and_wording_is_well_represented() -> None:
    rows = questions_in(BANKS[0])
    assert min(Counter(row[0] for row in rows).values()) >= len(rows) / 6
    assert min(Counter(row[1] for row in rows).values()) >= len(rows) / 12


def test_unanswerable_questions_have_a_kind_and_stand_once() -> None:
    rows = rows_of(BANK / "unanswerable.tsv")
    assert {len(row) for row in rows if not row[0].startswith("#")} == {3}
    pairs = read_unanswerable()
    assert {kind for kind, _ in pairs} == UNANSWERABLE
    assert [text for text, count in Counter(text for _, text in pairs).items() if count > 1] == []


def test_what_the_plan_answers_is_not_among_the_unanswerable(plan: ParsedDocument) -> None:
    answered = {fold(question.text) for question in read_bank(plan)}
    assert [text for _, text in read_unanswerable() if fold(text) in answered] == []


def test_follow_ups_say_what_they_mean_and_where_it_stands(plan: ParsedDocument) -> None:
    for row in json_rows(BANK / "followups.jsonl"):
        assert row["history"]
        assert row["question"]
        assert row["standalone"]
        assert str(row["evidence"]) in plan.text


def test_there_are_3000_pairs_of_everyday_and_official_sentences() -> None:
    rows = [row for path in sorted(COLLOQUIAL.glob("*.tsv")) for row in rows_of(path)]
    assert len(rows) >= 3000
    assert {len(row) for row in rows} == {3}
    assert [row for row in rows if not all(cell.strip() for cell in row)] == []
    assert [pair for pair, count in Counter((row[1], row[2]) for row in rows).items() if count > 1] == []
    assert [text for text, count in Counter(row[1] for row in rows).items() if count > 1] == []


def test_the_pairs_reach_beyond_the_plan() -> None:
    topics = Counter(row[0] for path in COLLOQUIAL.glob("*.tsv") for row in rows_of(path))
    assert len(topics) >= 30


@pytest.mark.parametrize("folder", [BANK, COLLOQUIAL])
def test_the_readme_states_how_many_rows_a_file_has(folder: Path) -> None:
    stated = dict(re.findall(r"^\| `([\w.]+)` \| ([\d,]+)", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(stated) == {path.name for path in folder.iterdir() if path.suffix in (".tsv", ".jsonl")}
    for name, count in stated.items():
        if name.endswith(".jsonl"):
            actual = len(json_rows(folder / name))
        else:
            actual = sum(bool(row) and not row[0].startswith(("#", "= ")) for row in rows_of(folder / name))
        assert (name, actual) == (name, int(count.replace(",", "")))


def test_synonyms_have_three_columns_and_a_known_source() -> None:
    rows = rows_of(LEXICON / "synonyms.tsv")
    assert {len(row) for row in rows} == {3}
    assert {row[2] for row in rows} <= SOURCES
    assert [text for text, count in Counter(normalize(row[0]) for row in rows).items() if count > 1] == []
    assert [row for row in rows if normalize(row[0]) in {normalize(term) for term in row[1].split("、")}] == []
    assert [row for row in rows if len(row[0]) < 2 or not 1 <= len(row[1].split("、")) <= 5] == []


def test_places_have_a_code_and_lie_in_what_the_table_holds() -> None:
    rows = rows_of(ROOT / "corpus" / "places.tsv")
    codes = [row[0] for row in rows]
    assert {len(row) for row in rows} == {3} and codes == sorted(set(codes))
    assert {len(code) for code in codes} == {2, 4, 6}
    assert [code for code in codes if len(code) > 2 and code[:2] not in codes] == []
    full = {row[1] for row in rows}
    names = [row for row in rows_of(ROOT / "corpus" / "place_names.tsv") if not row[0].startswith("#")]
    assert {len(row) for row in names} == {3} and {row[2] for row in names} == {"简称", "别名", "功能区", "多义"}
    assert [row for row in names if row[0] != "*" and not set(row[0].split("/")[:-1] or [row[0]]) <= full] == []
    assert [key for key, count in Counter((row[0], row[1]) for row in names).items() if count > 1] == []


def test_terms_are_short_and_stand_once() -> None:
    terms = [
        line for line in (LEXICON / "terms.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    assert [term for term, count in Counter(map(normalize, terms)).items() if count > 1] == []
    assert [term for term in terms if not 2 <= len(term) <= 12 or term != term.strip()] == []


def _twins() -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield the file, the head and the rows of each sentence of the near twins."""
    for path in sorted((ROOT / "assistant" / "fitting" / "twins").glob("*.tsv")):
        head: list[str] = []
        rows: list[list[str]] = []
        for row in rows_of(path):
            if row and row[0].startswith("= "):
                if head:
                    yield path.name, head, rows
                head, rows = row, []
            elif row:
                rows.append(row)
        yield path.name, head, rows


def test_near_twins_have_their_form_and_their_words_stand_in_the_sentence() -> None:
    odd = []
    for name, head, rows in _twins():
        stands = all(len(row) == 5 and row[3] in head[2] and row[4].strip() for row in rows)
        labels = {row[0] for row in rows}
        if len(head) != 3 or not 6 <= len(rows) <= 16 or not stands or not labels <= TWIN_LABELS or len(labels) < 2:
            odd.append((name, head[-1][:30]))
    assert odd == []


def test_open_questions_have_sentences_that_answer_and_sentences_that_do_not() -> None:
    folder = ROOT / "assistant" / "fitting" / "twins" / "open"
    found: dict[str, Counter[str]] = {}
    for path in sorted(folder.glob("*.tsv")):
        for row in rows_of(path):
            if row and row[0].startswith("? "):
                found[f"{path.stem} {row[0]}"] = labels = Counter[str]()
            elif row:
                assert len(row) == 5, row
                assert row[0] in {"states", "about"}, row
                assert row[1] in row[4], row
                labels[row[0]] += 1
    readme = (folder.parent / "README.md").read_text(encoding="utf-8")
    assert f"{len(found)} 问，{sum(labels.total() for labels in found.values()):,} 句" in readme
    assert sum(labels["states"] == 0 for labels in found.values()) <= 0.1 * len(found)
    assert [question for question, labels in found.items() if labels["about"] == 0] == []


def test_near_twins_are_as_many_as_their_readme_says_and_even() -> None:
    groups = list(_twins())
    counted = Counter(row[0] for _, _, rows in groups for row in rows)
    readme = (ROOT / "assistant" / "fitting" / "twins" / "README.md").read_text(encoding="utf-8")
    assert f"{len(groups)} 句原文，{counted.total():,} 行" in readme
    assert abs(counted["states"] - counted["about"]) <= 0.005 * counted.total()
    assert abs(counted["supports"] - counted["contradicts"] - counted["unclaimed"]) <= 0.02 * counted.total()
    questions = Counter(fold(row[4]) for _, _, rows in groups for row in rows)
    assert sum(count > 1 for count in questions.values()) <= 0
