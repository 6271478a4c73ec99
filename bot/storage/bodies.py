"""The JSON that is sealed into body columns."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from bot.engine.messages import Message
from bot.engine.session import Answer

MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)

DossierBody = tuple[Mapping[str, Answer], tuple[tuple[str, str], ...], tuple[str, ...]]
DOSSIER_BODY: TypeAdapter[DossierBody] = TypeAdapter(DossierBody)
"""Answers, summary and upload ids."""
