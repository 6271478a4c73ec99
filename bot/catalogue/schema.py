"""JSON Schemas of the content files, so that an editor completes, explains and checks while staff type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from bot.catalogue.model import Calendar, FaqTopic, Offices, Procedure, Publications, Transcript
from bot.catalogue.wordlists import WORDLISTS

KINDS: dict[str, type[BaseModel]] = {
    "procedure": Procedure,
    "faq": FaqTopic,
    "offices": Offices,
    "calendar": Calendar,
    "publications": Publications,
    "transcript": Transcript,
}

GLOBS = {
    "procedure": [
        "procedures/*.yaml",
        "!procedures/*.test.yaml",
        "!procedures/offices.yaml",
        "!procedures/calendar.yaml",
    ],
    "transcript": ["procedures/*.test.yaml"],
    "offices": ["procedures/offices.yaml"],
    "calendar": ["procedures/calendar.yaml"],
    "faq": ["faq/*.yaml", "!faq/publications.yaml"],
    "publications": ["faq/publications.yaml"],
    **{f"words-{name}": [f"faq/words/{name}.yaml", f"faq/words/{name}-*.yaml"] for name in WORDLISTS},
}
"""Kind of file -> the file names an editor matches it with."""

_ABOUT = {
    "Procedure": "Một thủ tục hành chính. Mỗi tệp một thủ tục; mã quốc gia là định danh.",
    "Channel": "Một cách nộp hồ sơ: ở đâu, bao lâu.",
    "Period": "Một thời hạn, ví dụ 3 ngày làm việc.",
    "Fee": "Một khoản phí, lệ phí. Không bao giờ suy ra «miễn phí» từ chỗ trống.",
    "Document": "Một giấy tờ người dân phải có. Ghi «when» nếu chỉ một số trường hợp cần.",
    "Question": "Một câu hỏi của biểu mẫu. Điều kiện chỉ được nhìn về câu đã hỏi trước.",
    "Choice": "Một nút bấm.",
    "Comparison": "So sánh ngày hoặc số; ghi bao nhiêu điều kiện thì tất cả phải đúng.",
    "Source": "Thông tin lấy từ đâu và ai đã kiểm tra ngày nào.",
    "FaqTopic": "Một chủ đề hỏi đáp và các mục của nó.",
    "FaqEntry": "Một câu hỏi thường gặp và câu trả lời.",
    "Offices": "Các đơn vị tiếp nhận và số điện thoại chung.",
    "Office": "Một đơn vị. Điều chưa xác nhận thì để trống.",
    "Hours": "Một khoảng giờ mở cửa.",
    "Calendar": "Điều chỉnh lịch làm việc và giờ nhận hồ sơ.",
    "Publications": "Những nội dung phải công khai.",
    "Publication": "Một nội dung công khai theo Luật 10/2022/QH15, Điều 11.",
    "Transcript": "Một cuộc trò chuyện mẫu, chạy lại bằng «motcua test».",
    "Abbreviation": "Một nghĩa và các kiểu viết tắt của nó.",
    "Concept": "Nhiều cách nói của một ý.",
    "Aspect": "Các cách hỏi về một phần của thủ tục.",
    "Filler": "Lời đệm, có hay không cũng không đổi việc người dân hỏi.",
    "Request": "Dấu hiệu của một câu hỏi hay một yêu cầu.",
    "Talk": "Lời nói mà không thủ tục nào trả lời.",
    "Everyday": "Người dân gọi một thủ tục thế nào.",
    "Step": "Một dòng của kịch bản, chỉ có đúng một khóa.",
}

_VALUES = {
    "Unit": {"hours": "giờ", "days": "ngày", "working_days": "ngày làm việc"},
    "ChannelKind": {"online": "trực tuyến", "counter": "tại quầy", "post": "qua bưu chính"},
    "FeeRule": {
        "free": "không thu, theo quy định",
        "amount": "thu đúng số tiền ghi ở «amount»",
        "hdnd": "do Hội đồng nhân dân quy định",
        "not_stated": "bản ghi quốc gia không nêu",
    },
    "Kind": {
        "guided": "có biểu mẫu hỏi từng bước",
        "guidance": "chỉ hướng dẫn",
        "handover": "chỉ nói ai giúp được",
        "imported": "nhập từ dữ liệu quốc gia",
    },
    "AnswerType": {
        "full_name": "họ và tên",
        "personal_id": "số định danh 12 số",
        "old_id": "số chứng minh 9 số",
        "date": "ngày",
        "phone": "số điện thoại",
        "email": "thư điện tử",
        "address": "địa chỉ",
        "ethnic_group": "dân tộc",
        "money": "số tiền",
        "number": "số",
        "choice": "chọn một",
        "multi_choice": "chọn nhiều",
        "yes_no": "có hoặc không",
        "file": "gửi tệp, ảnh",
        "text": "viết tự do",
    },
}

_EXAMPLES: Mapping[str, list[object]] = {
    "code": ["1.004194"],
    "plain": ["Đăng ký tạm trú"],
    "names": [["khai tạm trú", "giấy tạm trú"]],
    "asks": [["Đăng ký tạm trú cần giấy tờ gì?"]],
    "tests": [["em mới thuê trọ thì khai báo ở đâu"]],
    "purpose": ["Ghi nhận chỗ ở khi sống xa nhà từ 30 ngày."],
    "decides": ["Công an xã, phường"],
    "amount": [7000],
    "valid_from": ["01/07/2025"],
    "valid_to": ["31/12/2026"],
    "checked_on": ["22/11/2026"],
    "as_of": ["2026-07"],
    "source": ["Thông tư 75/2022/TT-BTC"],
    "when": [{"cho_o": ["thue", "o_nho"]}],
    "unless": [{"cho_o": "nha_minh"}],
    "ask": ["Anh/chị ở nhà thuê hay ở nhờ?"],
    "why": ["Mỗi loại chỗ ở cần giấy tờ khác nhau."],
    "related": [["1.002755"]],
    "say": ["đăng ký tạm trú"],
    "tap": ["Làm từng bước"],
    "bot": ["bước 1/8"],
    "late_after": ["15:00"],
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of every kind of content file, readable by draft-07 editors."""
    made = {
        kind: _schema(model.model_json_schema(ref_template="#/definitions/{model}")) for kind, model in KINDS.items()
    }
    words = {f"words-{name}": _list(item.model_json_schema()) for name, item in WORDLISTS.items()}
    return {**made, **words}


def files() -> dict[str, str]:
    """File name -> text, for the folder of schemas."""
    texts = {f"{kind}.schema.json": schema for kind, schema in schemas().items()}
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in texts.items()}


def _schema(made: dict[str, Any]) -> dict[str, Any]:
    definitions = made.pop("$defs", {})
    named = {name: _plain(part, name) for name, part in sorted(definitions.items())}
    whole: dict[str, Any] = _plain(made, str(made["title"]))
    return {"$schema": "http://json-schema.org/draft-07/schema#", **whole, "definitions": named}


def _list(made: dict[str, Any]) -> dict[str, Any]:
    name = str(made["title"])
    about = {"title": "Từ ngữ", "description": "Các cách nói của người dân. Mỗi mục bắt đầu bằng «- »."}
    return {"$schema": "http://json-schema.org/draft-07/schema#", **about, "type": "array", "items": _plain(made, name)}


def _plain(part: dict[str, Any], name: str) -> dict[str, Any]:
    """One model or list of words in the terms of its readers."""
    if "enum" in part:
        meanings = _VALUES[name]
        return {"enum": part["enum"], "enumDescriptions": [meanings[value] for value in part["enum"]]}
    fields = {key: _field(key, field) for key, field in part.get("properties", {}).items()}
    plain = {"title": _ABOUT[name].partition(".")[0].partition(":")[0], "description": _ABOUT[name], "type": "object"}
    required = {"required": part["required"]} if part.get("required") else {}
    return {**plain, "properties": fields, **required, "additionalProperties": False}


def _field(key: str, field: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {word: field[word] for word in ("title", "description", "examples") if word in field}
    said.setdefault("description", str(said.get("title", "")))
    if key in _EXAMPLES and "examples" not in said and _fits(_EXAMPLES[key][0], field):
        said["examples"] = _EXAMPLES[key]
    return {**said, **_value(field)}


def _fits(example: object, field: dict[str, Any]) -> bool:
    """``source`` and ``amount`` mean different things in different places; an example goes where its form fits."""
    kinds = {part.get("type", "object") for part in field.get("anyOf", [field])}
    if isinstance(example, list):
        return "array" in kinds
    if isinstance(example, Mapping):
        return "object" in kinds
    return bool(kinds & {"string", "integer", "date"}) and "$ref" not in field


def _value(field: dict[str, Any]) -> dict[str, Any]:
    """What may stand there. Editors read 1.004194 as a number and our loader as text, so texts allow both."""
    parts = [part for part in field.get("anyOf", [field]) if part.get("type") != "null"]
    if len(parts) > 1:
        return {"anyOf": [_value(part) for part in parts]}
    [part] = parts
    if "$ref" in part:
        return {"allOf": [{"$ref": part["$ref"]}]}  # draft-07 readers ignore what stands beside a bare $ref
    if "enum" in part or "const" in part:
        return {word: part[word] for word in ("enum", "const") if word in part}
    match part.get("type"):
        case "array":
            items = part.get("items", {})
            return {"type": "array", "items": _value(items)}
        case "object" if "additionalProperties" in part:
            return {"type": "object", "additionalProperties": _value(part["additionalProperties"])}
        case "boolean":
            return {"enum": ["có", "không"]}
        case "integer":
            limits = {word: part[word] for word in ("minimum", "maximum", "exclusiveMinimum") if word in part}
            return {"type": "integer", **limits}
        case "string" if part.get("format") in {"date", "time", "date-time"}:
            return {"type": "string"}
        case "string":
            limits = {word: part[word] for word in ("pattern", "maxLength", "minLength") if word in part}
            return {"type": ["string", "number"], **limits}
    raise ValueError(f"no editor words for {part}")
