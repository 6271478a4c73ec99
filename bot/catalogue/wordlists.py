"""The shapes of ``faq/words/*.yaml``: how citizens speak, in lists that staff extend."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.catalogue.model import Code, Slug


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


Meaning = Annotated[str, Field(min_length=1)]


class Abbreviation(_Group):
    """One meaning and the short forms people type for it; with ``near``, only beside one of those words.

    A list of meanings is a form that cannot be told alone: the citizen is offered them all. A form may stand in several groups
    with different ``near``; the first whose word stands close wins, then the one without.
    """

    means: Meaning | Annotated[tuple[Meaning, ...], Field(min_length=1)] = Field(
        title="Nghĩa đầy đủ (nhiều nghĩa: Một Cửa hỏi lại)", examples=["căn cước công dân"]
    )
    typed: tuple[str, ...] = Field(title="Người dân gõ", min_length=1, examples=[["cccd", "cc cd"]])
    near: tuple[str, ...] = Field(default=(), title="Chỉ khi gần một trong các từ")


class Concept(_Group):
    """Many ways to say one thing."""

    concept: Slug = Field(title="Tên ngắn của ý", examples=["mat_giay"])
    phrases: tuple[str, ...] = Field(title="Các cách nói", min_length=1, examples=[["mất giấy", "làm mất"]])


class Aspect(_Group):
    """How people ask for one part of a procedure."""

    aspect: Literal["fee", "time", "where", "documents", "online", "result", "status"] = Field(title="Phần được hỏi")
    phrases: tuple[str, ...] = Field(title="Các cách hỏi", min_length=1, examples=[["bao nhiêu tiền", "lệ phí"]])


class Filler(_Group):
    """Words that change nothing."""

    filler: Slug = Field(title="Loại lời đệm", examples=["politeness"])
    phrases: tuple[str, ...] = Field(title="Các lời đệm", min_length=1, examples=[["ạ", "dạ", "nhé"]])


class Request(_Group):
    """Signs that something is asked."""

    request: Slug = Field(title="Loại dấu hiệu", examples=["ask"])
    phrases: tuple[str, ...] = Field(title="Các dấu hiệu", min_length=1, examples=[["thế nào", "ở đâu"]])


class Talk(_Group):
    """Messages that no procedure answers."""

    kind: Slug = Field(title="Loại lời nói", examples=["greeting"])
    phrases: tuple[str, ...] = Field(title="Các câu mẫu", min_length=1, examples=[["xin chào", "chào bạn"]])


class Everyday(_Group):
    """What citizens call a procedure that nobody has written up by hand."""

    code: Code = Field(title="Mã thủ tục quốc gia", examples=["1.001193"])
    names: tuple[str, ...] = Field(default=(), title="Tên người dân hay gọi", examples=[["giấy khai sinh"]])
    asks: tuple[str, ...] = Field(default=(), title="Câu hỏi mẫu")
    situations: tuple[str, ...] = Field(default=(), title="Hoàn cảnh thường gặp")


WORDLISTS: dict[str, type[BaseModel]] = {
    "abbreviations": Abbreviation,
    "concepts": Concept,
    "aspects": Aspect,
    "fillers": Filler,
    "requests": Request,
    "smalltalk": Talk,
    "human": Talk,
    "nothing": Talk,
    "everyday": Everyday,
}
"""Name of a file in ``faq/words`` -> what each of its items is; other names are read by nobody."""
