"""Review, editing with its consequences, submission, receipt, rating, and what the office reports later."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.catalogue.model import AnswerType, ChannelKind, Choice, Fee, FeeRule, Question
from bot.engine import codes
from bot.engine.effects import RecordRating, SubmitDossier
from bot.engine.events import StatusChanged, SubmissionAccepted, SubmissionRefused
from bot.engine.messages import Message
from tests.engine.town import Talk, birth, town


@pytest.fixture
def review(talk: Talk) -> Talk:
    """A complete dossier of a birth at home, at its review."""
    talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc", "Tại nhà")
    talk.say("có", "Trần Thị Hoa", "Nguyễn Văn An", "hôm qua", "Nam", "0912345678", "bỏ qua", "bỏ qua")
    assert talk.last.kind == "review"
    return talk


@pytest.fixture
def done(review: Talk) -> Talk:
    """Just submitted."""
    return review.tap("Nộp hồ sơ")


ONLINE = "Trên mạng"


def sent(way: str, at: str = "2026-11-23T09:00:00+07:00") -> Message:
    """The receipt of a dossier submitted this way at this moment."""
    chosen = Question(
        id="hinh_thuc",
        ask="Anh/chị nộp cách nào?",
        label="Cách nộp",
        type=AnswerType.CHOICE,
        choices=(Choice(value="truc_tuyen", label=ONLINE), Choice(value="tai_quay", label="Đến quầy")),
    )
    fees = tuple(
        Fee(label="Lệ phí", rule=FeeRule.AMOUNT, amount=amount, channel=kind, source="x")
        for amount, kind in ((5000, ChannelKind.ONLINE), (10000, ChannelKind.COUNTER))
    )
    procedure = birth().model_copy(update={"questions": (chosen,), "fees": fees})
    talk = Talk(town(procedure), at=datetime.fromisoformat(at))
    talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc", way, "Nộp hồ sơ")
    return talk.turn.messages[0]


class TestReview:
    def test_lists_answers_and_the_papers_of_this_case_and_says_what_happens(self, review: Talk) -> None:
        for part in (
            "1. Nơi sinh: Tại nhà",
            "Văn bản của người làm chứng",
            "tự bấm Nộp hồ sơ",
            "chưa phải giấy tiếp nhận",
        ):
            assert part in review.text
        assert "Giấy chứng sinh" not in review.text

    def test_has_few_buttons_and_pages_for_editing(self, review: Talk) -> None:
        assert len(review.labels) <= 8
        review.tap("Sửa một mục")
        assert len(review.labels) <= 8
        review.tap("Xem thêm mục")
        assert "Sửa 7. Điện thoại" in review.labels
        assert "Sửa 1. Nơi sinh" in review.tap("Xem thêm mục").labels
        assert review.tap("Về bản xem lại").last.kind == "review"

    @pytest.mark.parametrize("text", ["sửa 4", "sua muc 4", "sửa họ tên cháu", "đổi tên cháu"])
    def test_entries_can_be_named(self, review: Talk, text: str) -> None:
        assert "Họ tên cháu là gì?" in review.say(text).text
        assert review.say("Nguyễn Văn Bình").last.kind == "review"
        assert review.answers["ten"] == "Nguyễn Văn Bình"

    def test_an_edit_names_what_it_would_drop_before_dropping_it(self, review: Talk) -> None:
        before = review.answers
        review.say("sửa 1").tap("Tại bệnh viện, trạm y tế")
        assert "Người làm chứng: Có" in review.text
        assert "Người đỡ đẻ: Trần Thị Hoa" in review.text
        assert review.answers == before
        review.tap("Đồng ý đổi")
        assert "Gửi ảnh giấy chứng sinh" in review.text
        assert review.answers == {
            "noi_sinh": "vien",
            **{key: value for key, value in before.items() if key not in {"noi_sinh", "lam_chung", "do_de"}},
        }

    def test_an_edit_through_a_doubt_names_its_losses_too(self, review: Talk) -> None:
        review.say("sửa 1", "ở viện")
        assert "đúng chưa" in review.text.lower()
        before = review.answers
        review.say("đúng")
        assert "Người đỡ đẻ: Trần Thị Hoa" in review.text
        assert review.answers == before
        assert review.say("đồng ý").answers["noi_sinh"] == "vien"

    def test_an_edit_can_be_taken_back(self, review: Talk) -> None:
        before = review.answers
        review.say("sửa 1").tap("Tại bệnh viện, trạm y tế", "Giữ như cũ")
        assert review.answers == before
        assert review.last.kind == "review"

    def test_a_skipped_question_can_be_answered_after_all(self, review: Talk) -> None:
        review.say("sửa mục đích", "đi học")
        assert review.answers["muc_dich"] == "đi học"

    def test_an_answer_can_be_emptied_where_optional(self, review: Talk) -> None:
        review.say("sửa điện thoại", "bỏ qua")
        assert "dien_thoai" not in review.answers
        assert review.last.kind == "review"

    def test_a_question_is_answered_and_the_review_shown_again(self, review: Talk) -> None:
        assert "8.000 đồng" in review.say("phí bao nhiêu?").text
        assert review.last.kind == "review"


class TestSubmission:
    def test_hands_over_exactly_what_was_reviewed(self, review: Talk) -> None:
        answers = review.answers
        review.tap("Nộp hồ sơ")
        effect = review.effects[-1]
        assert isinstance(effect, SubmitDossier)
        assert {key: answer.value for key, answer in effect.answers.items()} == answers
        assert ("Nơi sinh", "Tại nhà") in effect.summary
        assert not effect.helped
        assert review.session.drafts == {}

    def test_remembers_that_somebody_helped(self, review: Talk) -> None:
        effect = review.tap("Nộp, có người làm giúp").effects[-1]
        assert isinstance(effect, SubmitDossier)
        assert effect.helped

    def test_receipt_has_a_code_of_ours_the_due_day_and_the_slip(self, done: Talk) -> None:
        receipt = done.turn.messages[0]
        assert receipt.kind == "receipt"
        code = done.session.dossiers[0].dossier
        assert codes.check(code) == code
        assert not codes.official(code)
        assert code in receipt.text
        assert "25/11/2026" in receipt.text
        assert "Căn cứ" not in receipt.text
        (slip,) = receipt.attachments
        assert slip.text.startswith("PHIẾU CHUẨN BỊ HỒ SƠ")
        assert "GIẤY TIẾP NHẬN" not in slip.text.upper().split("\n")[0]
        assert "[ ] Tờ khai đăng ký khai sinh" in slip.text

    def test_an_online_dossier_is_told_of_its_own_way_only(self) -> None:
        told = sent(ONLINE).text
        assert "**Chuẩn bị sẵn:**" in told
        assert "Mang theo" not in told
        assert "5.000 đồng" in told
        assert "10.000 đồng" not in told

    def test_at_the_counter_papers_are_brought(self) -> None:
        receipt = sent("Đến quầy")
        assert "**Mang theo:**" in receipt.text
        assert "10.000 đồng" in receipt.text
        assert "GIẤY TỜ MANG THEO" in receipt.attachments[0].text

    def test_the_expected_day_says_from_when_it_counts(self) -> None:
        """Sent in the evening, it said «if the office takes it today»."""
        assert "nếu cơ quan nhận đủ giấy tờ hôm nay" in sent(ONLINE).text
        late = sent(ONLINE, "2026-11-23T16:00:00+07:00").text
        assert "Anh/chị gửi sau 15 giờ nên tính từ ngày làm việc tiếp theo" in late
        assert "hôm nay" not in late
        assert "Hôm nay cơ quan nghỉ nên tính" in sent(ONLINE, "2026-11-22T09:00:00+07:00").text

    def test_second_tap_does_not_submit_twice(self, review: Talk) -> None:
        value = review.value("Nộp hồ sơ")
        review.press(value).press(value)
        assert "đã nộp rồi" in review.text
        assert sum(isinstance(one, SubmitDossier) for one in review.effects) == 1

    def test_old_submit_button_with_an_answer_missing_goes_on_with_the_form(self, review: Talk) -> None:
        value = review.value("Nộp hồ sơ")
        review.say("sửa 1").tap("Tại bệnh viện, trạm y tế", "Đồng ý đổi").press(value)
        assert not any(isinstance(one, SubmitDossier) for one in review.effects)
        assert "Gửi ảnh giấy chứng sinh" in review.text

    def test_list_and_code(self, done: Talk) -> None:
        code = done.session.dossiers[0].dossier
        assert code in done.say("hồ sơ của tôi").text
        assert "đã gửi bản chuẩn bị" in done.say(code.lower()).text
        wrong = code[:-1] + next(sign for sign in codes.ALPHABET if sign != code[-1])
        assert f"Có phải anh/chị muốn xem mã **{code}**" in done.say(wrong).text
        assert "Cổng Dịch vụ công quốc gia" in done.say("H15.50.05.13-261008-0975").text


class TestRating:
    def test_reasons_may_be_typed(self, done: Talk) -> None:
        done.tap("5 – Rất hài lòng").say("cán bộ")
        assert "✓ Cán bộ, công chức" in done.labels

    def test_a_remark_instead_of_reasons_is_the_comment(self, done: Talk) -> None:
        done.tap("5 – Rất hài lòng").say("làm nhanh lắm")
        effect = done.effects[-1]
        assert isinstance(effect, RecordRating)
        assert effect.comment == "làm nhanh lắm"
        assert done.session.rating is None

    def test_is_asked_with_neutral_words_after_the_receipt(self, done: Talk) -> None:
        assert done.last.kind == "rating"
        assert done.labels[:5] == [
            "1 – Rất không hài lòng", "2 – Không hài lòng", "3 – Bình thường", "4 – Hài lòng", "5 – Rất hài lòng"
        ]  # fmt: skip

    def test_score_reasons_comment(self, done: Talk) -> None:
        done.tap("4 – Hài lòng", "Kết quả", "Thủ tục, giấy tờ", "✓ Kết quả", "Xong").say("nhanh lắm")
        last = done.effects[-1]
        assert isinstance(last, RecordRating)
        assert (last.score, last.factors, last.comment) == (4, ("thu_tuc",), "nhanh lắm")
        assert "Cảm ơn" in done.text

    def test_whoever_stops_after_the_score_is_counted(self, done: Talk) -> None:
        done.tap("2 – Không hài lòng")
        last = done.effects[-1]
        assert isinstance(last, RecordRating)
        assert last.score == 2

    def test_never_blocks_a_question_and_keeps_the_reasons_ticked(self, done: Talk) -> None:
        done.tap("4 – Hài lòng", "Kết quả").say("làm giấy khai sinh")
        assert "**Đăng ký khai sinh**" in done.text
        last = done.effects[-1]
        assert isinstance(last, RecordRating)
        assert last.factors == ("ket_qua",)

    def test_question_instead_of_a_comment_is_answered(self, done: Talk) -> None:
        done.tap("4 – Hài lòng", "Xong").say("phí bao nhiêu?")
        assert "8.000 đồng" in done.text

    def test_skipping_leaves_it_for_later(self, done: Talk) -> None:
        code = done.session.dossiers[0].dossier
        done.tap("Không đánh giá")
        assert not any(isinstance(one, RecordRating) for one in done.effects)
        assert done.say("/danhgia").last.kind == "rating"
        assert done.start(f"r_{code}").last.kind == "rating"

    def test_once_for_each_dossier(self, done: Talk) -> None:
        code = done.session.dossiers[0].dossier
        again = done.value("1 – Rất không hài lòng")
        done.tap("5 – Rất hài lòng", "Xong", "Không viết thêm")
        count = len(done.effects)
        assert "đã đánh giá rồi" in done.press(again).text
        assert "đã đánh giá rồi" in done.start(f"r_{code}").text
        assert "đã đánh giá rồi" in done.say("đánh giá").text
        assert len(done.effects) == count


class TestNews:
    def test_gateway_answers(self, done: Talk) -> None:
        code = done.session.dossiers[0].dossier
        done.send(SubmissionAccepted(code, done.at, "H26.1"))
        assert done.last.kind == "status"
        assert "H26.1" in done.text
        done.send(SubmissionRefused(code, "Hệ thống *bảo trì*", done.at))
        assert r"\*bảo trì\*" in done.text
        assert "vẫn còn" in done.text

    def test_new_state_is_told_and_kept(self, done: Talk) -> None:
        code = done.session.dossiers[0].dossier
        done.tap("Không đánh giá").send(StatusChanged(code, "1.001193", "ready", "", done.at))
        assert "đã có kết quả" in done.text
        assert done.last.kind == "rating"
        assert done.session.dossiers[0].status == "ready"

    def test_news_in_the_middle_of_a_form_does_not_move_it(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc")
        value = talk.value("Tại nhà")
        talk.send(StatusChanged("MC-X", "1.000656", "processing", "", talk.at))
        assert talk.press(value).answers == {"noi_sinh": "nha"}
