"""The Telegram channel against a Bot API server on loopback, with the real runner and the real store."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
import structlog
from PIL import Image
from starlette.applications import Starlette

from bot.channels.telegram import TelegramChannel, TokenRefused
from bot.channels.telegram.incoming import COMMANDS
from bot.engine import commands
from bot.engine.events import Chose, Event, Said, Started, StatusChanged, Uploaded
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Attachment, Choice, Message, Progress
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.runner import Runner
from bot.storage import schema
from bot.storage.database import Database, open_database
from bot.storage.store import Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault
from tests.channels import fake_bot_api as fake
from tests.nothing_known import KNOWLEDGE

TOKEN = fake.TOKEN
SECRET = "mot-bi-mat-du-dai-cho-webhook-0123"
HOOK = "https://example.invalid/telegram/nhan"


def echo(event: Event, session: Session, knowledge: Knowledge, entropy: bytes) -> Turn:
    """Answers with the number of the turn and what was understood; a few words have answers of their own."""
    session = replace(session, misses=session.misses + 1)
    match event:
        case Said(text="nút"):
            choices = (Choice("1", "v:1"), Choice("2", "v:2"), Choice("Một lựa chọn dài hơn cả một hàng nút", "v:3"))
            message = Message("**Chọn** nhé\n\n- một\n- hai", choices, "question", Progress(3, 8))
        case Said(text="dài"):
            message = Message("\n\n".join(f"Đoạn {n}. " + "chữ " * 200 for n in range(12)), (Choice("Xong", "v:x"),))
        case Said(text="phiếu"):
            message = Message("Phiếu đây", attachments=(Attachment("phieu.txt", "Phiếu chuẩn bị\n"),))
        case Said(text="hai câu"):
            return Turn(session, (Message("câu một"), Message("câu hai")))
        case Said(text=text):
            message = Message(f"{session.misses}: {text}")
        case Chose(value=value):
            message = Message(f"{session.misses}: nút {value}")
        case Started(payload=payload):
            message = Message(f"{session.misses}: chào {payload}")
        case Uploaded() as upload:
            message = Message(f"{session.misses}: tệp {upload.name} {upload.size} {upload.problem}")
        case StatusChanged(status=status):
            message = Message(f"trạng thái {status}")
        case _:
            message = Message("?")
    return Turn(session, (message,))


@dataclass
class Town:
    """A server, a store, and channels that come and go."""

    api: Any
    runner: Runner
    database: Database
    running: list[tuple[TelegramChannel, asyncio.Task[None]]]

    def channel(self, **settings: Any) -> TelegramChannel:
        return TelegramChannel(self.runner, TOKEN, self.api.url, **settings)

    async def open(self, **settings: Any) -> TelegramChannel:
        channel = self.channel(**settings)
        self.running.append((channel, asyncio.create_task(channel.run())))
        await self.api.until(lambda: self.api.named("setMyCommands"))
        return channel

    async def close(self) -> None:
        for channel, task in self.running:
            await channel.stop()
            with contextlib.suppress(TokenRefused):
                await task
        self.running.clear()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """One chat server and one installation without any channel yet."""
    api = fake.FakeBotApi()
    await api.start()
    database = open_database(f"sqlite:///{tmp_path / 'motcua.db'}")
    await schema.upgrade(database)
    store = Store(database, Vault(["a key for the tests only"]))
    town = Town(api, Runner(store, lambda: KNOWLEDGE, decide=echo), database, [])
    yield town
    await town.close()
    await database.close()
    await api.stop()


async def answered(town: Town, chat: int, count: int = 1) -> list[str]:
    await town.api.until(lambda: len(town.api.sent(chat)) >= count)
    texts: list[str] = town.api.texts(chat)
    return texts


async def test_a_message_is_stored_handled_answered_and_confirmed(town: Town) -> None:
    await town.open()
    update = await town.api.say(7, "xin chào")
    assert await answered(town, 7) == ["1: xin chào"]
    await town.api.until(lambda: town.api.confirmed >= update["update_id"])
    assert await town.runner.undelivered("telegram") == ()


async def test_each_chat_keeps_its_order_while_chats_run_side_by_side(town: Town) -> None:
    await town.open()
    for number in range(8):
        for chat in range(1, 6):
            await town.api.say(chat, f"t{number}")
    for chat in range(1, 6):
        assert await answered(town, chat, 8) == [f"{number + 1}: t{number}" for number in range(8)]


async def test_the_same_update_twice_acts_once(town: Town) -> None:
    await town.open()
    update = await town.api.say(7, "một lần")
    await answered(town, 7)
    await town.api.put_again(update)
    await town.api.say(7, "lần sau")
    assert await answered(town, 7, 2) == ["1: một lần", "2: lần sau"]


async def test_what_was_stored_before_a_crash_is_handled_first(town: Town) -> None:
    """Confirmed to the platform, stored, and then the process died before the turn."""
    raws = [
        (str(number), json.dumps({"update_id": number, "message": town.api.written(7, text=f"cũ {number}")}).encode())
        for number in (1, 2, 3)
    ]
    await town.runner.store.keep_updates("telegram", raws, town.runner.clock())
    await town.api.say(7, "mới")
    await town.open()
    assert await answered(town, 7, 4) == ["1: cũ 1", "2: cũ 2", "3: cũ 3", "4: mới"]
    await town.close()
    assert await town.runner.store.pending_updates("telegram") == ()


async def test_what_was_said_but_not_sent_before_a_crash_is_sent_at_the_start(town: Town) -> None:
    await town.runner.handle("telegram:7", "telegram:1", Said("hai câu", town.runner.clock()))
    await town.runner.store.release()
    await town.open()
    assert await answered(town, 7, 2) == ["câu một", "câu hai"]


async def test_nothing_is_lost_and_nothing_doubled_over_restarts(town: Town) -> None:
    for round_ in range(3):
        for chat in range(1, 11):
            await town.api.say(chat, f"r{round_}")
        await town.open()
        await town.api.until(lambda: len(town.api.sent()) >= 3)
        await town.close()
        town.api.calls = [call for call in town.api.calls if call.method == "sendMessage"]
    await town.open()
    for chat in range(1, 11):
        assert await answered(town, chat, 3) == ["1: r0", "2: r1", "3: r2"]


async def test_a_kill_loses_nothing(town: Town, tmp_path: Path) -> None:
    """A process of its own is killed in the middle; the next one carries on, each turn exactly once."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.channels.telegram_child",
        town.api.url,
        str(tmp_path / "motcua.db"),
        cwd=Path(__file__).parents[2],
    )
    try:
        await town.api.until(lambda: town.api.named("getUpdates"), 60)
        for number in range(3):
            for chat in range(1, 31):
                await town.api.say(chat, f"t{number}")
        await town.api.until(lambda: len(town.api.sent()) >= 20)
    finally:
        child.send_signal(signal.SIGKILL)
        await child.wait()
    await town.runner.store.release()
    await town.open()
    expected = ["1: t0", "2: t1", "3: t2"]
    await town.api.until(lambda: all(set(expected) <= set(town.api.texts(chat)) for chat in range(1, 31)))
    for chat in range(1, 31):
        texts = town.api.texts(chat)
        assert expected == sorted(set(texts))
        assert len(texts) <= 4, "at most one message twice"


async def test_every_tap_is_acknowledged_and_means_its_value(town: Town) -> None:
    await town.open()
    update = await town.api.tap(7, "a:d1:sex:nam")
    assert await answered(town, 7) == ["1: nút a:d1:sex:nam"]
    await town.api.until(lambda: town.api.named("answerCallbackQuery"))
    assert town.api.named("answerCallbackQuery")[0]["callback_query_id"] == update["callback_query"]["id"]


async def test_a_tap_too_old_to_acknowledge_still_counts(town: Town) -> None:
    town.api.faults["answerCallbackQuery"].append(fake.refusal(400, "Bad Request: query is too old"))
    await town.open()
    await town.api.tap(7, "v:1")
    assert await answered(town, 7) == ["1: nút v:1"]


async def test_markup_buttons_and_progress(town: Town) -> None:
    await town.open()
    await town.api.say(7, "nút")
    await answered(town, 7)
    sent = town.api.sent(7)[0]
    assert sent["text"] == "<i>Bước 3/8</i>\n<b>Chọn</b> nhé\n\n• một\n• hai"
    assert sent["parse_mode"] == "HTML"
    assert sent["link_preview_options"] == {"is_disabled": True}
    rows = sent["reply_markup"]["inline_keyboard"]
    assert [[one["callback_data"] for one in row] for row in rows] == [["v:1", "v:2"], ["v:3"]]


async def test_long_texts_are_cut_between_paragraphs(town: Town) -> None:
    await town.open()
    await town.api.say(7, "dài")
    await town.api.until(lambda: any("reply_markup" in one for one in town.api.sent(7)))
    sent = town.api.sent(7)
    assert len(sent) > 1
    assert all(len(one["text"].encode("utf-16-le")) // 2 <= 4096 for one in sent)
    assert [("reply_markup" in one) for one in sent] == [False] * (len(sent) - 1) + [True]
    assert all(one["text"].startswith("Đoạn ") for one in sent)


async def test_attachments_are_sent_as_documents(town: Town) -> None:
    await town.open()
    await town.api.say(7, "phiếu")
    await town.api.until(lambda: town.api.named("sendDocument"))
    document = town.api.named("sendDocument")[0]["document"]
    assert document == {"filename": "phieu.txt", "content": "Phiếu chuẩn bị\n".encode()}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/start", "1: chào"),
        ("/start p_1001193", "1: chào p_1001193"),
        ("/start@MOTCUA_thu_bot f_le_phi", "1: chào f_le_phi"),
        ("/hoso", "1: hồ sơ của tôi"),
        ("/danhgia", "1: đánh giá"),
        ("/canbo", "1: gặp cán bộ"),
        ("/dulieu", "1: tôi đã cho gì"),
        ("/huy", "1: hủy hồ sơ"),
        ("/trogiup", "1: trợ giúp"),
        ("/timkiem làm giấy khai sinh", "1: làm giấy khai sinh"),
        ("/timkiem", "1: /timkiem"),
        ("/la_gi day", "1: /la_gi day"),
    ],
)
async def test_commands_and_deep_links(town: Town, text: str, answer: str) -> None:
    await town.open()
    await town.api.say(7, text)
    assert await answered(town, 7) == [answer]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "start"])
async def test_the_engine_understands_every_command(town: Town, name: str) -> None:
    """The channel and the engine name the same things."""
    await town.open()
    await town.api.say(7, f"/{name}")
    assert commands.read((await answered(town, 7))[0].removeprefix("1: ")) is not None


async def test_the_command_menu_is_set(town: Town) -> None:
    await town.open()
    menu = [one["command"] for one in town.api.named("setMyCommands")[0]["commands"]]
    assert menu == ["start", "timkiem", "hoso", "danhgia", "canbo", "dulieu", "huy", "trogiup"]


def photo() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(kept, "JPEG")
    return kept.getvalue()


async def test_an_album_is_fetched_photo_by_photo_in_order(town: Town) -> None:
    picture = photo()
    for name in ("a", "b"):
        town.api.files[name] = picture
    await town.open()
    for name in ("a", "b"):
        sizes = [
            {"file_id": "small", "file_unique_id": "s", "width": 4, "height": 3, "file_size": 10},
            {"file_id": name, "file_unique_id": name, "width": 40, "height": 30, "file_size": len(picture)},
        ]
        await town.api.message(7, photo=sizes, media_group_id="g")
    texts = await answered(town, 7, 2)
    assert [text.partition(" ")[0] for text in texts] == ["1:", "2:"]
    assert all(text.endswith(f" {len(picture)}") for text in texts)
    assert [one["path"] for one in town.api.named("download")] == ["f/a", "f/b"]
    assert town.api.named("sendChatAction")


@pytest.mark.parametrize(
    ("size", "content", "problem"),
    [(25 * 1024 * 1024, b"", "too_large"), (0, b"", "empty"), (12, b"no picture..", "type")],
)
async def test_files_that_cannot_be_taken_name_their_problem(
    town: Town, size: int, content: bytes, problem: str
) -> None:
    town.api.files["d"] = content
    await town.open()
    document = {"file_id": "d", "file_unique_id": "d", "file_name": "đơn.pdf", "mime_type": "application/pdf"}
    await town.api.message(7, document={**document, "file_size": size})
    texts = await answered(town, 7)
    assert texts[0].startswith("1: tệp đơn.pdf")
    assert texts[0].endswith(problem)
    assert bool(town.api.named("getFile")) == (problem != "too_large")


async def test_a_file_the_platform_says_is_too_big(town: Town) -> None:
    town.api.faults["getFile"].append(fake.refusal(400, "Bad Request: file is too big"))
    await town.open()
    await town.api.message(7, document={"file_id": "d", "file_unique_id": "d", "file_name": "a.pdf"})
    assert (await answered(town, 7))[0].endswith("too_large")


async def test_a_shared_contact_is_a_typed_number(town: Town) -> None:
    await town.open()
    await town.api.message(7, contact={"phone_number": "84912345678", "first_name": "Hòa", "user_id": 7})
    assert await answered(town, 7) == ["1: +84912345678"]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, "tin nhắn thoại"),
        ({"location": {"latitude": 20.9, "longitude": 105.8}}, "ghi địa chỉ bằng chữ"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "nhắn câu hỏi bằng chữ"),
        ({"video_note": {"file_id": "v", "file_unique_id": "v", "length": 9, "duration": 3}}, "chưa xem được video"),
    ],
)
async def test_what_cannot_be_read_gets_a_kind_sentence(town: Town, content: dict[str, Any], part: str) -> None:
    await town.open()
    await town.api.message(7, **content)
    assert part in (await answered(town, 7))[0]


async def test_an_edited_message_changes_nothing(town: Town) -> None:
    await town.open()
    await town.api.put({"edited_message": town.api.written(7, text="sửa rồi", edit_date=1_795_000_001)})
    await town.api.say(7, "tiếp")
    first, second = await answered(town, 7, 2)
    assert "tin nhắn mới" in first
    assert second == "1: tiếp"


async def test_in_a_group_only_a_link_to_the_private_chat(town: Town) -> None:
    await town.open()
    await town.api.message(-5, kind="supergroup", text="chuyện riêng của nhóm")
    await town.api.message(-5, kind="supergroup", text="/start@motcua_thu_bot p_1001193")
    await town.api.message(-5, kind="supergroup", text=f"@{fake.BOT} số của tôi là 001199012345")
    await town.api.tap(-5, "v:1", kind="supergroup")
    texts = await answered(town, -5, 3)
    assert all("https://t.me/motcua_thu_bot" in text for text in texts)
    assert "?start=p_1001193" in texts[0]
    await town.api.until(lambda: town.api.named("answerCallbackQuery"))
    assert await town.runner.missed("telegram:-5", 0) == ()


async def test_updates_of_unknown_shapes_do_not_hold_up_others(town: Town) -> None:
    await town.open()
    await town.api.put({"something_new": {"a": 1}})
    await town.api.put({"message": {"message_id": "not a number"}})
    await town.api.message(7, pinned_message=town.api.written(7, text="ghim"))
    await town.api.say(7, "vẫn chạy")
    assert await answered(town, 7) == ["1: vẫn chạy"]
    await town.close()
    assert await town.runner.store.pending_updates("telegram") == ()


async def test_429_is_waited_for_and_order_kept(town: Town) -> None:
    town.api.faults["sendMessage"].append(fake.slow_down(1))
    await town.open()
    await town.api.say(7, "hai câu")
    await town.api.say(7, "ba")
    assert await answered(town, 7, 3) == ["câu một", "câu hai", "2: ba"]


async def test_a_citizen_who_blocked_us_is_left_alone_until_they_write_again(town: Town) -> None:
    town.api.blocked.add(7)
    await town.open()
    await town.api.say(7, "hai câu")
    await town.api.until(lambda: town.api.named("sendMessage!"))
    await town.api.say(8, "khác")
    await answered(town, 8)
    town.api.blocked.clear()
    await town.api.say(7, "hai")
    assert await answered(town, 7) == ["2: hai"]
    assert len(town.api.named("sendMessage!")) == 1


async def test_a_network_failure_is_tried_again(town: Town) -> None:
    town.api.faults["sendMessage"].append(fake.refusal(502, "Bad Gateway"))
    await town.open()
    await town.api.say(7, "một")
    assert await answered(town, 7) == ["1: một"]


async def test_markup_the_platform_refuses_is_sent_plain(town: Town) -> None:
    town.api.faults["sendMessage"].append(fake.refusal(400, "Bad Request: can't parse entities: ..."))
    await town.open()
    await town.api.say(7, "nút")
    await answered(town, 7)
    assert town.api.sent(7)[0]["text"].endswith("Chọn nhé\n\n• một\n• hai")
    assert "parse_mode" not in town.api.sent(7)[0]


async def test_two_pollers_are_explained(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    structlog.reset_defaults()
    town.api.faults["getUpdates"].append(fake.refusal(409, "Conflict: terminated by other getUpdates request"))
    await town.open()
    await town.api.say(7, "một")
    assert await answered(town, 7) == ["1: một"]
    assert "chỉ được chạy một nơi" in capsys.readouterr().out


async def test_a_wrong_token_is_refused_without_showing_it(town: Town) -> None:
    channel = TelegramChannel(town.runner, "123456:WRONG-wrong-WRONG-wrong", town.api.url)
    with pytest.raises(TokenRefused) as refused:
        await channel.run()
    assert "MOTCUA_TELEGRAM_TOKEN" in str(refused.value)
    assert "WRONG" not in str(refused.value)
    assert refused.value.__cause__ is None


async def test_the_token_is_in_no_log_line(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    structlog.reset_defaults()
    for status in (500, 403, 400):
        town.api.faults["sendMessage"].append(fake.refusal(status, "Bad Request: whatever"))
    town.api.faults["getUpdates"].append(fake.refusal(500, "Internal"))
    await town.open()
    for chat in (7, 8, 9):
        await town.api.say(chat, "một")
    await town.api.until(lambda: len(town.api.named("sendMessage!")) == 3)
    await town.close()
    await town.api.stop()
    channel = town.channel()
    task = asyncio.create_task(channel.run())
    await asyncio.sleep(0)
    await channel.stop()
    await task
    shown = capsys.readouterr()
    assert "telegram" in shown.out
    assert TOKEN not in shown.out + shown.err
    assert TOKEN.partition(":")[2] not in shown.out + shown.err


async def test_a_stop_in_the_middle_is_quick_and_leaves_the_rest_stored(town: Town) -> None:
    await town.open()
    for number in range(20):
        await town.api.say(7, f"t{number}")
    await answered(town, 7)
    async with asyncio.timeout(5):
        await town.close()
    await town.open()
    assert await answered(town, 7, 20) == [f"{number + 1}: t{number}" for number in range(20)]


class Hook:
    """Posts to the channel's webhook as the platform would."""

    def __init__(self, channel: TelegramChannel) -> None:
        self.client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(Starlette(routes=list(channel.routes()))), base_url="http://hook"
        )

    async def post(self, body: Any, secret: str = SECRET) -> int:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = await self.client.post(
            "/telegram/nhan", content=content, headers={"X-Telegram-Bot-Api-Secret-Token": secret}
        )
        return answer.status_code


async def test_a_webhook_stores_before_it_answers(town: Town) -> None:
    channel = await town.open(webhook_url=HOOK, webhook_secret=SECRET)
    await town.api.until(lambda: town.api.hook == HOOK)
    assert town.api.named("setWebhook")[0]["secret_token"] == SECRET
    hook = Hook(channel)
    assert await hook.post({"update_id": 5, "message": town.api.written(7, text="qua webhook")}) == 200
    assert await answered(town, 7) == ["1: qua webhook"]
    assert await hook.post({"update_id": 5, "message": town.api.written(7, text="qua webhook")}) == 200
    assert await hook.post({"update_id": 6, "message": town.api.written(7, text="nữa")}) == 200
    assert await answered(town, 7, 2) == ["1: qua webhook", "2: nữa"]
    assert channel.ready
    await hook.client.aclose()


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        ({"update_id": 5}, "sai", 403),
        ({"update_id": 5}, "", 403),
        (b"{", SECRET, 400),
        (b"[]", SECRET, 400),
        ({"update_id": "5"}, SECRET, 400),
        (b"x" * (1024 * 1024 + 1), SECRET, 413),
        ({"update_id": 5}, SECRET, 200),
    ],
)
async def test_a_webhook_believes_nobody_else(town: Town, body: Any, secret: str, status: int) -> None:
    hook = Hook(await town.open(webhook_url=HOOK, webhook_secret=SECRET))
    assert await hook.post(body, secret) == status
    await hook.client.aclose()


async def test_a_webhook_needs_its_secret(town: Town) -> None:
    with pytest.raises(ValueError, match="secret"):
        town.channel(webhook_url=HOOK)


async def test_polling_has_no_routes(town: Town) -> None:
    channel = town.channel()
    assert list(channel.routes()) == []
    await channel.stop()


async def test_an_officers_message_reaches_the_citizen(town: Town) -> None:
    """Committed by somebody else while the channel runs: the outbox wakes up."""
    await town.open()
    moment: Callable[[], datetime] = town.runner.clock
    await town.runner._push("telegram:7", "status:1", StatusChanged("d", "1.001193", "đã nhận", "", moment()), ())
    assert await answered(town, 7) == ["trạng thái đã nhận"]
    assert moment().tzinfo == VIETNAM
