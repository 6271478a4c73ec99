"""The words around a form: how a question is put, what an answer changes, where the citizen stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from bot.catalogue.model import AnswerType, ChannelKind, Comparison, Condition, Procedure, Question
from bot.engine.answers.ethnic import MOST
from bot.engine.wording.cards import linked
from bot.engine.wording.markup import day, joined, listed, lower_first, plain

BACK = "Quay lại"
SKIP = "Bỏ qua"
LATER = "Để sau"
CONTINUE = "Tiếp tục"
REVIEW = "Xem lại"
DONE = "Xong"
KEEP = "Đúng rồi"
CHANGE = "Nhập lại"
CHANGE_IT = "Đồng ý đổi"
RESTART = "Làm lại từ đầu"
CANCEL = "Hủy hồ sơ"
THROW_AWAY = "Xóa hồ sơ này"
AS_BEFORE = "Giữ như cũ"
YES = "Có"
NO = "Không"
WRITE_IT = "Ghi vào hồ sơ"
ASKING = "Tôi đang hỏi"
REMOVE_LAST = "Bỏ tệp vừa gửi"
CHOOSE_AGAIN = "Chọn lại"

FIRST_QUESTION = "Đây là câu đầu tiên, không quay lại được nữa ạ."
NOT_OPTIONAL = (
    "Câu này bắt buộc, không bỏ qua được. Nếu chưa có thông tin, anh/chị viết **để sau**; phần đã làm vẫn được giữ."
)
STILL_NEEDED = "Ta làm tiếp câu đang dở nhé:"
TAP_ONE = "Anh/chị bấm một nút bên dưới, hoặc viết đúng tên lựa chọn giúp tôi."
TAP_SEVERAL = "Chọn được nhiều mục. Chọn đủ rồi bấm **Xong**."
NOTHING_TICKED = "Anh/chị chưa chọn mục nào. Chọn ít nhất một mục rồi bấm **Xong** nhé."
SEND_FILE = "Anh/chị gửi ảnh hoặc tệp ngay tại đây. Giấy có nhiều trang thì gửi lần lượt từng trang, xong bấm **Xong**."
PICK_UNIT = "Bấm xã, phường dưới đây rồi ghi tiếp số nhà, thôn. Ở nơi khác thì viết đủ địa chỉ."
REST_OF_ADDRESS = "Anh/chị ghi tiếp số nhà, ngõ hoặc thôn nhé. Chọn nhầm thì viết đủ cả địa chỉ."
NO_FILE_YET = "Tôi chưa nhận được tệp nào. Anh/chị gửi ảnh hoặc tệp trước, rồi bấm **Xong** nhé."
NO_FILE_NOW = (
    "Lúc này tôi chưa cần tệp nào nên chưa giữ tệp vừa gửi. Khi đến bước nộp giấy tờ, tôi sẽ báo để anh/chị gửi."
)
THREE_FAILURES = "Câu này hơi khó điền. Anh/chị có thể gặp cán bộ để được giúp, hoặc để sau rồi làm tiếp."
THREE_FAILURES_OPTIONAL = "Câu này không bắt buộc. Anh/chị có thể bỏ qua, hoặc gặp cán bộ để được giúp."
UNSURE = "Không sao ạ. Anh/chị xem lại giấy tờ rồi trả lời, để sau cũng được, hoặc hỏi cán bộ."
UNSURE_OPTIONAL = "Không sao ạ. Chưa biết thì anh/chị bấm **Bỏ qua**."
CONSENT_FIRST = "Trước khi hỏi thông tin, tôi cần anh/chị cho biết có đồng ý với thông báo ở trên không."
REMINDERS_FIRST = "Anh/chị có muốn được nhắc về hồ sơ này không?"
ALREADY_RECORDED = "Câu trước đã ghi rồi ạ."
OLD_DRAFT = "Nút này thuộc một hồ sơ không còn nữa. Anh/chị cần việc gì, cứ viết nhé."
DRAFT_KEPT = "Phần đã làm vẫn được giữ."
PROCEDURE_GONE = "Thủ tục của hồ sơ này đang được cập nhật nên chưa làm tiếp được. Phần đã trả lời vẫn được giữ."
NOT_GUIDED = "Việc này tôi mới có hướng dẫn, chưa làm từng bước được ở đây."
NO_DRAFT = "Hiện không có hồ sơ nào đang làm dở."
RESTARTED = "Tôi đã xóa các câu trả lời cũ. Ta làm lại từ đầu nhé."
CANCELLED = "Tôi đã hủy hồ sơ và xóa các câu trả lời của hồ sơ đó."
NOT_CHANGED = "Vâng, mọi thứ vẫn giữ nguyên."
OPTIONAL = "Câu này không bắt buộc."
MORE_QUESTIONS = "Việc này cần thêm vài câu nữa ạ."


def options(question: Question) -> tuple[tuple[str, str], ...]:
    """(label, value) of a question's buttons."""
    if question.type is AnswerType.YES_NO:
        return ((YES, "co"), (NO, "khong"))
    if question.type is AnswerType.ETHNIC_GROUP:
        return ((MOST, MOST),)
    return tuple((one.label, one.value) for one in question.choices)


def label(question: Question, value: str) -> str:
    """The button text of a value, or the value itself."""
    return next((text for text, one in options(question) if one == value), value)


def condition(procedure: Procedure, wanted: Condition) -> str:
    """A condition in words: "nơi sinh: Tại nhà"; parts about unknown questions are left out."""
    questions = {question.id: question for question in procedure.questions}
    return "; ".join(
        f"{lower_first(questions[key].label)}: {_wanted(questions[key], value)}"
        for key, value in wanted.items()
        if key in questions
    )


def cases_chosen(procedure: Procedure, cases: Mapping[str, str]) -> str:
    """Repeats the case the papers are for."""
    questions = {question.id: question for question in procedure.questions}
    said = [
        f"{lower_first(questions[key].label)}: {label(questions[key], value)}"
        for key, value in cases.items()
        if key in questions
    ]
    return f"Trường hợp {'; '.join(said)}." if said else ""


def online(procedure: Procedure) -> str:
    """Whether the procedure can be done online, and what still needs a visit."""
    way = next((one for one in procedure.channels if one.kind is ChannelKind.ONLINE), None)
    if way is None:
        return "Dữ liệu hiện có không ghi cách nộp trực tuyến. Anh/chị nộp tại quầy, hoặc hỏi bộ phận một cửa."
    where = f"Nộp trực tuyến được, tại {linked(way)}."
    match procedure.online:
        case "toan_trinh":
            how = "Làm trọn trên mạng, không phải đến quầy."
        case "mot_phan":
            how = "Một phần làm trên mạng, một phần phải đến quầy."
        case _:
            how = "Có phải đến quầy bước nào không thì còn chờ cơ quan xác nhận."
    if way.counter_step:
        how = f"Vẫn phải đến quầy vì: {lower_first(way.counter_step)}"
    return joined(where, how, "Anh/chị đăng nhập bằng VNeID mức 2 và tự bấm **Nộp hồ sơ**. Trợ lý này không nộp thay.")


def put(question: Question, current: str = "", picked: str = "") -> str:
    """A question as it is put: the question, why it is asked, an example, and the answer given before; of an address whose
    commune is ``picked``, only the line that is left."""
    if picked:
        return joined(f"**{question.ask}**", f"Đã chọn **{picked}**. {REST_OF_ADDRESS}")
    hints = []
    if question.why:
        hints.append(f"Vì sao hỏi: {question.why}")
    if question.example:
        hints.append(f"Ví dụ: {question.example}")
    if question.optional:
        hints.append(OPTIONAL)
    extra = {
        AnswerType.FILE: SEND_FILE,
        AnswerType.MULTI_CHOICE: TAP_SEVERAL,
        AnswerType.ADDRESS: PICK_UNIT,
    }.get(question.type, "")
    now = f"Đang ghi là: {plain(current)}" if current else ""
    return joined(f"**{question.ask}**", "\n".join(hints), extra, now)


def doubt(reason: str, shown: str) -> str:
    """Asks whether an unusual answer is right."""
    if shown in reason:
        return joined(reason, "Đúng chưa ạ?")
    return joined(reason, f"Tôi ghi là **{plain(shown)}**, đúng chưa ạ?")


def answer_or_question(text: str, name: str) -> str:
    """Asks whether words are meant for the form or are a question."""
    return f"“{plain(text)}” là câu anh/chị muốn ghi vào mục **{name}**, hay anh/chị đang hỏi tôi?"


def correcting(name: str, old: str) -> str:
    """Names the answer somebody takes back."""
    return f"Mục **{name}** đang ghi là “{plain(old)}”."


def stale(step: int, of: int) -> str:
    """Answers an old button: where the citizen stands now."""
    return f"Nút đó của câu trước. {standing(step, of)}"


def standing(step: int, of: int) -> str:
    """Where the citizen stands now."""
    return f"Anh/chị đang ở bước {step}/{of}:"


def offer_edit(name: str, old: str, new: str) -> str:
    """Asks before an old button changes an answer."""
    return f"Mục **{name}** đang ghi là “{plain(old)}”. Anh/chị muốn đổi thành “{plain(new)}”?"


def offer_edit_empty(name: str, new: str) -> str:
    """Asks before an old button answers a question passed over."""
    return f"Mục **{name}** đang bỏ trống. Anh/chị muốn ghi “{plain(new)}”?"


def dropping(name: str, shown: str, lost: Collection[tuple[str, str]]) -> str:
    """Names the answers a change would remove, before it removes them."""
    return joined(
        f"Nếu đổi **{name}** thành “{plain(shown)}”, các mục sau không còn cần và sẽ bị bỏ:",
        listed(f"{title}: {plain(old)}" for title, old in lost),
        "Các mục khác vẫn giữ. Anh/chị có đổi không?",
    )


def paused(title: str, answered: int) -> str:
    """Says that a draft is kept."""
    return joined(
        f"Tôi đã giữ hồ sơ **{title}**" + (f" với {answered} câu đã trả lời." if answered else "."),
        "Khi nào muốn làm tiếp, anh/chị viết **tiếp tục**.",
    )


def unfinished(title: str, answered: int, until: date) -> str:
    """Reminds of a dossier left half-way."""
    done = f" (đã trả lời {answered} câu)" if answered else ""
    return joined(
        f"Hồ sơ **{title}** của anh/chị đang làm dở{done}. Anh/chị có muốn làm tiếp không?",
        f"Phần đã làm được giữ đến ngày {day(until)}. Không muốn nhận lời nhắc nữa, anh/chị viết **tắt nhắc**.",
    )


def kept_aside(title: str) -> str:
    """Says that starting another procedure keeps the first."""
    return f"Hồ sơ **{title}** đang làm dở vẫn được giữ, làm tiếp lúc nào cũng được."


def picked_up(title: str, answered: int) -> str:
    """Opens a kept draft again."""
    return f"Ta làm tiếp hồ sơ **{title}**" + (f", anh/chị đã trả lời {answered} câu." if answered else ".")


def other_draft(title: str) -> str:
    """Answers a button of a draft that is kept aside."""
    return f"Nút này của hồ sơ **{title}**, hồ sơ đó đang để dành. Anh/chị muốn làm tiếp hồ sơ đó không?"


def restart(title: str) -> str:
    """Asks before a draft is begun anew."""
    return f"Làm lại từ đầu thì các câu trả lời của hồ sơ **{title}** sẽ bị xóa. Anh/chị chắc chưa?"


def cancel(title: str) -> str:
    """Asks before a draft is thrown away."""
    return f"Hủy hồ sơ **{title}** thì các câu trả lời sẽ bị xóa. Anh/chị chắc chưa?"


def instead(name: str) -> str:
    """Names the procedure that fits better."""
    return f"Việc phù hợp hơn: **{name}**." if name else ""


def stopped(reason: str, other: str) -> str:
    """Says why the form cannot go on with this choice, and what fits instead."""
    return joined(reason, instead(other), DRAFT_KEPT)


def ticked(ask: str, labels: Collection[str]) -> str:
    """What is chosen so far for a question."""
    chosen = f"Đang chọn: {', '.join(labels)}." if labels else "Chưa chọn mục nào."
    return joined(f"**{ask}**", f"{chosen} Đủ rồi thì bấm **Xong**.")


def manifest(files: Collection[str], most: int) -> str:
    """Echoes the files received for a question."""
    lines = "\n".join(f"{place}. {plain(name)}" for place, name in enumerate(files, start=1))
    full = len(files) >= most
    end = (
        "Đã đủ số tệp, anh/chị bấm **Xong** nhé."
        if full
        else "Còn trang nào, anh/chị gửi tiếp. Đủ rồi thì bấm **Xong**."
    )
    return joined(f"Tôi đã nhận {len(files)} tệp:", lines, end)


def too_many_files(most: int) -> str:
    """Refuses one file more than the question takes."""
    return f"Câu này nhận nhiều nhất {most} tệp. Tệp vừa gửi chưa được giữ. Anh/chị bấm **Xong**, hoặc bỏ bớt một tệp rồi gửi lại."


def _wanted(question: Question, value: str | Collection[str] | Comparison) -> str:
    if isinstance(value, Comparison):
        return _comparison(value)
    values = (value,) if isinstance(value, str) else tuple(value)
    return " hoặc ".join(lower_first(label(question, one)) for one in values)


def _comparison(value: Comparison) -> str:
    parts = []
    if value.older_than_days is not None:
        parts.append(f"đã quá {value.older_than_days} ngày")
    if value.older_than_years is not None:
        parts.append(f"từ đủ {value.older_than_years} tuổi")
    if value.younger_than_years is not None:
        parts.append(f"chưa đủ {value.younger_than_years} tuổi")
    if value.over is not None:
        parts.append(f"trên {value.over}")
    if value.under is not None:
        parts.append(f"dưới {value.under}")
    return " và ".join(parts)
