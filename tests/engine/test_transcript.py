"""Replaying and recording conversations."""

from __future__ import annotations

from collections.abc import Mapping

from bot.catalogue.model import Step, Transcript
from bot.engine import transcript
from bot.engine.dialogue import handle
from bot.engine.events import Chose, Said
from bot.engine.session import Session
from tests.engine.town import START, death, town


def told(*steps: Mapping[str, object]) -> Transcript:
    """A transcript of these lines."""
    return Transcript(title="x", steps=tuple(Step.model_validate(one) for one in steps))


WHOLE = (
    {"say": "bố tôi mất"},
    {"bot": "Xin chia buồn"},
    {"bot_not": "miễn phí"},
    {"button": "Lệ phí"},
    {"tap": "Làm từng bước"},
    {"tap": "Tôi đồng ý"},
    {"tap": "Không cần nhắc"},
    {"wait_days": "3"},
    {"say": "Nguyễn Văn An"},
    {"answers": {"ten": "Nguyễn Văn An"}},
    {"tap": "Nộp hồ sơ"},
    {"submitted": "1.000656"},
    {"answers": {"ten": "Nguyễn Văn An"}},
)


def test_a_true_transcript_holds() -> None:
    assert transcript.replay(told(*WHOLE), town()) == ()


def test_every_line_that_does_not_hold_is_named() -> None:
    failures = transcript.replay(
        told(
            {"say": "bố tôi mất"},
            {"bot": "Chúc mừng"},
            {"bot_not": "Xin chia buồn"},
            {"button": "Không có"},
            {"submitted": "1.000656"},
            {"answers": {"ten": "A"}},
            {"tap": "Không có"},
            {"bot": "không tới đây"},
        ),
        town(),
    )
    assert [one.step for one in failures] == [2, 3, 4, 5, 6, 7]
    assert "Chúc mừng" in failures[0].sentence
    assert "Làm từng bước" in failures[-1].sentence


def test_uploads_reach_the_form() -> None:
    steps = (
        {"say": "làm giấy khai sinh"}, {"tap": "Làm từng bước"}, {"tap": "Tôi đồng ý"}, {"tap": "Không cần nhắc"},
        {"tap": "Tại bệnh viện, trạm y tế"}, {"say": "Nguyễn Văn An"}, {"say": "hôm qua"}, {"tap": "Nam"},
        {"say": "bỏ qua"}, {"say": "bỏ qua"}, {"say": "bỏ qua"}, {"upload": "a.jpg"}, {"bot": "Tôi đã nhận 1 tệp"}, {"tap": "Xong"},
        {"bot": "Xem lại hồ sơ"}, {"answers": {"noi_sinh": "vien", "do_de": "", "ngay": "22/11/2026"}},
    )  # fmt: skip
    assert transcript.replay(told(*steps), town()) == ()


def test_a_recorded_conversation_replays() -> None:
    knowledge, session, recording = town(), Session(), transcript.Recording()
    for number, line in enumerate(("bố tôi mất", "s:1000656", "y", "n", "Nguyễn Văn An", "nộp"), start=1):
        shown = {choice.label: choice.value for choice in recording.shown}
        value = {"y": shown.get("Tôi đồng ý"), "n": shown.get("Không cần nhắc")}.get(
            line, line if ":" in line else None
        )
        event = Chose(value, START) if value else Said(line, START)
        turn = handle(event, session, knowledge, number.to_bytes(8, "big"))
        recording = transcript.record(recording, event, turn)
        session = turn.session
    assert {"submitted": death().code} in recording.steps
    assert transcript.replay(told(*(dict(one) for one in recording.steps)), knowledge) == ()
