"""The chat API through its HTTP door, with a runner that answers without an engine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.channels.web import Front, Limits, Shield, UploadRules, routes
from bot.channels.web.app import key_of
from bot.channels.web.limits import Rate
from bot.engine.events import Chose, Said, Started, Uploaded
from bot.engine.messages import Message
from bot.runner import TurnFailed
from tests.channels import fake_conversations as fake

FRONT = Front("Xã Thanh Trì", "024 0000 0001", "Số 1", ("Thứ Hai: 7:30 – 11:30",), "1022")


@pytest.fixture
def talk() -> Any:
    """The runner's stand-in."""
    return fake.FakeConversations()


@pytest.fixture
async def page(talk: Any) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser on the app, from an address that is not loopback."""
    async with client(talk) as opened:
        yield opened


def client(talk: Any, rules: UploadRules | None = None, limits: Limits | None = None) -> httpx2.AsyncClient:
    """An HTTP client on a fresh app."""
    app = Starlette(
        routes=routes(talk, lambda: fake.NOW, lambda: FRONT, rules, limits), middleware=[Middleware(Shield)]
    )
    transport = httpx2.ASGITransport(app=app, client=("203.0.113.7", 4711))
    return httpx2.AsyncClient(transport=transport, base_url="http://motcua.test")


async def opened(page: httpx2.AsyncClient) -> dict[str, str]:
    """Opens a conversation; the header that speaks in it."""
    token = (await page.post("/api/chat/session")).json()["token"]
    return {"Authorization": f"Bearer {token}"}


async def test_session_greets_and_hands_out_an_unguessable_token(page: httpx2.AsyncClient, talk: Any) -> None:
    """The runner never sees the token, only its hash."""
    first, second = (await page.post("/api/chat/session")).json(), (await page.post("/api/chat/session")).json()
    assert first["token"] != second["token"]
    assert len(first["token"]) >= 40
    assert [message["text"] for message in first["messages"]] == ["Xin chào"]
    assert first["messages"][0]["choices"] == [{"label": "Khai sinh", "value": "p:1001193"}]
    assert talk.events[0] == (key_of(first["token"]), "open", Started(fake.NOW))
    assert first["token"] not in talk.events[0][0]


async def test_session_opens_a_deep_link(page: httpx2.AsyncClient, talk: Any) -> None:
    """An unusable payload counts as none."""
    await page.post("/api/chat/session", json={"start": "p_1001193"})
    await page.post("/api/chat/session", json={"start": "<script>"})
    assert [event.payload for _, _, event in talk.events] == ["p_1001193", ""]


async def test_message_has_the_contract_shape(page: httpx2.AsyncClient) -> None:
    """Every key of the contract is there."""
    auth = await opened(page)
    said = await page.post("/api/chat/messages", headers=auth, json={"id": "a1", "text": "Xin chào"})
    body = said.json()
    assert said.status_code == 200
    assert body["version"] == 2
    message = body["messages"][0]
    assert {"id", "text", "choices", "kind", "progress", "attachments"} <= set(message)
    assert message["kind"] == "question"
    assert message["progress"] == {"step": 3, "of": 8}


async def test_same_id_answers_the_same_and_acts_once(page: httpx2.AsyncClient, talk: Any) -> None:
    """A phone on a bad network repeats itself."""
    auth = await opened(page)
    body = {"id": "a1", "text": "xin giấy độc thân"}
    answers = await asyncio.gather(*(page.post("/api/chat/messages", headers=auth, json=body) for _ in range(3)))
    assert len({answer.text for answer in answers}) == 1
    assert [type(event) for _, _, event in talk.events] == [Started, Said]


async def test_choice_and_start_become_their_events(page: httpx2.AsyncClient, talk: Any) -> None:
    """Buttons and links are not text."""
    auth = await opened(page)
    await page.post("/api/chat/messages", headers=auth, json={"id": "b", "choice": "a:x:y:co"})
    await page.post("/api/chat/messages", headers=auth, json={"id": "c", "start": "p_1004194"})
    assert [event for _, _, event in talk.events[1:]] == [
        Chose("a:x:y:co", fake.NOW),
        Started(fake.NOW, "p_1004194"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b'{"id":"a"}',
        b'{"text":"x"}',
        b'{"id":"","text":"x"}',
        b'{"id":"a b","text":"x"}',
        b'{"id":"a","text":1}',
        b'{"id":"a","text":"x","choice":"y"}',
        json.dumps({"id": "a" * 101, "text": "x"}).encode(),
        b"[" * 100_000,
    ],
)
async def test_malformed_request_is_refused_in_words(page: httpx2.AsyncClient, talk: Any, body: bytes) -> None:
    """Never a 500, never an event."""
    auth = await opened(page)
    answer = await page.post("/api/chat/messages", headers=auth, content=body)
    assert answer.status_code == 400
    assert set(answer.json()["error"]) == {"code", "message"}
    assert len(talk.events) == 1


async def test_half_a_surrogate_is_mended(page: httpx2.AsyncClient, talk: Any) -> None:
    """JSON can say it, no encoding can."""
    auth = await opened(page)
    raw = b'{"id":"s","text":"a\\ud800b \\ud83d\\ude00"}'
    answer = await page.post("/api/chat/messages", headers=auth, content=raw)
    assert answer.status_code == 200
    assert talk.events[-1][2].text == "a\ufffdb \U0001f600"


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer"}, {"Authorization": "Bearer short"}])
async def test_without_a_token_nothing_is_told(page: httpx2.AsyncClient, header: dict[str, str]) -> None:
    """401 with words, on every door."""
    for method, path in (("POST", "messages"), ("GET", "messages"), ("GET", "events"), ("POST", "uploads")):
        answer = await page.request(method, f"/api/chat/{path}", headers=header)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "no_session")


async def test_another_token_sees_nothing(page: httpx2.AsyncClient) -> None:
    """One conversation cannot read another's messages or attachments."""
    mine, theirs = await opened(page), await opened(page)
    body = (await page.post("/api/chat/messages", headers=mine, json={"id": "q", "choice": "z"})).json()
    url = body["messages"][0]["attachments"][0]["url"]
    assert (await page.get("/api/chat/messages?after=2", headers=theirs)).json()["messages"] == []
    assert (await page.get(url, headers=theirs)).status_code == 404
    assert (await page.get(url, headers=mine)).text == "\ufeffPhiếu chuẩn bị"


async def test_missed_messages_come_after_the_id(page: httpx2.AsyncClient) -> None:
    """A reload asks only for what it lacks."""
    auth = await opened(page)
    await page.post("/api/chat/messages", headers=auth, json={"id": "1", "text": "một"})
    all_of_them = (await page.get("/api/chat/messages", headers=auth)).json()["messages"]
    later = (await page.get(f"/api/chat/messages?after={all_of_them[0]['id']}", headers=auth)).json()["messages"]
    assert [len(all_of_them), len(later)] == [2, 1]
    assert (await page.get("/api/chat/messages?after=x", headers=auth)).status_code == 400


async def test_answers_are_marked_delivered(page: httpx2.AsyncClient, talk: Any) -> None:
    """What went out with the response need not be sent again."""
    auth = await opened(page)
    await page.post("/api/chat/messages", headers=auth, json={"id": "1", "text": "một"})
    assert talk.delivered_ids == [1, 2]


async def test_upload_reaches_the_conversation_once(page: httpx2.AsyncClient, talk: Any) -> None:
    """Vietnamese file names survive; the stored id is bound to the conversation."""
    auth = await opened(page)
    for _ in range(2):
        answer = await page.post(
            "/api/chat/uploads",
            headers=auth,
            data={"id": "u1"},
            files={"file": ("Giấy chứng sinh.pdf", b"%PDF-1.7 x", "application/pdf")},
        )
        assert answer.json()["messages"][0]["text"] == "Đã nhận tệp"
    uploaded = [event for _, _, event in talk.events if isinstance(event, Uploaded)]
    assert [(one.name, one.size) for one in uploaded] == [("Giấy chứng sinh.pdf", 10)]
    assert list(talk.files) == [uploaded[0].upload_id]
    assert uploaded[0].upload_id != "u1"


@pytest.mark.parametrize(("problem", "status"), [("too_large", 413), ("type", 415), ("empty", 415), ("broken", 415)])
async def test_refused_file_is_explained(page: httpx2.AsyncClient, talk: Any, problem: str, status: int) -> None:
    """The runner judges the bytes; the citizen reads why."""
    talk.problem = problem
    auth = await opened(page)
    answer = await page.post("/api/chat/uploads", headers=auth, data={"id": "u"}, files={"file": ("a.exe", b"MZ")})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, problem)
    assert len(talk.events) == 1


@pytest.mark.parametrize("size", [1_001, 200_000])
async def test_large_upload_is_refused_while_it_streams(talk: Any, size: int) -> None:
    """Both just over the limit and far over it; nothing is kept."""
    async with client(talk, UploadRules(1_000)) as page:
        auth = await opened(page)
        answer = await page.post(
            "/api/chat/uploads", headers=auth, data={"id": "u"}, files={"file": ("a.jpg", b"x" * size)}
        )
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
    assert talk.files == {}


async def test_upload_without_a_file_is_refused(page: httpx2.AsyncClient) -> None:
    """A form that is not one, and a form without a file."""
    auth = await opened(page)
    assert (await page.post("/api/chat/uploads", headers=auth, data={"id": "u"})).status_code == 400
    garbage = {**auth, "content-type": "multipart/form-data; boundary=x"}
    assert (await page.post("/api/chat/uploads", headers=garbage, content=b"zzz")).status_code == 400


async def test_large_message_is_refused_in_words(page: httpx2.AsyncClient) -> None:
    """10,000 characters pass, a megabyte does not."""
    auth = await opened(page)
    long = await page.post("/api/chat/messages", headers=auth, json={"id": "1", "text": "ơ" * 10_000})
    huge = await page.post("/api/chat/messages", headers=auth, json={"id": "2", "text": "o" * 1_000_000})
    assert (long.status_code, huge.status_code) == (200, 413)
    assert huge.json()["error"]["code"] == "too_large"


async def test_flood_is_slowed_and_recovers(talk: Any) -> None:
    """429 says when to come back; time fills the bucket again."""
    clock = [0.0]
    limits = Limits(lambda: clock[0], said=Rate(burst=2, per_second=1))
    async with client(talk, limits=limits) as page:
        auth = await opened(page)
        codes = [
            (await page.post("/api/chat/messages", headers=auth, json={"id": str(n), "text": "x"})).status_code
            for n in range(3)
        ]
        clock[0] = 1.5
        again = await page.post("/api/chat/messages", headers=auth, json={"id": "9", "text": "x"})
    assert [*codes, again.status_code] == [200, 200, 429, 200]


async def test_failed_turn_is_told_as_our_fault(page: httpx2.AsyncClient, talk: Any) -> None:
    """503 with the incident, so that the page keeps the message and tries again."""
    auth = await opened(page)
    talk.failure = TurnFailed("AB12CD")
    answer = await page.post("/api/chat/messages", headers=auth, json={"id": "1", "text": "x"})
    assert answer.status_code == 503
    assert "AB12CD" in answer.json()["error"]["message"]


async def test_stream_fills_the_gap_then_pushes(talk: Any) -> None:
    """What was missed comes first, then what the office says; each is marked delivered."""
    key = "web:k"
    talk.push(key, Message("đã lỡ"))
    from bot.channels.web.app import _Chat

    chat = _Chat(talk, lambda: fake.NOW, UploadRules(), Limits(lambda: 0.0))
    stream = chat._stream(key, 0)
    first, ready = await anext(stream), await anext(stream)
    talk.push(key, Message("mới"))
    second = await anext(stream)
    assert [json.loads(first["data"])["text"], ready["event"]] == ["đã lỡ", "ready"]
    assert json.loads(second["data"])["text"] == "mới"
    assert second["id"] == "2"
    await stream.aclose()
    assert talk.delivered_ids == [1]
    assert chat.streams == {}


async def test_page_is_strict_and_names_the_office(page: httpx2.AsyncClient) -> None:
    """No inline script or style, no foreign host, no frame; the office's telephone is on it."""
    answer = await page.get("/")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert 'href="tel:02400000001"' in answer.text
    assert "Trợ lý tự động, không phải cán bộ" in answer.text
    assert " style=" not in answer.text
    assert "onclick" not in answer.text


@pytest.mark.parametrize(
    "path", ["/p/1.001193", "/f/vneid", "/static/tokens.css", "/static/chat/main.js", "/manifest.webmanifest"]
)
async def test_addresses_of_the_page_exist(page: httpx2.AsyncClient, path: str) -> None:
    """Deep links, tokens, script and manifest, all with the headers."""
    answer = await page.get(path)
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_fonts_are_kept_and_answers_are_not(page: httpx2.AsyncClient) -> None:
    """Personal words never land in a cache."""
    font = await page.get("/static/fonts/be-vietnam-pro-latin-400-normal.woff2")
    answer = await page.post("/api/chat/session")
    assert "immutable" in font.headers["cache-control"]
    assert answer.headers["cache-control"] == "no-store"
