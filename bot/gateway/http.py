"""Another office's system over HTTP: one POST of JSON with an idempotency key, through the standard library in a thread."""

from __future__ import annotations

import asyncio
import base64
import json
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from bot.gateway.submission import Accepted, Refused, Submission, Unavailable

TIMEOUT = 20.0
_LONGEST_ANSWER = 64 * 1024
_LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
_NO_REASON = "Hệ thống tiếp nhận chưa nhận hồ sơ này và không nêu lý do."


class HttpGateway:
    """Posts to one address. 2xx accepts (``{"code": …}``); 408, 425, 429, 5xx mean later; other 4xx refuse (``{"reason": …}``)."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        """``url``: http or https, checked by the settings; ``timeout`` in seconds."""
        self._url = url
        self._timeout = timeout
        self._opener = build_opener(_NoRedirect)

    async def submit(self, submission: Submission) -> Accepted:
        """Sends it with our code as ``Idempotency-Key``."""
        return await asyncio.to_thread(self._post, submission)

    def _post(self, submission: Submission) -> Accepted:
        request = Request(  # noqa: S310 - the settings allow http and https only
            self._url,
            data=json.dumps(body(submission), ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": submission.code},
            method="POST",
        )
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return Accepted(_field(answer.read(_LONGEST_ANSWER), "code"))
        except HTTPError as error:
            with error:
                raise _failure(error) from None
        except (URLError, HTTPException, OSError) as error:
            raise Unavailable(type(error).__name__) from None


def body(submission: Submission) -> dict[str, object]:
    """The JSON of a dossier; files in base64."""
    return {
        "id": submission.code,
        "procedure": submission.procedure,
        "title": submission.procedure_title,
        "submitted_at": submission.submitted_at.isoformat(),
        "answers": {question: answer.value for question, answer in submission.answers.items()},
        "summary": [{"label": label, "value": value} for label, value in submission.summary],
        "files": [
            {"name": file.name, "media_type": file.media_type, "content": base64.b64encode(file.content).decode()}
            for file in submission.files
        ],
    }


def _failure(error: HTTPError) -> Refused | Unavailable:
    if error.code in _LATER or error.code >= 500 or 300 <= error.code < 400:
        wait = error.headers.get("Retry-After", "")
        return Unavailable(f"HTTP {error.code}", float(wait) if wait.isdigit() else None)
    if error.code in {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
    }:
        return Unavailable(f"HTTP {error.code}: check the gateway's address and access", 600)
    return Refused(_field(error.read(_LONGEST_ANSWER), "reason") or _NO_REASON)


def _field(raw: bytes, name: str) -> str:
    """A text field of a JSON object, empty when there is none."""
    try:
        answer = json.loads(raw)
    except ValueError:
        return ""
    found = answer.get(name) if isinstance(answer, dict) else None
    return found[:500] if isinstance(found, str) else ""


class _NoRedirect(HTTPRedirectHandler):
    """Personal data goes to the configured address and nowhere else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Refuses to follow, which makes the answer an error."""
        return None
