"""One citizen's whole way through a real installation: question, form, receipt, gateway, officer, rating."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.bootstrap.content import content_roots
from bot.bootstrap.house import House, build
from bot.catalogue.loader import survey
from bot.catalogue.model import Step
from bot.config import Settings
from bot.engine.events import Chose, Event, Said
from bot.storage.records import OutMessage

CASE = "/khai-tu.suon-se.test.yaml"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """An installation with the shipped content and everything else of its own."""
    opened = await build(Settings(data_dir=tmp_path / "data"))
    yield opened
    await opened.close()


class Citizen:
    """Types and taps as a transcript says, one event after another."""

    def __init__(self, house: House, key: str) -> None:
        self.house, self.key, self.number = house, key, 0
        self.said: list[OutMessage] = []

    async def follow(self, step: Step) -> None:
        """One line; lines about what the bot says are the content tests' business."""
        if step.say is not None:
            await self.send(Said(step.say, self.now()))
        elif step.tap is not None:
            await self.tap(step.tap)

    async def tap(self, label: str) -> None:
        """Presses the newest button whose label is, or begins with, ``label``."""
        choices = [choice for message in reversed(self.said) for choice in message.message.choices]
        chosen = next((one for one in choices if one.label == label), None)
        chosen = chosen or next(one for one in choices if one.label.startswith(label))
        await self.send(Chose(chosen.value, self.now()))

    async def send(self, event: Event) -> None:
        """One event; its messages are read."""
        self.number += 1
        self.said += (await self.house.runner.handle(self.key, f"e{self.number}", event)).messages

    def now(self) -> datetime:
        """The installation's own clock."""
        return self.house.runner.clock()


async def test_a_citizens_whole_way(house: House) -> None:
    transcripts = survey(content_roots(house.settings)).transcripts
    steps = next(read.value.steps for read in transcripts if read.source.file.endswith(CASE))
    citizen = Citizen(house, "web:journey")
    for step in steps:
        await citizen.follow(step)

    (row,) = await house.records.dossiers()
    assert (row.procedure, row.status, row.gateway_state) == ("1.000656", "submitted", "waiting")
    assert any(row.code in message.message.text for message in citizen.said if message.message.kind == "receipt")
    dossier = await house.records.dossier(row.code)
    assert dossier is not None
    assert "Trần Văn Thành" in [shown for _, shown in dossier.summary]

    assert await house.worker.work() == 1
    accepted = await house.runner.missed(citizen.key, citizen.said[-1].id)
    assert [message.message.kind for message in accepted] == ["status"]
    assert [one.gateway_state for one in await house.records.dossiers()] == ["accepted"]
    assert await house.worker.work() == 0

    told = await house.runner.change_status(row.code, "processing", "", by="hoa")
    assert row.code in told.messages[0].message.text

    invited = next(message for message in citizen.said if message.message.kind == "rating")
    await citizen.send(Chose(invited.message.choices[0].value, citizen.now()))
    ratings = await house.records.ratings()
    assert (ratings.count, ratings.rows[0].dossier) == (1, row.code)


async def test_a_question_nobody_can_answer_reaches_the_desk(house: House) -> None:
    citizen = Citizen(house, "web:lost")
    await citizen.send(Said("xyzzy plugh frotz", citizen.now()))
    assert [group.text for group in await house.records.unanswered()] == ["xyzzy plugh frotz"]


async def test_an_answer_of_an_officer_reaches_the_citizen(house: House) -> None:
    citizen = Citizen(house, "web:asking")
    await citizen.send(Said("cho tôi gặp cán bộ", citizen.now()))
    while not (waiting := await house.records.handoffs()):
        await citizen.send(Chose(citizen.said[-1].message.choices[0].value, citizen.now()))
        assert citizen.number < 5
    reply = await house.runner.reply_handoff(waiting[0].id, "Mời anh/chị ra quầy số 3", "Nguyễn Thị Hoa", by="hoa")
    assert "quầy số 3" in reply.messages[0].message.text
    assert "Nguyễn Thị Hoa" in reply.messages[0].message.text
