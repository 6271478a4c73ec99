"""A request the web channel does not take, with the words the citizen reads."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import JSONResponse


class Refusal(Exception):
    """``status`` is the HTTP status, ``code`` a stable word for programs, ``message`` a kind Vietnamese sentence."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})

    def response(self) -> JSONResponse:
        """The refusal in the contract's shape."""
        return JSONResponse({"error": {"code": self.code, "message": self.message}}, self.status, headers=self.headers)
