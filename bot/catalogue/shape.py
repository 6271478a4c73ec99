"""From plain data to the models, with every refusal said in Vietnamese at its place in the file."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.catalogue.issues import Issue, Path, Source

Shape = TypeVar("Shape", bound=BaseModel)


def shaped(source: Source, model: type[Shape]) -> tuple[Shape | None, tuple[Issue, ...]]:
    """``source`` as a ``model``, or None and every reason why not."""
    if source.data is None:
        return None, ()
    if not isinstance(source.data, Mapping):
        return None, (source.issue((), "type", "Tệp phải gồm các dòng «khóa: giá trị»."),)
    try:
        return model.model_validate(source.data), ()
    except ValidationError as error:
        return None, tuple(_issues(source, model, error))


def listed(source: Source, item: type[BaseModel] | None) -> tuple[Issue, ...]:
    """What is wrong with ``source`` as a list of groups of keys, each an ``item`` (None: any keys)."""
    if source.data is None:
        return ()
    if not isinstance(source.data, list):
        return (source.issue((), "type", "Tệp này phải là danh sách, mỗi mục bắt đầu bằng «- »."),)
    try:
        if item is None:
            TypeAdapter(list[dict[str, Any]]).validate_python(source.data)
        else:
            TypeAdapter(list[item]).validate_python(source.data)  # type: ignore[valid-type]
    except ValidationError as error:
        return tuple(_issues(source, item, error))
    return ()


def _issues(source: Source, model: Any, error: ValidationError) -> list[Issue]:
    found: list[Issue] = []
    faults = error.errors(include_url=False)
    misspelt = {
        (*fault["loc"][:-1], _meant(fault["loc"], model)) for fault in faults if fault["type"] == "extra_forbidden"
    }
    for fault in faults:
        if fault["type"] == "missing" and fault["loc"] in misspelt:
            continue  # the misspelt key is said already
        path = _real(source, fault["loc"])
        code = _CODES.get(fault["type"], "value")
        if fault["type"] == "extra_forbidden":
            path = tuple(fault["loc"])
            sentence = _unknown_key(path, model)
        elif fault["type"] == "missing":
            sentence = _missing(fault["loc"], model)
        else:
            sentence = _sentence(fault)
        issue = source.issue(path, code, sentence, key=code in {"unknown-key"})
        # The branches of one union complain about the same value; one sentence is enough.
        if not any((seen.line, seen.column) == (issue.line, issue.column) and code == "type" for seen in found):
            found.append(issue)
    return found


_CODES = {
    "extra_forbidden": "unknown-key",
    "missing": "missing",
    "string_pattern_mismatch": "pattern",
    "string_too_long": "too-long",
    "enum": "choice",
    "literal_error": "choice",
    "string_type": "type",
    "list_type": "type",
    "tuple_type": "type",
    "dict_type": "type",
    "mapping_type": "type",
    "model_type": "type",
    "model_attributes_type": "type",
    "is_instance_of": "type",
}


def _sentence(fault: Any) -> str:
    kind, given, ctx = str(fault["type"]), fault["input"], fault.get("ctx", {})
    shown = f"«{given}»" if isinstance(given, str | int | float | bool) else "giá trị này"
    match kind:
        case "value_error":
            return str(ctx["error"])
        case "string_pattern_mismatch" if r"\." in ctx.get("pattern", ""):
            return f"{shown} không phải mã thủ tục quốc gia, ví dụ đúng: 1.001193."
        case "string_pattern_mismatch":
            return f"{shown} chỉ được gồm chữ thường không dấu, chữ số và dấu gạch dưới."
        case "string_too_long":
            return f"Dài quá {ctx['max_length']} ký tự (đang có {len(str(given))}); hãy viết ngắn lại."
        case "enum" | "literal_error":
            allowed = str(ctx.get("expected", "")).replace("'", "").replace(" or ", ", ")
            guess = _guess(str(given), allowed.split(", "))
            return f"{shown} không dùng được ở đây; hãy chọn một trong: {allowed}.{guess}"
        case "bool_type" | "bool_parsing":
            return f"{shown} không dùng được; hãy viết «có» hoặc «không»."
        case "too_short" | "string_too_short":
            return "Chỗ này không được để trống."
        case "tuple_type" | "list_type":
            return "Chỗ này phải là danh sách: mỗi mục một dòng, bắt đầu bằng «- »."
        case "string_type":
            return "Chỗ này phải là chữ, không phải danh sách hay nhóm khóa; có thể câu thiếu dấu nháy kép."
        case "mapping_type" | "dict_type" | "model_type" | "model_attributes_type" | "is_instance_of":
            return "Chỗ này phải là các dòng «khóa: giá trị» thụt vào trong."
        case "greater_than" | "greater_than_equal":
            low = ctx.get("gt", ctx.get("ge"))
            return (
                f"{shown} nhỏ quá; phải {'lớn hơn' if 'gt' in ctx else 'từ'} {low}{'' if 'gt' in ctx else ' trở lên'}."
            )
        case "less_than" | "less_than_equal":
            return f"{shown} lớn quá; nhiều nhất là {ctx.get('le', ctx.get('lt'))}."
        case _ if kind.startswith("int"):
            return f"{shown} không phải số nguyên; chỉ viết chữ số, ví dụ 10000."
        case _ if kind.startswith("datetime"):
            return f"{shown} không phải thời điểm; hãy viết như 2026-11-23T09:00:00+07:00."
        case _ if kind.startswith("date"):
            return f"{shown} không phải ngày có thật; hãy viết ngày/tháng/năm, ví dụ 01/07/2025."
        case _ if kind.startswith("time"):
            return f"{shown} không phải giờ; hãy viết như 15:00."
        case _:
            return f"{shown} không dùng được ở đây."


def _real(source: Source, loc: Sequence[str | int]) -> Path:
    """``loc`` without the names of union branches, which are not in the file."""
    path: Path = ()
    for part in loc:
        if (*path, part) in source.places:
            path = (*path, part)
    return path


def _unknown_key(path: Path, model: Any) -> str:
    meant = _meant(path, model)
    return f"Không có khóa «{path[-1]}» ở đây." + (f" Có phải ý bạn là «{meant}»?" if meant else "")


def _meant(path: Path, model: Any) -> str:
    """The key that a misspelt one is nearest to, or an empty text."""
    around = _model_at(model, path[:-1])
    near = difflib.get_close_matches(str(path[-1]).lower(), list(around.model_fields) if around else [], n=1)
    return near[0] if near else ""


def _missing(loc: Sequence[str | int], model: Any) -> str:
    around = _model_at(model, tuple(loc[:-1]))
    title = around.model_fields[str(loc[-1])].title if around and str(loc[-1]) in around.model_fields else None
    return f"Thiếu «{loc[-1]}»{f' ({title})' if title else ''}."


def _guess(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f" Có phải ý bạn là «{near[0]}»?" if near else ""


def _model_at(model: Any, path: Path) -> type[BaseModel] | None:
    """The model that reads the mapping at ``path``, following field annotations; None where there is none."""
    current: Any = model
    for part in path:
        models = _models(current)
        if isinstance(part, str) and models and part in models[0].model_fields:
            current = models[0].model_fields[part].annotation
    found = _models(current)
    return found[0] if found else None


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return [annotation] if issubclass(annotation, BaseModel) else []
    if get_origin(annotation) in {Union, UnionType, tuple, list} or get_args(annotation):
        return [found for part in get_args(annotation) for found in _models(part)]
    return []
