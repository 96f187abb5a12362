"""The registry: what is added, left, replaced and removed, and read as one moment holds it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.database import FILE_NAME
from corpus.errors import RegistryError
from corpus.fingerprints import sha256
from corpus.records import Document
from corpus.registry import Original, Registry

PLAN = "xiangyang_ip_145"
RULES = Document("a", "某办法", region="某市")
TEXT = "某办法\n一、范围\n适用于全市。\n"


def _ids(registry: Registry) -> list[str]:
    return [document.id for document, _ in registry.items()]


def test_an_empty_registry_holds_the_plan_and_writes_nothing(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "data")
    assert _ids(registry) == [PLAN]
    assert not (tmp_path / "data").exists()


def test_an_added_document_is_kept_with_its_fingerprint(tmp_path: Path) -> None:
    assert Registry(tmp_path).add([(RULES, TEXT)]) == (["a"], [])
    document, text = Registry(tmp_path).get("a")
    assert text == TEXT
    assert document == replace(RULES, sha256=sha256(TEXT))


def test_documents_are_listed_the_plan_first_and_then_by_id(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(replace(RULES, id="b"), TEXT), (RULES, TEXT)])
    assert _ids(registry) == [PLAN, "a", "b"]


def test_fields_of_documents_are_told_in_their_order_without_their_records(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    assert registry.stated("id") == [(PLAN,)]
    registry.add([(replace(RULES, id="b", region=None), TEXT), (RULES, TEXT)])
    own = registry.documents()
    assert registry.stated("id", "region", "issuer") == [(each.id, each.region, each.issuer) for each in own]


def test_the_same_text_again_changes_nothing(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)])
    before = registry.fingerprint()
    assert registry.add([(RULES, TEXT)]) == ([], ["a"])
    assert registry.fingerprint() == before


def test_the_plan_again_changes_nothing(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    assert registry.add([registry.get(PLAN)]) == ([], [PLAN])


@pytest.mark.parametrize("taken", ["a", PLAN])
def test_another_text_under_a_taken_id_is_refused_and_nothing_is_added(tmp_path: Path, taken: str) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)])
    before = registry.fingerprint()
    with pytest.raises(RegistryError, match=f"编号 {taken} 已登记，但文字不同"):
        registry.add([(replace(RULES, id="new"), TEXT), (replace(RULES, id=taken), TEXT + "改。")], builtin=True)
    assert registry.fingerprint() == before
    assert _ids(registry) == [PLAN, "a"]


def test_the_plan_can_be_left_out_and_taken_back(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)], builtin=False)
    assert _ids(Registry(tmp_path)) == ["a"]
    registry.add([], builtin=True)
    assert _ids(Registry(tmp_path)) == [PLAN, "a"]


def test_a_refused_addition_does_not_leave_the_plan_out(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)])
    with pytest.raises(RegistryError):
        registry.add([(RULES, "别的文字。")], builtin=False)
    assert registry.uses_builtin()


def test_the_plan_is_listed_once_even_if_it_was_added_as_well(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([registry.get(PLAN)], builtin=False)
    registry.add([], builtin=True)
    assert _ids(registry) == [PLAN]


def test_a_view_without_the_plan_stores_nothing(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)])
    assert [document.id for document, _ in registry.items(builtin=False)] == ["a"]
    assert [parsed.document.id for parsed in registry.parsed(builtin=False)] == ["a"]
    assert _ids(registry) == [PLAN, "a"]


def test_removing_takes_an_added_document_away(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)])
    registry.remove("a")
    assert _ids(registry) == [PLAN]


def test_the_plan_cannot_be_removed(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="内置文件，不能移除"):
        Registry(tmp_path).remove(PLAN)


def test_an_unknown_id_is_answered_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"没有编号为 zz 的文件。用 python -m corpus list"):
        Registry(tmp_path).get("zz")
    with pytest.raises(RegistryError, match="没有编号为 zz 的文件"):
        Registry(tmp_path).remove("zz")


def test_where_the_plan_is_left_out_its_id_is_free(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)], builtin=False)
    assert registry.add([(replace(RULES, id=PLAN), TEXT)]) == ([PLAN], [])
    assert registry.get(PLAN)[1] == TEXT
    registry.remove(PLAN)
    assert _ids(registry) == ["a"]


def test_the_plan_is_shown_on_wish_where_it_is_left_out(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)], builtin=False)
    assert [document.id for document, _ in registry.items(builtin=True)] == [PLAN, "a"]
    assert not registry.uses_builtin()


def test_several_documents_are_added_and_what_is_there_is_left(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)])
    items = [(replace(RULES, id="b"), "乙。"), (RULES, TEXT), (replace(RULES, id="c"), "丙。"), (replace(RULES, id="b"), "乙。")]
    assert registry.add(items) == (["b", "c"], ["a", "b"])
    assert _ids(registry) == [PLAN, "a", "b", "c"]


def test_the_file_behind_a_text_is_kept_and_goes_with_it(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)], originals={"a": Original("办法.docx", b"PK")})
    assert (registry.original("a"), registry.has_original("a")) == (Original("办法.docx", b"PK"), True)
    registry.remove("a")
    registry.add([(RULES, TEXT)])
    assert not registry.has_original("a")
    with pytest.raises(RegistryError, match="没有保存原件"):
        registry.original("a")


def test_the_plan_is_its_own_original(tmp_path: Path) -> None:
    assert Registry(tmp_path).original(PLAN).data.decode() == Registry(tmp_path).get(PLAN)[1]


def test_a_registry_of_before_originals_has_none(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)])
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("DROP TABLE originals")
    assert not registry.has_original("a")


def test_pages_are_kept_but_no_part_of_the_public_record(tmp_path: Path) -> None:
    Registry(tmp_path).add([(replace(RULES, pages=((0, 1), (4, 2))), TEXT)])
    document, _ = Registry(tmp_path).get("a")
    assert [document.page_at(offset) for offset in (0, 3, 4, 99)] == [1, 1, 2, 2]
    assert "pages" not in document.to_dict()


def test_a_moment_holds_the_records_of_all_documents_and_their_fingerprint(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    assert registry.moment().fingerprint == registry.fingerprint()
    registry.add([(replace(RULES, id="b"), TEXT), (RULES, TEXT)])
    moment = registry.moment()
    assert moment.documents == tuple(document for document, _ in registry.items())
    assert moment.fingerprint == registry.fingerprint()


@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_texts_are_read_some_at_once_in_the_order_in_which_they_are_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("corpus.registry.AT_ONCE", at_once)
    registry = Registry(tmp_path)
    registry.add([(replace(RULES, id=name), f"{TEXT}{name}") for name in "abc"])
    wanted = registry.moment().documents[::-1]
    assert list(registry.texts(wanted)) == registry.items()[::-1]


def test_texts_that_are_gone_or_changed_are_named_after_the_others(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(replace(RULES, id=name), f"{TEXT}{name}") for name in "abc"])
    documents = registry.moment().documents
    registry.remove("a")
    with sqlite3.connect(registry.path) as connection:
        connection.execute("UPDATE documents SET text = 'x' WHERE id = 'b'")
    found = []
    with pytest.raises(RegistryError, match="a、b"):
        for document, _ in registry.texts(documents):
            found.append(document.id)
    assert found == [PLAN, "c"]
    assert registry.sound_ids() == (frozenset({PLAN, "c"}), False)


def test_all_texts_are_sound_where_none_was_changed(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    assert registry.sound_ids() == (frozenset({PLAN}), True)
    registry.add([(RULES, TEXT)], builtin=False)
    assert registry.sound_ids() == (frozenset({"a"}), True)


@pytest.mark.parametrize("meta", ["x", "[]", '{"id": "a", "pages": 3}'])
def test_a_record_that_cannot_be_read_is_an_error_of_the_registry(tmp_path: Path, meta: str) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)])
    with sqlite3.connect(registry.path) as connection:
        connection.execute("UPDATE documents SET meta = ?", (meta,))
    with pytest.raises(RegistryError):
        registry.documents()
