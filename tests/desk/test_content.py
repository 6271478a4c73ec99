"""Editing content at the desk: only what the form changed changes, with its author, and it can be taken back."""

from __future__ import annotations

import json
import re

import pytest

from bot.desk import fields
from bot.desk.entries import slug
from bot.desk.pages import markup
from bot.engine.dialogue import handle
from bot.engine.effects import NoteUnanswered
from bot.engine.events import Chose
from bot.engine.session import Session
from bot.engine.turn import Turn
from tests.desk.conftest import AT, FAQ, Desk

URL = "/desk/content/faq/vneid_muc_2"
NATIONAL = [
    {
        "code": "1.009999", "title": "Cấp chứng chỉ hành nghề thú y", "plain": "Cấp chứng chỉ hành nghề thú y",
        "kind": "imported", "field": "Thú y", "level": ["xã"], "purpose": "Cấp chứng chỉ", "decides": "Xã",
        "channels": [{"kind": "counter", "where": "Một cửa"}],
        "source": {"decision": "QĐ 1", "checked_on": "2026-11-20"},
    }
]  # fmt: skip


async def test_browse_finds_by_words_without_marks(desk: Desk) -> None:
    """An editor types as everybody does."""
    html = (await desk.page.get("/desk/content?q=quen mat khau")).text
    assert "quen_mat_khau" in html
    assert "vneid_muc_2" not in html


async def test_opening_and_reviewing_unchanged_changes_nothing(desk: Desk) -> None:
    """The form holds exactly what the file says."""
    for url in (URL, "/desk/content/procedure/1.000894"):
        answer = await desk.page.post(url, data={**await desk.form(url), "action": "save"})
        assert "Chưa có gì thay đổi" in answer.text
    assert desk.faq == FAQ


async def test_saving_changes_only_the_lines_of_the_field(desk: Desk) -> None:
    """Comments, order and the other entry stay as they were."""
    form = {**await desk.form(URL), "asks": "định danh mức 2 làm chỗ nào\nlàm tài khoản mức hai"}
    review = await desk.page.post(URL, data={**form, "action": "review"})
    assert "Lưu và công bố" in review.text
    assert "làm tài khoản mức hai" in review.text
    assert desk.faq == FAQ
    saved = await desk.page.post(URL, data={**form, "action": "save", "note": "dân hỏi"})
    assert saved.headers["location"] == f"{URL}?done=saved"
    line = "      - định danh mức 2 làm chỗ nào\n"
    assert desk.faq == FAQ.replace(line, line + "      - làm tài khoản mức hai\n")
    assert desk.live.current().catalogue.faq["vneid_muc_2"].asks[-1] == "làm tài khoản mức hai"
    versions = await desk.records.versions("faq/tai-khoan.yaml")
    assert [(one.author, one.note) for one in versions] == [
        ("bien-tap", "vneid_muc_2: dân hỏi"),
        ("", "Bản trước khi sửa trên bàn làm việc"),
    ]
    assert (await desk.records.audit())[0].action == "content_save"


async def test_errors_are_shown_at_their_field_and_not_saved(desk: Desk) -> None:
    """While typing as JSON, and again when somebody saves anyway."""
    form = {**await desk.form(URL), "checked_on": "32/13/2026"}
    found = (await desk.page.post(f"{URL}/check", data=form)).json()
    assert found["sound"] is False
    assert [one["severity"] for one in found["fields"]["checked_on"]] == ["error"]
    saved = await desk.page.post(URL, data={**form, "action": "save"})
    assert saved.status_code == 422
    assert desk.faq == FAQ


async def test_what_is_not_written_is_said_at_its_field(desk: Desk) -> None:
    """Red, described and with the cursor, in the words of the form; the same while typing."""
    form = {**await desk.form(URL), "question": "", "tests": ""}
    found = (await desk.page.post(f"{URL}/check", data=form)).json()
    assert found["fields"] == {"question": [{"sentence": "Chưa ghi Câu hỏi.", "severity": "error"}]}
    html = (await desk.page.post(URL, data={**form, "action": "review"})).text
    assert re.search(
        r'<input id="question"[^>]* aria-describedby="question-help question-issues"[^>]* autofocus>', html
    )
    assert 'id="question-issues"><span class="issue error">Chưa ghi Câu hỏi.</span>' in html
    assert html.count('aria-invalid="true"') == 1


async def test_no_key_of_a_file_is_said_to_staff(desk: Desk) -> None:
    """Whatever is emptied: the sentence stands at a field of the form and names none by its key."""
    url, keys = "/desk/content/procedure/1.000894", re.compile("«[a-z_]+»")
    whole = await desk.form(url)
    for name, at in (
        ("plain", "plain"),
        ("purpose", "purpose"),
        ("source.decision", "source.decision"),
        ("tests", "tests"),
    ):
        found = (await desk.page.post(f"{url}/check", data={**whole, name: ""})).json()["fields"]
        assert at in found, (name, found)
        assert not keys.search(str(found)), found
    found = (await desk.page.post(f"{url}/check", data={**whole, "fees.0.rule": "", "channels.0.where": ""})).json()[
        "fields"
    ]
    assert found["fees.0.rule"][0]["sentence"] == "Chưa ghi Cách quy định."
    assert found["channels.0.where"][0]["sentence"] == "Chưa ghi Nộp ở đâu."
    found = (await desk.page.post(f"{url}/check", data={**whole, "fees.0.label": ""})).json()["fields"]
    assert found == {"fees.0.label": [{"sentence": "Chưa ghi Khoản thu.", "severity": "error"}]}
    html = (await desk.page.post(url, data={**whole, "fees.0.label": "", "action": "review"})).text
    assert re.search(r'<input id="fees.0.label"[^>]* class="wrong" aria-invalid="true" autofocus>', html)
    without = {name: text for name, text in whole.items() if not name.startswith("fees.")} | {"fees.count": "1"}
    found = (await desk.page.post(f"{url}/check", data=without)).json()["fields"]
    assert "Chưa ghi phí" in found["fees"][0]["sentence"]
    html = (await desk.page.post(url, data={**without, "action": "review"})).text
    assert '<section class="panel wrong" id="fees" tabindex="-1" autofocus>' in html


async def test_preview_of_a_procedure_is_the_citizens_card(desk: Desk) -> None:
    """Word for word what the chat says, also for what is not saved yet, with its buttons."""
    url = "/desk/content/procedure/1.000894"
    turn = handle(Chose("p:1000894", AT), Session(), desk.live.current(), bytes(8))
    card = str(markup(turn.messages[0].text))
    assert card in (await desk.page.get(url)).text
    form = {**await desk.form(url), "purpose": "Để thành vợ chồng."}
    preview = (await desk.page.post(f"{url}/check", data=form)).json()["preview"]
    assert "Để thành vợ chồng." in preview
    assert "<li>Làm từng bước</li>" in preview


async def test_rows_and_labels_say_what_they_are(desk: Desk) -> None:
    """Two ways of submitting at one place differ in their heading; a limit's number is called one."""
    html = (await desk.page.get("/desk/content/procedure/1.000894")).text
    headings = re.findall("<summary>(.*?)</summary>", html)
    assert any(one.startswith("Trực tiếp: ") for one in headings)
    assert any(one.startswith("Bưu chính: ") for one in headings)
    assert ">Số<" not in html
    assert "Thời hạn: đơn vị" in html


async def test_preview_shows_the_unsaved_answer_safely(desk: Desk) -> None:
    """Markup is rendered, tags are shown."""
    form = {**await desk.form(URL), "answer": "Nói **rõ** <img src=x onerror=alert(1)>"}
    preview = (await desk.page.post(f"{URL}/check", data=form)).json()["preview"]
    assert "<strong>rõ</strong>" in preview
    assert "<img" not in preview


async def test_simulator_answers_from_unsaved_text(desk: Desk) -> None:
    """And nothing is stored of it."""
    form = {**await desk.form(URL), "answer": "Câu trả lời chưa lưu."}
    played = await desk.page.post(f"{URL}/simulate", data={**form, "inputs": "[]"})
    assert "Câu trả lời chưa lưu." in played.text
    typed = json.dumps([{"kind": "say", "text": "cảm ơn <b>"}, {"kind": "fly", "text": "x"}, 7])
    again = await desk.page.post(f"{URL}/simulate", data={**form, "inputs": typed})
    assert "cảm ơn &lt;b&gt;" in again.text
    assert desk.faq == FAQ


async def test_somebody_elses_save_is_not_overwritten(desk: Desk) -> None:
    """The second one is told, and keeps what was typed."""
    mine = {**await desk.form(URL), "answer": "Của tôi.", "action": "save"}
    theirs = {**await desk.form(URL), "source": "Nghị định khác", "action": "save"}
    await desk.page.post(URL, data=theirs)
    answer = await desk.page.post(URL, data=mine)
    assert answer.status_code == 422
    assert "Người khác vừa lưu" in answer.text
    assert "Của tôi." in answer.text
    assert "Của tôi." not in desk.faq


async def test_undo_takes_one_entry_back_and_leaves_its_neighbour(desk: Desk) -> None:
    """Another entry of the same file was edited in between."""
    await desk.page.post(URL, data={**await desk.form(URL), "answer": "Sai mất rồi.", "action": "save"})
    other = "/desk/content/faq/quen_mat_khau"
    await desk.page.post(other, data={**await desk.form(other), "answer": "Gọi 1900 0368.", "action": "save"})
    history = (await desk.page.get(f"{URL}/history")).text
    number = re.findall(r'name="number" value="(\d+)"', history)[-1]
    csrf = re.findall(r'name="csrf" value="(\w+)"', history)[0]
    undone = await desk.page.post(f"{URL}/undo", data={"csrf": csrf, "number": number})
    assert undone.headers["location"] == f"{URL}?done=undone"
    assert desk.live.current().catalogue.faq["vneid_muc_2"].answer.startswith("Anh/chị đến công an")
    assert desk.live.current().catalogue.faq["quen_mat_khau"].answer == "Gọi 1900 0368."
    assert "# hỏi nhiều nhất" in desk.faq


async def test_procedure_facts_are_edited_in_rows(desk: Desk) -> None:
    """A new fee, a document's note; the form's questions and the conditions stay."""
    url = "/desk/content/procedure/1.000894"
    before = desk.live.current().catalogue.procedures["1.000894"]
    form, last = await desk.form(url), len(before.fees)
    row = {"label": "Bản sao thêm", "rule": "amount", "amount": "8000", "source": "Thông tư 281/2016/TT-BTC"}
    form |= {f"fees.{last}.{key}": value for key, value in row.items()}
    form |= {"documents.0.note": "Ghi chú mới.", "action": "save"}
    saved = await desk.page.post(url, data=form)
    assert saved.status_code == 303, saved.text
    after = desk.live.current().catalogue.procedures["1.000894"]
    assert (after.fees[-1].label, after.fees[-1].amount) == ("Bản sao thêm", 8000)
    assert after.documents[0].note == "Ghi chú mới."
    assert [one.when for one in after.documents] == [one.when for one in before.documents]
    assert after.questions == before.questions


async def test_form_is_drawn_from_unsaved_text(desk: Desk) -> None:
    """The picture names the procedure as the form does."""
    url = "/desk/content/procedure/1.000894"
    drawn = await desk.page.post(f"{url}/graph", data={**await desk.form(url), "plain": "Cưới xin"})
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "Cưới xin" in drawn.text


async def test_stealing_a_neighbours_question_is_shown_before_saving(desk: Desk) -> None:
    """The golden question that would flip is named."""
    form = {**await desk.form(URL), "asks": "tôi quên mất mật khẩu vneid\nquên mất mật khẩu\nmật khẩu vneid quên rồi"}
    form |= {"question": "Tôi quên mất mật khẩu VNeID rồi thì làm sao?", "action": "review"}
    answer = (await desk.page.post(URL, data=form)).text
    assert "sẽ thành sai" in answer or "trùng" in answer
    assert desk.faq == FAQ


async def test_unanswered_question_becomes_a_wording_with_one_press(desk: Desk) -> None:
    """And leaves the list."""
    noted = NoteUnanswered("đăng ký định danh cấp độ hai chỗ nào", "", 0.2, AT)
    await desk.store.commit("web:a", "1", 0, Turn(Session(), (), (noted,)), AT)
    html = (await desk.page.get("/desk/unanswered")).text
    teach = html[html.index("/desk/content/teach") :].split('"')[0].replace("&amp;", "&")
    page = (await desk.page.get(teach)).text
    csrf = re.findall(r'name="csrf" value="(\w+)"', page)[0]
    sent = await desk.page.post(
        "/desk/content/attach",
        data={"csrf": csrf, "ids": "1", "text": noted.text, "kind": "faq", "id": "vneid_muc_2"},
    )
    assert sent.headers["location"] == "/desk/unanswered?done=asked"
    assert noted.text in desk.live.current().catalogue.faq["vneid_muc_2"].asks
    assert await desk.records.unanswered() == ()


async def test_national_data_is_not_taught_but_written_anew(desk: Desk) -> None:
    """The nearest entry is imported: no button that leads nowhere, and the tab of the breadcrumb."""
    records = desk.root / "national.json"
    records.write_text(json.dumps(NATIONAL, ensure_ascii=False), "utf-8")
    desk.live.reload()
    html = (await desk.page.get("/desk/content/teach?ids=1&text=xin cấp chứng chỉ hành nghề thú y")).text
    near = html[html.index("Câu này hỏi về mục nào") : html.index("Tìm mục khác")]
    assert "chứng chỉ hành nghề thú y" in near
    assert "/desk/content/procedure/1.009999" not in near
    assert 'value="1.009999"' not in near
    found = re.search(r'Dữ liệu quốc gia, không sửa được; <a href="([^"]+)">soạn mục hỏi đáp mới</a>', near)
    assert found is not None
    assert 'value="xin cấp chứng chỉ hành nghề thú y"' in (await desk.page.get(found[1].replace("&amp;", "&"))).text
    assert '<a href="/desk/unanswered" aria-current="page">' in html
    assert '<a href="/desk/content" aria-current="page">' not in html


async def test_new_entry_is_added_at_the_end_of_its_topic(desk: Desk) -> None:
    """From a question, with an id made of its words."""
    url = "/desk/content/new?question=Đổi số điện thoại VNeID thế nào?"
    form = await desk.form(url)
    form |= {"topic": "Tài khoản điện tử", "answer": "Ra công an xã.", "tests": "doi sim thi doi vneid sao"}
    form |= {"asks": "đổi sim điện thoại vneid", "source": "Nghị định 69/2024/NĐ-CP", "action": "save"}
    made = slug("Đổi số điện thoại VNeID thế nào?")
    saved = await desk.page.post(f"/desk/content/faq/{made}", data=form)
    assert saved.status_code == 303, saved.text
    assert desk.faq.startswith(FAQ.rstrip("\n"))
    assert desk.live.current().catalogue.faq[made].answer == "Ra công an xã."


async def test_vanished_file_is_said_in_words(desk: Desk) -> None:
    """Somebody moved the folder away under the form."""
    form = {**await desk.form(URL), "answer": "Khác.", "action": "save"}
    (desk.root / "faq").rename(desk.root / "away")
    answer = await desk.page.post(URL, data=form)
    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.text


@pytest.mark.parametrize("path", ["faq/khong_co", "procedure/9.999999", "faq/../../etc", "xyz/abc"])
async def test_unknown_entries_are_not_found(desk: Desk, path: str) -> None:
    """Whatever the address says."""
    assert (await desk.page.get(f"/desk/content/{path}")).status_code == 404


def test_form_round_trip_keeps_what_it_does_not_show() -> None:
    """Conditions of documents and unknown keys survive; a dropped row goes."""
    data: fields.Data = {
        "plain": "A",
        "documents": [{"id": "a", "name": "Giấy A", "when": {"x": "co"}}, {"id": "b", "name": "Giấy B"}],
    }
    given = {
        "plain": " A ", "documents.count": "3", "documents.0.row": "0", "documents.0.name": "Giấy A mới",
        "documents.1.row": "1", "documents.1.drop": "1", "documents.2.name": "",
    }  # fmt: skip
    new = fields.filled("procedure", data, given.get)
    assert new == {"plain": "A", "documents": [{"id": "a", "name": "Giấy A mới", "when": {"x": "co"}}]}
    assert data["documents"][0]["name"] == "Giấy A"
    assert ("Giấy tờ, dòng 1: Tên giấy tờ", "Giấy A", "Giấy A mới") in fields.differences("procedure", data, new)
