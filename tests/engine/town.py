"""A small town for the engine's tests: two procedures, two FAQ entries, one office, and a matcher that knows by heart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.catalogue.model import (
    AnswerType,
    Calendar,
    Catalogue,
    Channel,
    ChannelKind,
    Choice,
    Document,
    FaqEntry,
    Fee,
    FeeRule,
    Hours,
    Kind,
    Office,
    Offices,
    Period,
    Procedure,
    Question,
    Source,
    Unit,
)
from bot.engine import dialogue
from bot.engine.effects import Effect
from bot.engine.events import Chose, Event, Said, Started, Uploaded
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Message
from bot.engine.session import Session, dump, load
from bot.engine.turn import Turn
from bot.matcher.match import Candidate, Intent, Match, Verdict

START = datetime.fromisoformat("2026-11-23T09:00:00+07:00")
SOURCE = Source(decision="163/QĐ-BTP", link="https://example.invalid/1", checked_on=date(2026, 11, 20))


def birth() -> Procedure:
    """A guided procedure with a branch, an optional question, files, several choices and a stop."""
    return Procedure.model_validate(
        {
            "code": "1.001193",
            "title": "Thủ tục đăng ký khai sinh",
            "plain": "Đăng ký khai sinh",
            "kind": "guided",
            "field": "Hộ tịch",
            "level": ("xã",),
            "purpose": "Để con có Giấy khai sinh.",
            "decides": "UBND cấp xã",
            "channels": (
                Channel(
                    kind=ChannelKind.ONLINE,
                    where="Cổng Dịch vụ công quốc gia",
                    link="https://dichvucong.gov.vn",
                    time=Period(amount=1, unit=Unit.WORKING_DAYS),
                ),
                Channel(kind=ChannelKind.COUNTER, where="Quầy một cửa", time=Period(amount=1, unit=Unit.WORKING_DAYS)),
            ),
            "fees": (
                Fee(label="Đăng ký đúng hạn", rule=FeeRule.FREE, source="Luật Hộ tịch"),
                Fee(label="Bản sao", rule=FeeRule.AMOUNT, amount=8000, per="bản", source="TT 281/2016/TT-BTC"),
                Fee(label="Cũ", rule=FeeRule.AMOUNT, amount=5000, source="cũ", valid_to=date(2020, 1, 1)),
            ),
            "documents": (
                Document(id="to_khai", name="Tờ khai đăng ký khai sinh", copies="1 bản chính"),
                Document(id="chung_sinh", name="Giấy chứng sinh", when={"noi_sinh": "vien"}),
                Document(id="cam_doan", name="Giấy cam đoan về việc sinh", when={"noi_sinh": "nha"}),
                Document(
                    id="lam_chung", name="Văn bản của người làm chứng", when={"noi_sinh": "nha", "lam_chung": "co"}
                ),
            ),
            "questions": (
                Question(
                    id="noi_sinh",
                    ask="Cháu sinh ở đâu?",
                    label="Nơi sinh",
                    why="Để biết cần giấy nào.",
                    type=AnswerType.CHOICE,
                    choices=(
                        Choice(value="vien", label="Tại bệnh viện, trạm y tế"),
                        Choice(value="nha", label="Tại nhà"),
                        Choice(
                            value="nuoc_ngoai",
                            label="Ở nước ngoài",
                            stop="Sinh ở nước ngoài làm thủ tục khác.",
                            instead="1.000656",
                        ),
                    ),
                ),
                Question(
                    id="lam_chung",
                    ask="Có người làm chứng không?",
                    label="Người làm chứng",
                    type=AnswerType.YES_NO,
                    when={"noi_sinh": "nha"},
                ),
                Question(
                    id="do_de",
                    ask="Ai đỡ đẻ cho cháu?",
                    label="Người đỡ đẻ",
                    type=AnswerType.FULL_NAME,
                    when={"noi_sinh": "nha"},
                ),
                Question(
                    id="ten",
                    ask="Họ tên cháu là gì?",
                    label="Họ tên cháu",
                    example="Nguyễn Văn An",
                    type=AnswerType.FULL_NAME,
                ),
                Question(
                    id="ngay", ask="Cháu sinh ngày nào?", label="Ngày sinh", type=AnswerType.DATE, date_range="past"
                ),
                Question(
                    id="gioi",
                    ask="Cháu là nam hay nữ?",
                    label="Giới tính",
                    type=AnswerType.CHOICE,
                    choices=(Choice(value="nam", label="Nam"), Choice(value="nu", label="Nữ")),
                ),
                Question(
                    id="dien_thoai",
                    ask="Số điện thoại liên hệ?",
                    label="Điện thoại",
                    type=AnswerType.PHONE,
                    optional=True,
                ),
                Question(
                    id="muc_dich",
                    ask="Anh/chị cần bản sao để làm gì?",
                    label="Mục đích",
                    type=AnswerType.TEXT,
                    optional=True,
                ),
                Question(
                    id="kem",
                    ask="Cần thêm bản nào?",
                    label="Bản cần thêm",
                    type=AnswerType.MULTI_CHOICE,
                    optional=True,
                    choices=(Choice(value="sao", label="Bản sao"), Choice(value="trich_luc", label="Trích lục")),
                ),
                Question(
                    id="anh",
                    ask="Gửi ảnh giấy chứng sinh.",
                    label="Ảnh giấy chứng sinh",
                    type=AnswerType.FILE,
                    max_files=2,
                    when={"noi_sinh": "vien"},
                ),
            ),
            "result": "Giấy khai sinh (bản chính)",
            "related": ("1.000656",),
            "source": SOURCE,
        }
    )


def death() -> Procedure:
    """Guided, with condolence and nothing but one question."""
    return Procedure.model_validate(
        {
            "code": "1.000656",
            "title": "Thủ tục đăng ký khai tử",
            "plain": "Đăng ký khai tử",
            "kind": "guided",
            "field": "Hộ tịch",
            "level": ("xã",),
            "condolence": True,
            "purpose": "Để xác nhận một người đã mất.",
            "decides": "UBND cấp xã",
            "channels": (
                Channel(kind=ChannelKind.COUNTER, where="Quầy một cửa", time=Period(amount=1, unit=Unit.WORKING_DAYS)),
            ),
            "fees": (Fee(label="Đăng ký quá hạn", rule=FeeRule.HDND, source="Nghị quyết HĐND"),),
            "documents": (Document(id="bao_tu", name="Giấy báo tử"),),
            "questions": (
                Question(id="ten", ask="Họ tên người mất?", label="Họ tên người mất", type=AnswerType.FULL_NAME),
            ),
            "result": "Trích lục khai tử",
            "source": SOURCE,
        }
    )


def imported() -> Procedure:
    """Guidance from the national catalogue."""
    return Procedure(
        code="1.010833",
        title="Cấp giấy xác nhận thân nhân của người có công",
        plain="Giấy xác nhận thân nhân người có công",
        kind=Kind.IMPORTED,
        field="Người có công",
        level=("xã",),
        purpose="Xác nhận thân nhân.",
        decides="UBND cấp xã",
        source=SOURCE,
    )


def expired() -> Procedure:
    """A procedure whose days are over, with a successor."""
    return imported().model_copy(
        update={
            "code": "1.011606",
            "plain": "Công nhận hộ nghèo",
            "valid_to": date(2026, 1, 1),
            "replaced_by": "1.001193",
        }
    )


def catalogue(*procedures: Procedure) -> Catalogue:
    """The town's content; other procedures may be given instead."""
    chosen = procedures or (birth(), death(), imported(), expired())
    vneid = FaqEntry(
        id="vneid", question="VNeID mức 2 là gì?", answer="Là tài khoản đã xác thực.", checked_on=date(2026, 11, 20)
    )
    opening = FaqEntry(
        id="gio",
        question="Quầy một cửa làm việc giờ nào?",
        answer="Theo giờ hành chính.",
        checked_on=date(2026, 11, 20),
    )
    baby = FaqEntry(
        id="sinh_con",
        question="Mới sinh con cần làm giấy tờ gì?",
        answer="Làm khai sinh trước.",
        procedures=("1.001193", "1.000656"),
        see_also=("vneid",),
        checked_on=date(2026, 11, 20),
    )
    office = Office(
        id="thanh_tri",
        name="UBND xã Thanh Trì",
        kind="commune",
        phone="024 3861 1111",
        hours=(Hours(days=(1, 2, 3, 4, 5), opens=time(7, 30), closes=time(11, 30)),),
    )
    return Catalogue(
        procedures={one.code: one for one in chosen},
        faq={"vneid": vneid, "sinh_con": baby, "gio": opening},
        topics={"chung": ("vneid", "sinh_con", "gio")},
        offices=Offices(province="Hà Nội", hotline="1022", offices=(office,)),
        calendar=Calendar(late_after=time(15)),
        version="1",
    )


def found(code: str, aspect: str = "", confidence: float = 0.95) -> Match:
    """The matcher is sure of one procedure."""
    return Match(Verdict.ANSWER, Intent.PROCEDURE, (Candidate("procedure", code, code, confidence),), aspect)  # type: ignore[arg-type]


def small(talk: str) -> Match:
    """Small talk."""
    return Match(Verdict.ANSWER, Intent.SMALLTALK, smalltalk=talk)  # type: ignore[arg-type]


def for_a_person(topic: str, likeness: float, *near: Candidate) -> Match:
    """What only a person can settle, with the entries that come near it."""
    return Match(Verdict.ABSTAIN, Intent.HUMAN, near, topic=topic, likeness=likeness)


BY_HEART: Mapping[str, Match] = {
    "làm giấy khai sinh": found("1.001193"),
    "đăng ký kết hôn": found("1.001193"),
    "khai sinh phí bao nhiêu": found("1.001193", "fee"),
    "khai sinh cần giấy tờ gì": found("1.001193", "documents"),
    "bố tôi mất": found("1.000656"),
    "mất giấy khai sinh": found("1.010833"),
    "giấy thân nhân": found("1.010833"),
    "hộ nghèo": found("1.011606"),
    "phí bao nhiêu?": Match(Verdict.ANSWER, Intent.PROCEDURE, aspect="fee", about_focus=True),
    "mất bao lâu?": Match(Verdict.ANSWER, Intent.PROCEDURE, aspect="time", about_focus=True),
    "mới sinh con": Match(Verdict.ANSWER, Intent.FAQ, (Candidate("faq", "sinh_con", "Mới sinh con", 0.9),)),
    "vneid là gì?": Match(Verdict.ANSWER, Intent.FAQ, (Candidate("faq", "vneid", "VNeID", 0.9),)),
    "giấy tờ cho con": Match(
        Verdict.CHOOSE,
        Intent.PROCEDURE,
        (
            Candidate("procedure", "1.001193", "a", 0.5),
            Candidate("procedure", "1.000656", "b", 0.4),
            Candidate("faq", "sinh_con", "Mới sinh con", 0.3),
        ),
        ask_back="Con sinh ra hay mất đi ạ?",
    ),
    "khai sinh và khai tử": Match(
        Verdict.ANSWER,
        Intent.PROCEDURE,
        (Candidate("procedure", "1.001193", "a", 0.9),),
        also=(Candidate("procedure", "1.000656", "b", 0.9),),
    ),
    "phí khai sinh và khai tử": Match(
        Verdict.ANSWER,
        Intent.PROCEDURE,
        (Candidate("procedure", "1.001193", "a", 0.9),),
        aspect="fee",
        also=(Candidate("procedure", "1.000656", "b", 0.9),),
    ),
    "mai táng phí": Match(
        Verdict.CHOOSE,
        Intent.PROCEDURE,
        (Candidate("procedure", "1.000656", "b", 0.43), Candidate("procedure", "1.010833", "c", 0.4)),
        aspect="fee",
    ),
    "bố tôi mất hôm qua, giờ chia đất": Match(
        Verdict.CHOOSE,
        Intent.PROCEDURE,
        (Candidate("procedure", "1.001193", "a", 0.5), Candidate("procedure", "1.000656", "b", 0.4)),
    ),
    "quầy một cửa làm việc giờ nào?": Match(
        Verdict.ANSWER, Intent.FAQ, (Candidate("faq", "gio", "Giờ làm việc", 0.9),)
    ),
    "giá vàng hôm nay bao nhiêu": Match(Verdict.ABSTAIN, Intent.NOTHING, aspect="fee"),
    "xin chào": small("greeting"),
    "cảm ơn": small("thanks"),
    "cho tôi gặp người": Match(Verdict.ABSTAIN, Intent.HUMAN),
    "quá hẹn chưa có kết quả": for_a_person("status", 0.7, Candidate("faq", "vneid", "VNeID mức 2 là gì?", 0.2)),
    "vneid bị treo": for_a_person("technical", 0.7, Candidate("faq", "vneid", "VNeID mức 2 là gì?", 0.02)),
    "ứng dụng hỏng rồi": for_a_person(
        "technical",
        0.7,
        Candidate("procedure", "1.001193", "a", 0.3),
        Candidate("faq", "vneid", "VNeID mức 2 là gì?", 0.2),
    ),
    "sống thế này thì vneid làm gì": for_a_person(
        "distress", 0.2, Candidate("faq", "vneid", "VNeID mức 2 là gì?", 0.4)
    ),
    "muốn nói chuyện trực tiếp": for_a_person("person", 0.9, Candidate("faq", "vneid", "VNeID mức 2 là gì?", 0.02)),
    "xã mấy giờ mở cửa": for_a_person("hours", 0.9, Candidate("faq", "vneid", "VNeID mức 2 là gì?", 0.02)),
    "mấy giờ mở cửa": for_a_person("hours", 0.9, Candidate("faq", "vneid", "VNeID mức 2 là gì?", 0.02)),
    "hồ sơ của em tới đâu rồi": Match(
        Verdict.ABSTAIN,
        Intent.NOTHING,
        (Candidate("procedure", "1.001193", "a", 0.004), Candidate("faq", "vneid", "VNeID mức 2 là gì?", 0.003)),
        aspect="status",
        about_focus=True,
    ),
    "ai gọi bảo cài ứng dụng": Match(
        Verdict.ABSTAIN, Intent.NOTHING, (Candidate("faq", "vneid", "VNeID mức 2 là gì?", 0.09),)
    ),
    "đứng trên cầu nhìn nước mãi": Match(Verdict.ABSTAIN, Intent.HUMAN, topic="distress", likeness=0.6),
    "ổng lôi vợ ra sân": Match(Verdict.ABSTAIN, Intent.HUMAN, topic="violence", likeness=0.6),
    "nước lũ lên tới mái": Match(Verdict.ABSTAIN, Intent.HUMAN, topic="emergency", likeness=0.6),
    "hàng xóm mở loa ầm ĩ": Match(Verdict.ABSTAIN, Intent.HUMAN, topic="violence", likeness=0.2),
    "chồng em đánh em hoài, giờ ly hôn ở đâu": Match(
        Verdict.ANSWER, Intent.FAQ, (Candidate("faq", "sinh_con", "Ly hôn", 0.8),)
    ),
}


class KnowsByHeart:
    """A matcher for tests: the questions it has learnt, nothing else."""

    def match(self, text: str, focus: str | None = None) -> Match:
        """The learnt answer, or abstention."""
        return BY_HEART.get(text.strip().lower(), Match(Verdict.ABSTAIN, Intent.NOTHING))


def town(*procedures: Procedure) -> Knowledge:
    """The knowledge of the town."""
    content = catalogue(*procedures)
    return Knowledge(content, KnowsByHeart(), content.offices.offices[0])


@dataclass
class Talk:
    """Drives a conversation as a channel would, reading the session back from its bytes each time."""

    knowledge: Knowledge = field(default_factory=town)
    session: Session = field(default_factory=Session)
    at: datetime = START
    turn: Turn = field(default_factory=lambda: Turn(Session()))
    effects: list[Effect] = field(default_factory=list)

    def send(self, event: Event) -> Talk:
        """One event, with a check that the same event gives the same turn."""
        entropy = b"\x01\x02\x03\x04\x05\x06\x07\x08"
        self.turn = dialogue.handle(event, self.session, self.knowledge, entropy)
        assert self.turn == dialogue.handle(event, self.session, self.knowledge, entropy)
        self.session = load(dump(self.turn.session))
        assert self.turn.session == self.session
        self.effects += self.turn.effects
        assert self.turn.messages
        for message in self.turn.messages:
            assert message.text.strip()
            for one in message.choices:
                assert len(one.label) <= 60
                assert len(one.value.encode()) <= 60
        self.at += timedelta(seconds=20)
        return self

    def start(self, payload: str = "") -> Talk:
        """Opens the conversation."""
        return self.send(Started(self.at, payload))

    def say(self, *texts: str) -> Talk:
        """Types one message after the other."""
        for text in texts:
            self.send(Said(text, self.at))
        return self

    def press(self, value: str) -> Talk:
        """Presses a button by its value."""
        return self.send(Chose(value, self.at))

    def tap(self, *labels: str) -> Talk:
        """Presses buttons by what is written on them."""
        for label in labels:
            self.press(self.value(label))
        return self

    def value(self, label: str) -> str:
        """The value behind a button now shown."""
        values = [one.value for message in self.turn.messages for one in message.choices if one.label == label]
        assert values, f"no button {label!r} among {self.labels}"
        return values[-1]

    def upload(self, name: str, problem: str = "", size: int = 2048) -> Talk:
        """Sends a file."""
        return self.send(Uploaded(f"u-{name}", name, size, "image/jpeg", self.at, problem))

    @property
    def text(self) -> str:
        """Everything just said."""
        return "\n\n".join(message.text for message in self.turn.messages)

    @property
    def labels(self) -> list[str]:
        """Every button just shown."""
        return [one.label for message in self.turn.messages for one in message.choices]

    @property
    def last(self) -> Message:
        """The last message."""
        return self.turn.messages[-1]

    @property
    def answers(self) -> dict[str, object]:
        """The answers of the draft being filled."""
        draft = self.session.drafts[self.session.active or ""]
        return {key: answer.value for key, answer in draft.answers.items()}
