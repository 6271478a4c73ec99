"""Handing a dossier to another system over HTTP, against a real server on this machine."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.engine.session import Answer
from bot.gateway.http import HttpGateway
from bot.gateway.submission import Accepted, File, Refused, Submission, Unavailable

SUBMISSION = Submission(
    "H7K2M9",
    "1.001193",
    "Đăng ký khai sinh",
    {"ho_ten": Answer("Lê Thị Mai", "Lê Thị Mai"), "co": Answer(("a", "b"), "A, B")},
    (("Họ và tên", "Lê Thị Mai"),),
    (File("chứng sinh.pdf", "application/pdf", b"%PDF-"),),
    datetime.fromisoformat("2026-11-23T09:00:00+07:00"),
    1,
)


class Agency:
    """An agency's system that answers as told and remembers what it was sent."""

    def __init__(self) -> None:
        self.answer: tuple[int, dict[str, str], bytes] = (200, {}, b"{}")
        self.received: list[tuple[dict[str, str], dict[str, object]]] = []
        agency = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                agency.received.append((dict(self.headers), json.loads(self.rfile.read(length))))
                status, headers, body = agency.answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hoso"


@pytest.fixture
def agency() -> Iterator[Agency]:
    agency = Agency()
    thread = threading.Thread(target=agency.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield agency
    agency.server.shutdown()
    agency.server.server_close()
    thread.join()


async def test_the_whole_dossier_is_sent_with_its_code_as_key(agency: Agency) -> None:
    agency.answer = (201, {}, json.dumps({"code": "000.00.19.H26-261123-0001"}).encode())
    assert await HttpGateway(agency.url).submit(SUBMISSION) == Accepted("000.00.19.H26-261123-0001")
    ((headers, body),) = agency.received
    assert headers["Idempotency-Key"] == body["id"] == "H7K2M9"
    assert body["answers"] == {"ho_ten": "Lê Thị Mai", "co": ["a", "b"]}
    assert body["summary"] == [{"label": "Họ và tên", "value": "Lê Thị Mai"}]
    assert body["files"] == [
        {"name": "chứng sinh.pdf", "media_type": "application/pdf", "content": base64.b64encode(b"%PDF-").decode()}
    ]


@pytest.mark.parametrize("body", [b"", b"OK", b"[]", b'{"code": 5}'])
async def test_an_acceptance_without_a_code_is_an_acceptance(agency: Agency, body: bytes) -> None:
    agency.answer = (200, {}, body)
    assert await HttpGateway(agency.url).submit(SUBMISSION) == Accepted("")


async def test_a_refusal_brings_its_reason(agency: Agency) -> None:
    agency.answer = (422, {}, json.dumps({"reason": "Thiếu giấy chứng sinh"}).encode())
    with pytest.raises(Refused, match="Thiếu giấy chứng sinh"):
        await HttpGateway(agency.url).submit(SUBMISSION)


async def test_a_refusal_without_a_reason_says_so(agency: Agency) -> None:
    agency.answer = (400, {}, b"<html>")
    with pytest.raises(Refused, match="không nêu lý do"):
        await HttpGateway(agency.url).submit(SUBMISSION)


@pytest.mark.parametrize("status", [408, 429, 500, 503, 401, 404])
async def test_trouble_on_the_other_side_is_tried_again(agency: Agency, status: int) -> None:
    agency.answer = (status, {}, b"")
    with pytest.raises(Unavailable, match=str(status)):
        await HttpGateway(agency.url).submit(SUBMISSION)


async def test_the_pause_that_is_asked_for_is_told(agency: Agency) -> None:
    agency.answer = (503, {"Retry-After": "90"}, b"")
    with pytest.raises(Unavailable) as error:
        await HttpGateway(agency.url).submit(SUBMISSION)
    assert error.value.retry_after == 90


async def test_personal_data_does_not_follow_a_redirect(agency: Agency) -> None:
    agency.answer = (307, {"Location": agency.url + "/elsewhere"}, b"")
    with pytest.raises(Unavailable, match="307"):
        await HttpGateway(agency.url).submit(SUBMISSION)
    assert len(agency.received) == 1


async def test_nobody_there_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        await HttpGateway("http://127.0.0.1:1/", timeout=2).submit(SUBMISSION)
