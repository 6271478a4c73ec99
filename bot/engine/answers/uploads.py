"""Files sent as an answer: which count, and what to do about those that do not."""

from __future__ import annotations

from collections.abc import Sequence

from bot.catalogue.model import Question
from bot.engine.answers.outcome import Invalid
from bot.engine.events import Uploaded
from bot.engine.session import Answer

_PROBLEMS = {
    "empty": "Tệp này trống (0 byte), anh/chị chọn lại tệp rồi gửi lại giúp.",
    "too_large": "Tệp này lớn quá, anh/chị chụp lại ở cỡ nhỏ hơn hoặc tách thành nhiều tệp rồi gửi lại giúp.",
    "type": "Một Cửa chỉ nhận ảnh (JPG, PNG, WEBP), PDF hoặc DOCX, anh/chị gửi lại giúp ở một trong các dạng đó.",
    "broken": "Tệp này không mở được, anh/chị chụp hoặc lưu lại rồi gửi lại giúp.",
}


def files(question: Question, uploads: Sequence[Uploaded], kept: Answer | None = None) -> Answer | Invalid:
    """The answer holding the files kept so far and the new ``uploads`` (their ids, in order of arrival, none twice)."""
    refused = next((upload.problem for upload in uploads if upload.problem), "")
    if refused:
        return Invalid(_PROBLEMS.get(refused, _PROBLEMS["broken"]))
    before = kept.value if kept and isinstance(kept.value, tuple) else ()
    names = kept.shown.split("; ") if kept and before else []
    for upload in uploads:
        if upload.upload_id not in before:
            before = (*before, upload.upload_id)
            names.append(upload.name.replace("; ", " ") or "tệp không tên")
    if not before:
        return Invalid("Anh/chị gửi giúp ảnh chụp hoặc tệp PDF của giấy tờ này.")
    if len(before) > question.max_files:
        return Invalid(
            f"Câu này nhận nhiều nhất {question.max_files} tệp, anh/chị bỏ bớt hoặc ghép các trang thành một tệp PDF giúp."
        )
    return Answer(before, "; ".join(names))
