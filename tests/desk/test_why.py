"""«Vì sao?» at the desk: what counted, what is not known, what the runner-up lacks, and one press to teach."""

from __future__ import annotations

import re
from html import unescape

import pytest

from bot.desk.pages import markup
from bot.desk.pieces import pieces
from bot.desk.why import why
from bot.engine.dialogue import handle
from bot.engine.effects import NoteUnanswered
from bot.engine.events import Said
from bot.engine.session import Session
from bot.engine.turn import Turn
from tests.desk.conftest import AT, Desk

TRY, UNANSWERED, MIXUPS = "/desk/content/try", "/desk/unanswered", "/desk/content/mixups"
WORDS = {
    "concepts": [
        ("concept: quen", "phrases", ["quên", "quên mất", "không nhớ"]),
        ("concept: cuoi", "phrases", ["cưới"]),
    ],
    "abbreviations": [("means: mật khẩu", "typed", ["mk"])],
    "nothing": [("kind: weather", "phrases", ["hôm nay trời đẹp quá", "trời mưa to"])],
}


@pytest.fixture
def knowing(desk: Desk) -> Desk:
    """The same desk with a few word lists."""
    folder = desk.root / "faq" / "words"
    folder.mkdir()
    for name, groups in WORDS.items():
        lines = [f"- {head}\n  {key}:\n" + "".join(f"    - {one}\n" for one in listed) for head, key, listed in groups]
        (folder / f"{name}.yaml").write_text("".join(lines), "utf-8")
    desk.live.reload()
    return desk


def words(html: str) -> str:
    """What stands on the page, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


async def tried(desk: Desk, text: str) -> str:
    """The page after trying a sentence."""
    csrf = await desk.form_csrf(TRY)
    answer = await desk.page.post(TRY, data={"csrf": csrf, "text": text})
    assert answer.status_code == 200
    return answer.text


async def asked(desk: Desk, text: str) -> str:
    """A citizen asks what nobody answers; the address of its explanation."""
    await desk.store.commit("web:a", "1", 0, Turn(Session(), (), (NoteUnanswered(text, "", 0.2, AT),)), AT)
    html = (await desk.page.get(UNANSWERED)).text
    return str(re.findall(r'href="([^"]+)" data-why', html)[0])


async def test_a_tried_sentence_is_explained_in_words(knowing: Desk) -> None:
    """Verdict, share, coloured words, the idea behind them, the phrase as written and its kind, and the form's address."""
    html = await tried(knowing, "không nhớ mk vneid qwzt")
    text = words(html)
    assert "Trả lời ngay Chắc" in text
    assert re.search(r"Chắc <b>[^<]*\d%</b> là mục «Quên mật khẩu VNeID thì làm sao\?»", html)
    assert "<mark>không nhớ mk<small> (mật khẩu)</small> vneid</mark> <s>qwzt</s>" in html
    assert "«không nhớ» là quên" in text
    assert "từ trợ lý chưa biết: qwzt" in text
    assert "«Quên mật khẩu VNeID thì làm sao?» tên mục" in text
    assert '<a href="/desk/content/faq/quen_mat_khau">Quên mật khẩu VNeID thì làm sao?</a>' in html


async def test_the_runner_up_says_what_it_lacks(knowing: Desk) -> None:
    """In the words of the message, not in numbers."""
    told = why(knowing.live.current(), "quên mật khẩu vneid mức 2", AT)
    first, second = told.cases[:2]
    assert (first.id, second.id) == ("quen_mat_khau", "vneid_muc_2")
    assert first.lacks == () == first.lacks_ideas
    assert "quên mật khẩu" in " ".join(second.lacks)
    assert second.lacks_ideas == ("quên",)
    assert second.words == ("vneid mức 2",)
    assert "Không có từ «quên mật khẩu»" in words(await tried(knowing, "quên mật khẩu vneid mức 2"))


async def test_talk_beside_the_point_is_named(knowing: Desk) -> None:
    """Nobody is offered anything, and no legend explains a colour that is not there."""
    html = await tried(knowing, "hôm nay trời đẹp quá")
    text = words(html)
    assert "Không trả lời" in text
    assert "Câu này không hỏi về giấy tờ, thủ tục." in text
    assert "Giống nhất với câu" not in text
    assert 'class="mark"' not in html
    assert "tô màu" not in text


@pytest.mark.parametrize(
    "text", ["???", "zzzz qqqq", "<script>alert(1)</script>", "🙂" * 50, "mật khẩu " * 2_000, "' OR 1=1 --"]
)
async def test_any_sentence_gets_a_page(knowing: Desk, text: str) -> None:
    """Nonsense, markup, very long."""
    html = await tried(knowing, text)
    assert "<script>alert" not in html
    assert any(outcome in html for outcome in ("Trả lời ngay", "Đưa ra lựa chọn", "Đáp lời", "Không trả lời"))


@pytest.mark.parametrize(
    "text",
    ["mấy giờ ủy ban làm việc", "thứ 7 có làm không", "cho tôi gặp cán bộ", "hôm nay trời đẹp quá", "quên mật khẩu"],
)
async def test_the_page_shows_what_the_chat_says(knowing: Desk, text: str) -> None:
    """Word for word, with the buttons: the dialogue is asked, not only the matcher."""
    path = knowing.root / "faq" / "tai-khoan.yaml"
    hours = (
        "  - id: gio_lam_viec\n    question: Quầy một cửa làm việc giờ nào?\n    answer: Giờ hành chính.\n"
        "    asks:\n      - thứ 7 có làm việc không\n      - ủy ban mấy giờ mở cửa\n    tests:\n      - sáng thứ 7 mở cửa không\n"
        '    source: "Quy chế"\n    checked_on: 20/11/2026\n'
    )
    path.write_text(knowing.faq + hours, "utf-8")
    knowing.live.reload()
    turn = handle(Said(text, AT), Session(), knowing.live.current(), bytes(8))
    page = words(await tried(knowing, text))
    for message in turn.messages:
        assert words(str(markup(message.text))) in page
        assert all(choice.label in page for choice in message.choices)
    opened = turn.session.focus is not None
    assert ("Trả lời ngay" in page) is opened
    offered = any(choice.value == "f:gio_lam_viec" for message in turn.messages for choice in message.choices)
    assert ("Không trả lời" in page) is (text.startswith("hôm") and not offered)
    assert ("Gửi cán bộ" in page) is (text == "cho tôi gặp cán bộ")


async def test_trying_keeps_nothing(knowing: Desk) -> None:
    """No question, no audit line, no word in an address."""
    before = await knowing.records.audit()
    html = await tried(knowing, "số của tôi 001190012345 quên mật khẩu vneid")
    assert await knowing.records.unanswered() == ()
    assert await knowing.records.audit() == before
    shown = html[html.index("</form>", html.index('name="text"')) :]
    assert "001190012345" not in shown
    assert "001•••345" in shown
    assert (await knowing.page.get(f"{TRY}?text=quên")).text.count('class="why"') == 0


async def test_an_unanswered_question_is_explained_without_its_words_in_the_address(knowing: Desk) -> None:
    """As a page, and as the fold-out of the list; what was hidden in it does not count."""
    at = await asked(knowing, "mk vneid của số [số đã ẩn]")
    assert re.fullmatch(r"/desk/unanswered/\d+/why", at)
    page, part = (await knowing.page.get(at)).text, (await knowing.page.get(f"{at}?part=1")).text
    assert part.lstrip().startswith('<div class="why">')
    assert "<html" not in part
    assert part.strip() in page or words(part) in words(page)
    assert "<mark>mk<small> (mật khẩu)</small> vneid</mark>" in part
    assert "[số đã ẩn]" in part
    assert not re.search(r"<mark>[^<]*ẩn", part)
    assert (await knowing.page.get("/desk/unanswered/99/why")).status_code == 404


async def test_one_press_teaches_the_candidate(knowing: Desk) -> None:
    """The wording joins the entry without what was hidden, and the question leaves the list."""
    part = (await knowing.page.get(await asked(knowing, "chẳng nhớ nổi mk vneid [số đã ẩn]") + "?part=1")).text
    form = part[part.index('action="/desk/content/attach"') :].split("</form>")[0]
    sent = {name: unescape(text) for name, text in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
    assert (sent["kind"], sent["id"]) == ("faq", "quen_mat_khau")
    answer = await knowing.page.post("/desk/content/attach", data=sent)
    assert answer.headers["location"] == "/desk/unanswered?done=asked"
    assert knowing.live.current().catalogue.faq["quen_mat_khau"].asks[-1] == "chẳng nhớ nổi mk vneid"
    assert await knowing.records.unanswered() == ()
    assert "đã có câu này" in await tried(knowing, "chẳng nhớ nổi mk vneid")


async def test_teaching_from_the_box_comes_back_to_it(knowing: Desk) -> None:
    """And only to addresses of ours."""
    for back, location in (("try", TRY), ("https://elsewhere.test", UNANSWERED)):
        sent = {"csrf": await knowing.form_csrf(TRY), "kind": "faq", "id": "quen_mat_khau", "back": back}
        answer = await knowing.page.post("/desk/content/attach", data={**sent, "text": f"lỡ quên mk rồi {len(back)}"})
        assert answer.headers["location"] == f"{location}?done=asked", answer.text


async def test_the_teaching_page_explains_too(knowing: Desk) -> None:
    """Folded, above the entries to choose from."""
    html = (await knowing.page.get("/desk/content/teach?text=mk vneid")).text
    assert '<details class="panel fold">' in html
    assert "<mark>mk<small> (mật khẩu)</small> vneid</mark>" in html


async def test_the_simulator_explains_questions(knowing: Desk) -> None:
    """With the unsaved entry, without a form inside the form."""
    url = "/desk/content/faq/vneid_muc_2"
    form = {**await knowing.form(url), "asks": "đổi máy điện thoại thì cài lại thế nào"}
    inputs = '[{"kind": "say", "text": "đổi máy điện thoại cài lại"}]'
    played = (await knowing.page.post(f"{url}/simulate", data={**form, "inputs": inputs})).text
    assert "<summary>Vì sao?</summary>" in played
    assert "«đổi máy điện thoại thì cài lại thế nào»" in words(played)
    assert "<form" not in played


async def test_who_may_see_what(knowing: Desk) -> None:
    """Those who may not edit read the reasons, without links and buttons to the forms."""
    at = await asked(knowing, "mk vneid là gì")
    for role, status in (("officer", 403), ("leader", 403), ("admin", 200)):
        page = await knowing.signed_in(role)
        html = (await page.get(at)).text
        assert "Từ được tính" in html
        assert ("/desk/content/faq" in html, "/desk/content/attach" in html) == (status == 200, status == 200)
        for address in (TRY, MIXUPS):
            assert (await page.get(address)).status_code == status, (role, address)
    knowing.page.cookies.clear()
    for address in (at, TRY, MIXUPS):
        assert (await knowing.page.get(address)).headers["location"].startswith("/desk/sign-in")


async def test_entries_that_confuse_each_other_are_paired(knowing: Desk) -> None:
    """Both linked, with the question, its owner and whether it still goes right; found anew when the content changes."""
    assert "Không cặp mục nào dễ nhầm." in words((await knowing.page.get(MIXUPS)).text)
    path = knowing.root / "faq" / "tai-khoan.yaml"
    stolen = "      - định danh mức 2 làm chỗ nào\n"
    path.write_text(knowing.faq.replace(stolen, stolen + "      - quên mất mật khẩu vneid rồi tôi ơi\n"), "utf-8")
    knowing.live.reload()
    html = (await knowing.page.get(MIXUPS)).text
    text = words(html)
    assert '<a href="/desk/content/faq/vneid_muc_2">' in html
    assert '<a href="/desk/content/faq/quen_mat_khau">' in html
    assert "«tôi quên mất mật khẩu vneid rồi» câu của «Quên mật khẩu VNeID thì làm sao?»" in text
    assert "đang nhầm" in text or "suýt nhầm" in text
    assert (await knowing.page.get(MIXUPS)).text == html


def test_short_forms_stand_for_their_words() -> None:
    """Each typed word beside what it was read as; a number and what was hidden stay apart."""
    read = ("em", "muốn", "làm", "giấy", "khai", "sinh", "cho", "bé", "số", "0912", "345", "678")
    cut = pieces("e mún lm gks, cho bé  số 0912 345 678 [số đã ẩn]", read)
    assert [(one.text, one.read, one.number) for one in cut] == [
        ("e", "em", False), ("mún", "muốn", False), ("lm", "làm", False), ("gks,", "giấy khai sinh", False),
        ("cho", "", False), ("bé", "", False), ("số", "", False), ("091•••678", "", True), ("[số đã ẩn]", "", True),
    ]  # fmt: skip
    assert sorted(place for one in cut for place in one.places) == list(range(len(read)))


def test_words_read_together_are_one_piece() -> None:
    """«vn eid» is one word; what the reading left out stands for nothing."""
    assert [(one.text, one.read) for one in pieces("vn eid lỗi", ("vneid", "lỗi"))] == [
        ("vn eid", "vneid"),
        ("lỗi", ""),
    ]
    assert [one.places for one in pieces("không phải, khai tử", ("khai", "tử"))] == [(), (), (0,), (1,)]
    assert pieces("", ()) == ()
