"""Documents: a file is read, checked, confirmed and registered whole, or nothing of it is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.admin.documents import listed
from assistant.admin.drafts import safe_name
from assistant.finder.validity import Validity
from assistant.finder.versions import versions
from corpus.records import Document
from corpus.registry import Registry
from tests.assistant.admin.conftest import Officer

ACT = """樊城区知识产权资助办法

第一条 为鼓励创新，制定本办法。

第二条 对获得授权的发明专利，每件资助两千元。

第三条 本办法自2025年3月1日起施行，有效期5年。

樊城区人民政府
2025年2月10日
"""
PARTS = {"published": "2025-02-10", "valid_from": "2025-03-01", "valid_to": "2030-02-28", "title": "樊城区知识产权资助办法"}


def send(officer: Officer, *files: tuple[str, str], **data: str) -> Any:
    return officer.post("/documents/upload", [("files", (name, text.encode())) for name, text in files], **data)


def draft_of(answer: Any) -> str:
    found = re.fullmatch(r"/admin(/documents/drafts/[0-9a-f]{16})", answer.headers["location"])
    assert found
    return found.group(1)


def register(officer: Officer, name: str = "办法.txt", text: str = ACT, identifier: str = "fancheng") -> None:
    path = draft_of(send(officer, (name, text)))
    assert officer.post(path, id=identifier, **PARTS).headers["location"] == "/admin/documents?done=registered"


class TestRegistering:
    def test_what_the_text_states_is_proposed_with_its_words(self, officer: Officer) -> None:
        page = officer.get(draft_of(send(officer, ("办法.txt", ACT)))).text
        for value in PARTS.values():
            assert f'value="{value}"' in page
        assert "本办法自2025年3月1日起施行" in page and "覆盖原文 100.0%" in page

    def test_nothing_is_registered_before_it_is_confirmed(self, officer: Officer) -> None:
        send(officer, ("办法.txt", ACT))
        assert [row.builtin for row in listed(officer.desk.registry)] == [True]

    def test_what_is_confirmed_is_registered_as_it_was_corrected(self, officer: Officer) -> None:
        path = draft_of(send(officer, ("办法.txt", ACT)))
        answer = officer.post(path, id="fancheng", **PARTS | {"doc_no": "樊政发〔2025〕3号"})
        assert answer.headers["location"] == "/admin/documents?done=registered"
        document, text = officer.desk.registry.get("fancheng")
        assert (document.doc_no, document.valid_to, document.region) == ("樊政发〔2025〕3号", "2030-02-28", None)
        assert text == ACT
        assert officer.desk.registry.original("fancheng").data == ACT.encode()
        assert officer.get(path).status_code == 422  # the draft is gone

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"valid_to": "2030/2/28"}, "2030/2/28"), ({"title": ""}, "登记信息"), ({"id": "a b"}, "a b"),
            ({"supersedes": "nothing"}, "nothing"), ({"valid_to": "2024"}, "早于"), ({"id": "xiangyang_ip_145"}, "另一份文件"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_used_is_told_and_what_was_typed_is_kept(
        self, officer: Officer, change: dict[str, str], said: str
    ) -> None:
        path = draft_of(send(officer, ("办法.txt", ACT)))
        answer = officer.post(path, **{"id": "fancheng", **PARTS, "note": "我写的备注"} | change)
        assert answer.status_code == 422 and said in answer.text and "我写的备注" in answer.text
        assert [row.builtin for row in listed(officer.desk.registry)] == [True]
        assert officer.noted()[-2:] == [("王芳", "document.register"), ("王芳", "document.register.failed")]

    def test_of_several_files_the_unreadable_ones_are_told_and_the_others_wait(self, officer: Officer) -> None:
        answer = send(officer, ("一.txt", ACT), ("二.pdf", "%PDF-1.7 broken"), ("三.txt", ""))
        assert (
            answer.status_code == 422
            and "2 个文件没有收下" in answer.text
            and "一.txt" in answer.text
            and "/drafts/" not in "".join(re.findall('class="error">(.*?)<', answer.text))
        )
        assert len(re.findall("/admin/documents/drafts/", answer.text)) == 1

    def test_a_draft_can_be_dropped(self, officer: Officer) -> None:
        path = draft_of(send(officer, ("办法.txt", ACT)))
        assert officer.post(f"{path}/drop").status_code == 303
        assert officer.get(path).status_code == 422

    def test_too_large_an_upload_is_told(self, make_client: Any) -> None:
        officer = Officer(make_client(max_upload_bytes=1_048_576))
        answer = send(officer, ("big.txt", "字" * 600_000))
        assert answer.status_code == 413 and "1024 KB" in answer.text

    def test_an_upload_may_be_larger_than_a_question(self, officer: Officer) -> None:
        assert send(officer, ("long.txt", ACT + "附件 " + "字" * 300_000)).status_code == 303

    @pytest.mark.parametrize(
        ("name", "kept"),
        [("../../etc/passwd.txt", "passwd.txt"), ("C:\\a\\办法.docx", "办法.docx"), (".hidden.txt", "hidden.txt"), ("..", "file"),
         ("<script>.txt", "script_.txt"), ("甲" * 300 + ".pdf", "甲" * 50 + ".pdf")],
    )  # fmt: skip
    def test_a_name_is_no_path(self, name: str, kept: str) -> None:
        assert safe_name(name) == kept

    def test_markup_in_a_text_is_shown_as_text(self, officer: Officer) -> None:
        page = officer.get(draft_of(send(officer, ("办法.txt", ACT.replace("鼓励创新", "<script>alert(1)</script>"))))).text
        assert "<script>" not in page and "&lt;script&gt;" in page


class TestChanging:
    def test_a_record_is_changed_and_the_change_is_noted(self, officer: Officer) -> None:
        register(officer)
        assert officer.post("/documents/edit", id="fancheng", **PARTS | {"status": "已废止"}).status_code == 303
        assert officer.desk.registry.get("fancheng")[0].status == "已废止"
        assert listed(officer.desk.registry)[1].standing.validity == Validity.ENDED
        row = officer.desk.service.log.rows("admin")[-1]
        assert (row["action"], row["id"], row["document"]["status"]) == ("document.edit", "fancheng", "已废止")

    def test_a_wrong_date_is_told_and_kept_on_the_page(self, officer: Officer) -> None:
        register(officer)
        answer = officer.post("/documents/edit", id="fancheng", **PARTS | {"valid_to": "明年"})
        assert answer.status_code == 422 and 'value="明年"' in answer.text
        assert officer.desk.registry.get("fancheng")[0].valid_to == "2030-02-28"

    def test_a_built_in_one_cannot_be_changed(self, officer: Officer) -> None:
        answer = officer.post("/documents/edit", id="xiangyang_ip_145", title="别的")
        assert answer.status_code == 422 and "内置" in answer.text

    def test_a_text_is_replaced_and_the_record_stays(self, officer: Officer) -> None:
        register(officer)
        officer.post("/documents/edit", id="fancheng", **PARTS | {"note": "试行"})
        path = draft_of(send(officer, ("改正.txt", ACT.replace("两千", "三千")), replaces="fancheng"))
        page = officer.get(path).text
        assert "将替换“fancheng”" in page and "试行" in page
        assert officer.post(path, **PARTS | {"note": "试行"}).status_code == 303
        document, text = officer.desk.registry.get("fancheng")
        assert "三千元" in text and "两千" not in text and document.note == "试行"

    def test_removing_wants_the_id(self, officer: Officer) -> None:
        register(officer)
        answer = officer.post("/documents/remove", id="fancheng", confirm="fanchen")
        assert answer.status_code == 422 and officer.desk.registry.find("fancheng")
        assert officer.post("/documents/remove", id="fancheng", confirm="fancheng").status_code == 303
        assert officer.desk.registry.find("fancheng") is None
        assert officer.noted()[-1] == ("王芳", "document.remove")

    def test_versions_are_compared(self, officer: Officer) -> None:
        register(officer)
        path = draft_of(send(officer, ("新.txt", ACT.replace("两千", "三千").replace("2025年3月", "2026年3月"))))
        officer.post(path, id="fancheng_2", **PARTS | {"valid_from": "2026-03-01", "valid_to": "", "supersedes": "fancheng"})
        assert "compare?old=fancheng&amp;new=fancheng_2" in officer.get("/documents/edit?id=fancheng_2").text
        page = officer.get("/documents/compare?old=fancheng&new=fancheng_2").text
        assert "<del>两</del>" in page or "<del>两千</del>" in page


def test_versions_follow_each_other_also_in_a_circle() -> None:
    held = {d.id: d for d in (Document("a", "甲", superseded_by="b"), Document("b", "乙", supersedes="a", superseded_by="a"))}
    assert [document.id for document in versions(held["b"], held)] == ["a", "b"]


def test_the_index_of_the_data_folder_is_told_to_be_built_once(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    tended: list[float] = []
    monkeypatch.setattr("assistant.generations.Builder.tend", lambda _, now: tended.append(now))
    assert officer.post("/documents/rebuild").headers["location"] == "/admin/documents?done=building" and len(tended) == 1
    monkeypatch.setattr("assistant.admin.document_routes.is_building", lambda _: True)
    assert officer.post("/documents/rebuild").status_code == 422 and len(tended) == 1


def test_registering_changes_other_records_in_the_same_transaction(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.put(Document("old", "旧"), "旧的文字")
    with pytest.raises(Exception, match="no text"):
        registry.put(Document("new", "新"), "新的文字", describing=_Failing())
    assert registry.find("new") is None


class _Failing:
    """Records that cannot be read."""

    def __iter__(self) -> Iterator[Document]:
        raise ValueError("no text")
