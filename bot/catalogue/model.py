"""The shapes of content: procedures, FAQ entries, offices, the calendar and transcripts, as immutable objects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

SLUG = r"^[a-z0-9][a-z0-9_]{0,31}$"
CODE = r"^[0-9]\.[0-9]{6}$"


class _Content(BaseModel):
    """Frozen, unknown keys refused: a misspelt key must be an error, not silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _vietnamese_date(value: object) -> object:
    """Accepts dd/mm/yyyy as staff write it, beside ISO dates."""
    if isinstance(value, str) and (found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", value.strip())):
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        # Left alone, a bare number would be read as seconds since 1970.
        raise ValueError(f"«{value}» không phải ngày; hãy viết ngày/tháng/năm, ví dụ 01/07/2025.")
    return value


def _whole(value: object) -> object:
    """Whole numbers as written here: 10000 or 10.000, never 10.0 (left alone, "10.000" would be read as ten)."""
    if isinstance(value, str):
        if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", value.strip()):
            return value.replace(".", "")
        if not re.fullmatch(r"-?\d+", value.strip()):
            raise ValueError(f"«{value}» không phải số nguyên; chỉ viết chữ số, ví dụ 10000.")
    return value


def _yes_no(value: object) -> object:
    """YAML scalars arrive as text; only these words are truth values here."""
    words = {"có": True, "true": True, "không": False, "false": False}
    return words.get(value, value) if isinstance(value, str) else value


Slug = Annotated[str, Field(pattern=SLUG)]
Code = Annotated[str, Field(pattern=CODE)]
Day = Annotated[date, BeforeValidator(_vietnamese_date)]
Flag = Annotated[bool, BeforeValidator(_yes_no)]
Whole = Annotated[int, BeforeValidator(_whole)]


class Unit(StrEnum):
    """Unit of a time limit; ``working_days`` skips weekends and holidays."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"


class Period(_Content):
    """A time limit, for example 3 working days."""

    amount: Whole = Field(gt=0, title="Số")
    unit: Unit = Field(title="Đơn vị")
    note: str = Field(default="", title="Ghi chú")


class ChannelKind(StrEnum):
    """How a dossier reaches the office."""

    ONLINE = "online"
    COUNTER = "counter"
    POST = "post"


class Channel(_Content):
    """One way to submit: where, and how long it takes there (None: the record does not say)."""

    kind: ChannelKind = Field(title="Hình thức nộp")
    where: str = Field(title="Nộp ở đâu")
    link: str = Field(default="", title="Đường dẫn")
    time: Period | None = Field(default=None, title="Thời hạn giải quyết")
    counter_step: str = Field(
        default="", title="Lý do vẫn phải đến quầy", description="Nghị định 224/2026/NĐ-CP Điều 14"
    )


class FeeRule(StrEnum):
    """Who fixed the fee: ``free`` in law, ``amount`` stated, ``hdnd`` set by the People's Council, ``not_stated``."""

    FREE = "free"
    AMOUNT = "amount"
    HDND = "hdnd"
    NOT_STATED = "not_stated"


class Fee(_Content):
    """One fee line; ``amount`` in đồng, only with rule ``amount``. Never derive "free" from an empty field."""

    label: str = Field(title="Khoản thu")
    rule: FeeRule = Field(title="Cách quy định")
    amount: Whole | None = Field(default=None, ge=0, title="Số tiền (đồng)")
    per: str = Field(default="", title="Tính theo", examples=["bản", "trang", "lần"])
    channel: ChannelKind | None = Field(default=None, title="Chỉ áp dụng khi nộp theo hình thức")
    valid_from: Day | None = Field(default=None, title="Áp dụng từ ngày")
    valid_to: Day | None = Field(default=None, title="Áp dụng đến ngày")
    source: str = Field(title="Căn cứ")
    note: str = Field(default="", title="Ghi chú")

    @model_validator(mode="after")
    def _amount_fits_rule(self) -> Fee:
        if (self.rule is FeeRule.AMOUNT) != (self.amount is not None):
            raise ValueError("Chỉ ghi số tiền (amount) khi rule là «amount», và khi đó phải ghi.")
        return self


class Comparison(_Content):
    """A condition on a date or a number; dates are compared with the day of the event. All stated parts must hold."""

    older_than_days: Whole | None = Field(default=None, title="Đã quá số ngày")
    older_than_years: Whole | None = Field(default=None, title="Đã quá số năm (tuổi)")
    younger_than_years: Whole | None = Field(default=None, title="Chưa đủ số năm (tuổi)")
    over: Whole | None = Field(default=None, title="Lớn hơn")
    under: Whole | None = Field(default=None, title="Nhỏ hơn")


Condition = Mapping[str, str | tuple[str, ...] | Comparison]
"""Question id -> value, any of several values, or a comparison; all hold. Yes/no answers are ``co`` / ``khong``."""


class Document(_Content):
    """A paper the citizen brings or uploads; shown only where ``when`` holds and ``unless`` does not."""

    id: Slug = Field(title="Mã ngắn")
    name: str = Field(title="Tên giấy tờ")
    form: str = Field(default="", title="Số hiệu biểu mẫu", examples=["CT01"])
    copies: str = Field(default="", title="Loại và số lượng bản", examples=["1 bản chính"])
    note: str = Field(default="", title="Ghi chú", description="Ai không phải nộp, thay bằng gì")
    required: Flag = Field(default=True, title="Bắt buộc")
    when: Condition = Field(default_factory=dict, title="Chỉ cần khi")
    unless: Condition = Field(default_factory=dict, title="Không cần khi")


class AnswerType(StrEnum):
    """How a typed answer is read; each has one parser in ``engine.answers``."""

    FULL_NAME = "full_name"
    PERSONAL_ID = "personal_id"
    OLD_ID = "old_id"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    ETHNIC_GROUP = "ethnic_group"
    MONEY = "money"
    NUMBER = "number"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    YES_NO = "yes_no"
    FILE = "file"
    TEXT = "text"


class Choice(_Content):
    """One button. ``stop`` ends the form kindly (its text says why); ``instead`` names the procedure that fits."""

    value: Slug = Field(title="Mã lựa chọn")
    label: str = Field(max_length=60, title="Chữ trên nút")
    stop: str = Field(default="", title="Lời giải thích khi không làm tiếp được ở đây")
    instead: Code | None = Field(default=None, title="Thủ tục phù hợp hơn")


class Question(_Content):
    """One question of a guided form, asked where ``when`` holds and ``unless`` does not; both look back only."""

    id: Slug = Field(title="Mã câu hỏi")
    ask: str = Field(title="Câu hỏi")
    label: str = Field(title="Nhãn ngắn trong bản kiểm tra lại", max_length=60)
    why: str = Field(default="", title="Vì sao hỏi")
    example: str = Field(default="", title="Ví dụ trả lời")
    type: AnswerType = Field(title="Kiểu câu trả lời")
    choices: tuple[Choice, ...] = Field(default=(), title="Các lựa chọn")
    optional: Flag = Field(default=False, title="Được bỏ qua")
    personal: Flag = Field(default=True, title="Là dữ liệu cá nhân")
    when: Condition = Field(default_factory=dict, title="Chỉ hỏi khi")
    unless: Condition = Field(default_factory=dict, title="Không hỏi khi")
    born: Slug | None = Field(default=None, title="Câu hỏi ngày sinh của cùng người (đối chiếu số định danh)")
    sex: Slug | None = Field(default=None, title="Câu hỏi giới tính của cùng người (giá trị nam / nu)")
    date_range: Literal["past", "future", "any"] = Field(default="any", title="Ngày phải ở")
    minimum: Whole | None = Field(default=None, title="Nhỏ nhất")
    maximum: Whole | None = Field(default=None, title="Lớn nhất")
    max_files: Whole = Field(default=5, ge=1, le=10, title="Số tệp nhiều nhất")

    @model_validator(mode="after")
    def _choices_fit_type(self) -> Question:
        if (self.type in {AnswerType.CHOICE, AnswerType.MULTI_CHOICE}) != bool(self.choices):
            raise ValueError("Câu hỏi kiểu choice hoặc multi_choice phải có «choices», kiểu khác thì không.")
        return self


class Source(_Content):
    """Where the facts come from: the publishing decision of the national record and the day somebody checked them."""

    decision: str = Field(title="Quyết định công bố")
    link: str = Field(default="", title="Đường dẫn bản ghi")
    as_of: str = Field(default="", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$", title="Bản ghi của tháng nào")
    checked_on: Day = Field(title="Ngày kiểm tra")
    review_months: Whole = Field(default=6, ge=1, le=24, title="Kiểm tra lại sau (tháng)")
    confirm: tuple[str, ...] = Field(default=(), title="Điều còn chờ đơn vị xác nhận")
    drifted: tuple[str, ...] = Field(
        default=(), title="Khác với dữ liệu quốc gia", description="«motcua drift --mark» ghi; xóa khi đã xác nhận"
    )


class Kind(StrEnum):
    """``guided`` has a form, ``guidance`` explains, ``handover`` says who helps, ``imported`` is national data."""

    GUIDED = "guided"
    GUIDANCE = "guidance"
    HANDOVER = "handover"
    IMPORTED = "imported"


class Procedure(_Content):
    """One administrative procedure; identity is ``code``, never the name (names are shared)."""

    code: Code = Field(title="Mã thủ tục quốc gia")
    title: str = Field(title="Tên chính thức")
    plain: str = Field(max_length=90, title="Tên gọi dễ hiểu", description="Dùng trên nút và câu trả lời")
    kind: Kind = Field(title="Loại")
    status: Literal["published", "draft"] = Field(default="published", title="Trạng thái")
    field: str = Field(title="Lĩnh vực")
    level: tuple[Literal["xã", "tỉnh", "bộ", "khác"], ...] = Field(title="Cấp thực hiện")
    online: Literal["toan_trinh", "mot_phan", ""] = Field(
        default="", title="Mức cung cấp trực tuyến (trống: chờ xác nhận)"
    )
    names: tuple[str, ...] = Field(default=(), title="Tên người dân hay gọi")
    asks: tuple[str, ...] = Field(default=(), title="Câu hỏi mẫu")
    situations: tuple[str, ...] = Field(default=(), title="Hoàn cảnh thường gặp")
    tests: tuple[str, ...] = Field(default=(), title="Câu hỏi kiểm thử", description="Không trùng với câu hỏi mẫu")
    purpose: str = Field(title="Dùng để làm gì")
    audience: str = Field(default="", title="Ai được làm")
    condolence: Flag = Field(default=False, title="Mở đầu bằng lời chia buồn")
    decides: str = Field(title="Cơ quan quyết định")
    channels: tuple[Channel, ...] = Field(default=(), title="Cách nộp")
    fees: tuple[Fee, ...] = Field(default=(), title="Phí, lệ phí")
    documents: tuple[Document, ...] = Field(default=(), title="Giấy tờ")
    questions: tuple[Question, ...] = Field(default=(), title="Các câu hỏi của biểu mẫu")
    conditions: str = Field(default="", title="Điều kiện")
    result: str = Field(default="", title="Kết quả nhận được")
    notes: tuple[str, ...] = Field(default=(), title="Lưu ý")
    related: tuple[Code, ...] = Field(default=(), title="Thủ tục liên quan, theo thứ tự nên làm")
    legal_basis: tuple[str, ...] = Field(default=(), title="Căn cứ pháp lý")
    source: Source = Field(title="Nguồn")
    valid_from: Day | None = Field(default=None, title="Áp dụng từ")
    valid_to: Day | None = Field(default=None, title="Áp dụng đến")
    replaced_by: Code | None = Field(default=None, title="Được thay bằng")
    replaces: tuple[Code, ...] = Field(default=(), title="Thay cho các mã cũ", examples=[["2.000986"]])


class FaqEntry(_Content):
    """One frequent question with its answer in light markup (paragraphs, **bold**, lists, links)."""

    id: Slug = Field(title="Mã mục")
    question: str = Field(title="Câu hỏi", max_length=120)
    answer: str = Field(title="Câu trả lời")
    asks: tuple[str, ...] = Field(default=(), title="Câu hỏi mẫu")
    tests: tuple[str, ...] = Field(default=(), title="Câu hỏi kiểm thử")
    procedures: tuple[Code, ...] = Field(default=(), title="Thủ tục liên quan, theo thứ tự nên làm")
    see_also: tuple[Slug, ...] = Field(default=(), title="Mục liên quan")
    source: str = Field(default="", title="Nguồn")
    checked_on: Day = Field(title="Ngày kiểm tra")
    review_months: Whole = Field(default=6, ge=1, le=24, title="Kiểm tra lại sau (tháng)")


class FaqTopic(_Content):
    """One file ``faq/<topic>.yaml``: a topic and its entries."""

    topic: str = Field(title="Chủ đề")
    entries: tuple[FaqEntry, ...] = Field(title="Các mục")


class Hours(_Content):
    """One span of opening hours on given weekdays (1 = Monday ... 7 = Sunday)."""

    days: tuple[Whole, ...] = Field(title="Các ngày trong tuần (1 là thứ Hai)")
    opens: time = Field(title="Mở cửa lúc", examples=["08:00"])
    closes: time = Field(title="Đóng cửa lúc", examples=["17:00"])
    note: str = Field(default="", title="Ghi chú")


class Office(_Content):
    """One office. Facts nobody has confirmed stay empty; texts then say where else to ask."""

    id: Slug = Field(title="Mã đơn vị", examples=["thanh_tri"])
    name: str = Field(title="Tên đơn vị", examples=["Xã Thanh Trì"])
    unit_code: str = Field(default="", title="Mã đơn vị hành chính")
    kind: Literal["commune", "ward"] = Field(title="Là xã hay phường")
    address: str = Field(default="", title="Địa chỉ (trống: chờ xác nhận)")
    phone: str = Field(default="", title="Số điện thoại (trống: chờ xác nhận)")
    hours: tuple[Hours, ...] = Field(default=(), title="Giờ làm việc của quầy một cửa")
    police_hours: tuple[Hours, ...] = Field(default=(), title="Giờ tiếp dân của công an xã, phường")
    former_units: tuple[str, ...] = Field(default=(), title="Đơn vị cũ có phần lớn thuộc về đây")
    partly_from: tuple[str, ...] = Field(default=(), title="Đơn vị cũ có một phần thuộc về đây")
    confirm: tuple[str, ...] = Field(default=(), title="Điều còn chờ đơn vị xác nhận")


class Offices(_Content):
    """``procedures/offices.yaml``: the offices and the numbers every citizen may call."""

    province: str = Field(title="Tỉnh, thành phố")
    hotline: str = Field(default="", title="Đường dây nóng")
    portal: str = Field(default="https://dichvucong.gov.vn", title="Cổng dịch vụ công")
    suggested: tuple[Code, ...] = Field(default=(), title="Thủ tục gợi ý khi chào")
    offices: tuple[Office, ...] = Field(title="Các đơn vị tiếp nhận")


class Calendar(_Content):
    """``procedures/calendar.yaml``: what the office changes in the public calendar, and its receiving rules."""

    late_after: time = Field(title="Nhận sau giờ này tính ngày làm việc tiếp theo")
    days_off: tuple[Day, ...] = Field(default=(), title="Ngày nghỉ thêm")
    working_days: tuple[Day, ...] = Field(default=(), title="Ngày làm bù")


class Publication(_Content):
    """One thing a commune makes public (Law 10/2022/QH15): ``item`` is its number, 1 to 14, in article 11, clause 1.

    Shown from ``published_on`` to ``ends_on`` (None: permanent, as article 13 asks of procedures and officers' duties).
    """

    id: Slug = Field(title="Mã mục")
    item: int = Field(ge=1, le=14, title="Nội dung công khai thứ mấy (Điều 11)")
    title: str = Field(max_length=120, title="Tên")
    summary: str = Field(title="Nội dung chính")
    link: str = Field(default="", title="Đường dẫn đến văn bản")
    office: Slug | None = Field(default=None, title="Đơn vị công khai (trống: mọi đơn vị)")
    published_on: Day = Field(title="Ngày công khai")
    ends_on: Day | None = Field(default=None, title="Ngày kết thúc (trống: thường xuyên)")
    sample: Flag = Field(default=False, title="Là mẫu, chưa phải số liệu thật")

    @model_validator(mode="after")
    def _thirty_days(self) -> Publication:
        if self.ends_on and (self.ends_on - self.published_on).days < 30:
            raise ValueError("Thời gian công khai phải từ 30 ngày liên tục trở lên (Luật 10/2022/QH15, Điều 13).")
        return self


class Publications(_Content):
    """``faq/publications.yaml``: what is made public, newest first."""

    publications: tuple[Publication, ...] = Field(title="Các mục công khai")


class Step(_Content):
    """One line of a transcript; exactly one key is given."""

    say: str | None = Field(default=None, title="Người dân viết")
    tap: str | None = Field(default=None, title="Người dân bấm nút (chữ trên nút)")
    upload: str | None = Field(default=None, title="Người dân gửi tệp (tên tệp)")
    bot: str | None = Field(default=None, title="Trợ lý nói (một đoạn trong lời vừa nói)")
    bot_not: str | None = Field(default=None, title="Trợ lý không nói")
    button: str | None = Field(default=None, title="Có nút này")
    answers: Mapping[str, str] | None = Field(default=None, title="Câu trả lời đang được giữ")
    submitted: Code | None = Field(default=None, title="Hồ sơ của thủ tục này đã được gửi")
    wait_days: Whole | None = Field(default=None, title="Trôi qua số ngày")

    @model_validator(mode="after")
    def _one_key(self) -> Step:
        if len(self.model_fields_set) != 1:
            raise ValueError("Mỗi dòng của kịch bản chỉ có đúng một khóa.")
        return self


class Transcript(_Content):
    """``<slug>.<case>.test.yaml``: a conversation told in lines, replayed by ``motcua test``."""

    title: str = Field(title="Tình huống")
    at: datetime = Field(default=datetime.fromisoformat("2026-11-23T09:00:00+07:00"), title="Thời điểm bắt đầu")
    steps: tuple[Step, ...] = Field(title="Các dòng của kịch bản")


class Catalogue(BaseModel):
    """Everything staff wrote, by identity; immutable, so a reload is a new value."""

    model_config = ConfigDict(frozen=True)

    procedures: Mapping[str, Procedure]
    faq: Mapping[str, FaqEntry]
    topics: Mapping[str, tuple[str, ...]]
    offices: Offices
    calendar: Calendar
    publications: tuple[Publication, ...] = ()
    words: Mapping[str, tuple[Mapping[str, object], ...]] = Field(default_factory=dict)
    version: str = ""
