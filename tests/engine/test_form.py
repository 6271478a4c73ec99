"""The guided form: consent, one question at a time, digressions, ways back and out, old buttons, changed content."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.catalogue.model import AnswerType, Question
from bot.engine.effects import RecordConsent, RequestOfficer, SubmitDossier
from bot.engine.messages import Progress
from tests.engine.town import START, Talk, birth, death, imported, town


@pytest.fixture
def form(talk: Talk) -> Talk:
    """At the first question."""
    return talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc")


@pytest.fixture
def naming(form: Talk) -> Talk:
    """At the child's name."""
    return form.tap("Tại bệnh viện, trạm y tế")


class TestConsent:
    def test_comes_before_any_question_with_equal_buttons(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước")
        assert talk.labels == ["Tôi đồng ý", "Tôi không đồng ý"]
        assert "Cháu sinh ở đâu" not in talk.text
        for word in ("Để làm gì", "họ tên, ", "UBND xã Thanh Trì", "30 ngày", "xóa dữ liệu"):
            assert word in talk.text

    def test_is_recorded_with_the_version_of_the_text(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Có, nhắc tôi")
        first, second = talk.effects
        assert first == RecordConsent("dossier", True, "ho-so-3/30-180", first.at)
        assert second == RecordConsent("reminders", True, "nhac-viec-2", second.at)
        assert talk.session.reminders is True

    def test_declining_shows_the_manual_way_and_keeps_nothing(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi không đồng ý")
        assert "Quầy một cửa" in talk.text
        assert "024 3861 1111" in talk.text
        assert talk.session.drafts == {}
        (effect,) = talk.effects
        assert isinstance(effect, RecordConsent)
        assert not effect.granted

    def test_can_be_typed(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước").say("đồng ý", "không")
        assert "Cháu sinh ở đâu" in talk.text

    def test_a_question_meanwhile_is_answered_and_the_notice_stays(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước").say("phí bao nhiêu?")
        assert "8.000 đồng" in talk.text
        assert talk.last.choices[0].label == "Tôi đồng ý"

    def test_reminders_are_asked_once_only(self, form: Talk) -> None:
        form.say("bố tôi mất").tap("Làm từng bước", "Tôi đồng ý")
        assert "Họ tên người mất?" in form.text


class TestQuestions:
    def test_one_question_with_reason_example_and_step(self, naming: Talk) -> None:
        assert naming.last.kind == "question"
        assert naming.last.progress == Progress(2, 8)
        assert naming.text == "**Họ tên cháu là gì?**\n\nVí dụ: Nguyễn Văn An"

    @pytest.mark.parametrize("text", ["Tại nhà", "tai nha", "2", "Tại nhà.", "số 2"])
    def test_choices_can_be_typed(self, form: Talk, text: str) -> None:
        assert form.say(text).answers == {"noi_sinh": "nha"}

    def test_doubt_is_asked_and_kept(self, naming: Talk) -> None:
        naming.say("An")
        assert naming.labels == ["Đúng rồi", "Nhập lại"]
        assert "ten" not in naming.answers
        assert naming.tap("Đúng rồi").answers["ten"] == "An"

    @pytest.mark.parametrize("text", ["đúng", "dung", "đúng rồi", "vâng ạ", "ok"])
    def test_doubt_can_be_settled_by_typing(self, naming: Talk, text: str) -> None:
        assert naming.say("An", text).answers["ten"] == "An"

    def test_doubt_can_be_answered_with_another_answer(self, naming: Talk) -> None:
        assert naming.say("An", "Nguyễn Văn An").answers["ten"] == "Nguyễn Văn An"

    def test_doubt_refused_asks_again(self, naming: Talk) -> None:
        naming.say("An", "không")
        assert "Họ tên cháu là gì?" in naming.text
        assert "ten" not in naming.answers

    def test_unreadable_answer_says_what_to_do_and_asks_again_once(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An 2")
        assert "không có chữ số" in naming.text
        assert naming.text.count("Họ tên cháu là gì?") == 1
        assert "ten" not in naming.answers

    def test_third_failure_offers_a_person(self, naming: Talk) -> None:
        naming.say("An 1", "An 2")
        assert "Gặp cán bộ" not in naming.labels
        assert "Gặp cán bộ" in naming.say("An 3").labels

    def test_third_failure_says_it_all_in_one_message(self, naming: Talk) -> None:
        """The phone rings once, and the question stands with its own buttons under it."""
        naming.say("An 1", "An 2", "An 3")
        assert len(naming.turn.messages) == 1
        assert naming.last.kind == "question"
        assert naming.labels == ["Quay lại", "Để sau", "Gặp cán bộ"]

    def test_third_failure_of_an_optional_question_offers_to_skip(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An", "hôm qua", "Nam", "12", "13", "14")
        assert {"Gặp cán bộ", "Bỏ qua"} <= set(naming.labels)

    def test_optional_may_be_skipped_others_not(self, naming: Talk) -> None:
        assert "bắt buộc" in naming.say("bỏ qua").text
        naming.say("Nguyễn Văn An", "hôm qua", "Nam", "bo qua")
        assert "cần bản sao để làm gì" in naming.text

    def test_several_choices(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An", "hôm qua", "Nam", "bỏ qua", "bỏ qua").tap(
            "Bản sao", "Trích lục", "Bản sao".join(["✓ ", ""])
        )
        assert "Đang chọn: Trích lục" in naming.text
        assert naming.tap("Xong").answers["kem"] == ("trich_luc",)

    def test_nothing_ticked(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An", "hôm qua", "Nam", "bỏ qua", "bỏ qua").tap("Xong")
        assert "chưa chọn mục nào" in naming.text

    def test_stop_explains_and_offers_what_fits(self, form: Talk) -> None:
        form.tap("Ở nước ngoài")
        assert "thủ tục khác" in form.text
        assert "Đăng ký khai tử" in form.labels
        assert form.answers == {}
        assert form.tap("Tại nhà").answers == {"noi_sinh": "nha"}

    def test_citizens_own_markup_is_escaped(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An", "hôm qua", "Nam", "bỏ qua", "<b>**x**</b> [a](http://b)", "xem lại")
        assert r"\<b\>\*\*x\*\*\</b\> \[a\](http://b)" in naming.text


class TestAnswerOrQuestion:
    @pytest.mark.parametrize("text", ["phí bao nhiêu?", "khai sinh phí bao nhiêu", "mất bao lâu?", "VNeID là gì?"])
    def test_a_question_is_answered_and_asked_again_once_in_place(self, naming: Talk, text: str) -> None:
        naming.say(text)
        assert naming.text.count("Họ tên cháu là gì?") == 1
        assert naming.last.progress == Progress(2, 8)
        assert len(naming.turn.messages) <= 2
        assert naming.answers == {"noi_sinh": "vien"}

    @pytest.mark.parametrize(
        "text", ["bao giờ thì có kết quả", "làm ở đâu vậy", "cần gì nữa không?", "đăng ký kết hôn", "cảm ơn"]
    )
    def test_a_question_is_never_recorded_as_a_name(self, naming: Talk, text: str) -> None:
        assert "ten" not in naming.say(text).answers

    def test_text_the_matcher_knows_is_still_an_answer_to_a_free_question(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An", "hôm qua", "Nam", "bỏ qua", "đăng ký kết hôn")
        assert naming.answers["muc_dich"] == "đăng ký kết hôn"

    def test_unclear_text_is_asked_about(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An", "hôm qua", "Nam", "bỏ qua", "để xem cháu đi học được không?")
        assert naming.labels == ["Ghi vào hồ sơ", "Tôi đang hỏi"]
        assert "muc_dich" not in naming.answers
        assert naming.tap("Ghi vào hồ sơ").answers["muc_dich"] == "để xem cháu đi học được không?"

    def test_unclear_text_may_turn_out_a_question(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An", "hôm qua", "Nam", "bỏ qua", "trường nào gần đây?").tap("Tôi đang hỏi")
        assert "chưa có câu trả lời" in naming.text
        assert "cần bản sao để làm gì" in naming.text
        assert "muc_dich" not in naming.answers

    @pytest.mark.parametrize(
        "name", ["Nguyễn Thị Phí", "Trần Văn Dũng", "Lê Tiếp", "Hà Anh", "nguyen van dung", "Trần Thị Dừng"]
    )
    def test_names_that_look_like_words_of_ours_are_names(self, naming: Talk, name: str) -> None:
        naming.say(name)
        if "Đúng rồi" in naming.labels:
            naming.tap("Đúng rồi")
        assert "ten" in naming.answers

    def test_typed_types_are_read_first(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An", "3/5/2026")
        assert naming.answers["ngay"] == "2026-05-03"

    def test_person_in_the_middle(self, naming: Talk) -> None:
        naming.say("gặp cán bộ")
        assert any(isinstance(one, RequestOfficer) and one.procedure == "1.001193" for one in naming.effects)
        assert naming.text.count("Họ tên cháu là gì?") == 1


class TestWaysOut:
    @pytest.mark.parametrize("word", ["dừng", "để sau", "de sau", "Dừng lại", "mai làm tiếp", "stop"])
    def test_stopping_keeps_everything(self, naming: Talk, word: str) -> None:
        naming.say(word)
        assert naming.session.active is None
        naming.at += timedelta(days=9)
        naming.say("tiếp tục")
        assert "Họ tên cháu là gì?" in naming.text
        assert naming.answers == {"noi_sinh": "vien"}

    def test_back_keeps_the_answer_until_another_is_given(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An", "quay lại")
        assert "Đang ghi là: Nguyễn Văn An" in naming.text
        assert naming.tap("Giữ như cũ").answers["ten"] == "Nguyễn Văn An"
        assert "Cháu sinh ngày nào?" in naming.text

    def test_back_and_back_again(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An", "quay lai", "quay lại")
        assert "Cháu sinh ở đâu?" in naming.text
        assert "câu đầu tiên" in naming.say("quay lại").text

    def test_restart_asks_first(self, naming: Talk) -> None:
        naming.say("làm lại từ đầu", "không")
        assert naming.answers == {"noi_sinh": "vien"}
        naming.say("làm lại từ đầu", "có")
        assert naming.answers == {}
        assert "Cháu sinh ở đâu?" in naming.text

    def test_cancel_asks_first(self, naming: Talk) -> None:
        naming.say("hủy hồ sơ", "thôi")
        assert naming.session.drafts != {}
        naming.say("huỷ hồ sơ").tap("Hủy hồ sơ")
        assert naming.session.drafts == {}

    def test_several_drafts_are_kept(self, naming: Talk) -> None:
        naming.say("bố tôi mất").tap("Làm từng bước")
        assert "vẫn được giữ" in naming.text
        naming.tap("Tôi đồng ý").say("để sau", "tiếp tục")
        assert naming.labels == ["Đăng ký khai sinh", "Đăng ký khai tử"]
        naming.tap("Đăng ký khai sinh")
        assert naming.answers == {"noi_sinh": "vien"}

    def test_look_over_in_the_middle(self, naming: Talk) -> None:
        naming.say("xem lại")
        assert "1. Nơi sinh: Tại bệnh viện" in naming.text
        assert naming.last.progress == Progress(2, 8)

    def test_nothing_to_go_on_with(self, talk: Talk) -> None:
        for word in ("tiếp tục", "dừng", "quay lại", "bỏ qua", "xem lại", "hủy hồ sơ", "đánh giá", "hồ sơ của tôi"):
            assert talk.say(word).text


class TestOldButtons:
    def test_double_tap_records_once_and_shows_where_we_are(self, form: Talk) -> None:
        value = form.value("Tại nhà")
        form.press(value).press(value)
        assert "đang ở bước 2/9" in form.text
        assert "Có người làm chứng không?" in form.text
        assert form.answers == {"noi_sinh": "nha"}

    def test_other_answer_to_an_earlier_question_is_an_offer(self, form: Talk) -> None:
        other = form.value("Tại bệnh viện, trạm y tế")
        form.tap("Tại nhà").press(other)
        assert form.answers == {"noi_sinh": "nha"}
        assert "muốn đổi thành" in form.text
        assert form.tap("Đồng ý đổi").answers == {"noi_sinh": "vien"}

    @pytest.mark.parametrize(("word", "kept"), [("có", "vien"), ("không", "nha")])
    def test_the_offer_can_be_answered_by_typing(self, form: Talk, word: str, kept: str) -> None:
        other = form.value("Tại bệnh viện, trạm y tế")
        assert form.tap("Tại nhà").press(other).say(word).answers == {"noi_sinh": kept}

    def test_button_of_a_cancelled_draft(self, form: Talk) -> None:
        value = form.value("Tại nhà")
        form.say("hủy hồ sơ").tap("Hủy hồ sơ").press(value)
        assert "không còn nữa" in form.text

    def test_button_of_a_draft_kept_aside(self, form: Talk) -> None:
        value = form.value("Tại nhà")
        form.say("bố tôi mất").tap("Làm từng bước", "Tôi đồng ý").press(value)
        assert "để dành" in form.text
        assert form.session.active == "1.000656"

    def test_old_back_button_does_not_go_back_twice(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An")
        value = naming.value("Quay lại")
        naming.press(value).press(value)
        assert "Họ tên cháu là gì?" in naming.text

    def test_start_button_again_goes_on(self, naming: Talk) -> None:
        assert "Họ tên cháu là gì?" in naming.press("s:1001193").text


class TestFiles:
    @pytest.fixture
    def filing(self, naming: Talk) -> Talk:
        """At the question that takes files."""
        return naming.say("Nguyễn Văn An", "hôm qua", "Nam", "bỏ qua", "bỏ qua", "bỏ qua")

    def test_several_files_with_their_list(self, filing: Talk) -> None:
        filing.upload("a.jpg").upload("b.jpg")
        assert "1. a.jpg (2 KB)" in filing.text
        assert filing.tap("Xong").last.kind == "review"
        assert filing.answers["anh"] == ("u-a.jpg", "u-b.jpg")

    def test_same_file_twice_counts_once(self, filing: Talk) -> None:
        assert "1 tệp" in filing.upload("a.jpg").upload("a.jpg").text

    def test_one_too_many_is_refused(self, filing: Talk) -> None:
        assert "nhiều nhất 2 tệp" in filing.upload("a").upload("b").upload("c").text
        assert filing.tap("Xong").answers["anh"] == ("u-a", "u-b")

    def test_last_one_can_be_taken_out(self, filing: Talk) -> None:
        filing.upload("a").upload("b").tap("Bỏ tệp vừa gửi", "Xong")
        assert filing.answers["anh"] == ("u-a",)

    @pytest.mark.parametrize(
        ("problem", "word"),
        [("empty", "trống"), ("too_large", "lớn quá"), ("type", "PDF"), ("broken", "không mở được")],
    )
    def test_problems_have_their_own_sentence(self, filing: Talk, problem: str, word: str) -> None:
        filing.upload("a.exe", problem)
        assert word in filing.text
        assert "Gửi ảnh giấy chứng sinh" in filing.text

    def test_done_without_a_file(self, filing: Talk) -> None:
        assert "đính kèm" in filing.say("xong").text

    def test_file_nobody_asked_for(self, talk: Talk, naming: Talk) -> None:
        assert "chưa cần tệp" in naming.upload("a.jpg").text
        assert naming.last.progress == Progress(2, 8)
        assert "chưa cần tệp" in Talk().upload("a.jpg").text


class TestChangedContent:
    def test_vanished_question_keeps_its_answer_and_the_next_is_asked(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An")
        old = birth()
        new = old.model_copy(update={"questions": tuple(one for one in old.questions if one.id not in {"ten", "ngay"})})
        naming.knowledge = town(new, death(), imported())
        naming.say("hôm qua")
        assert "nam hay nữ" in naming.text
        assert naming.answers["ten"] == "Nguyễn Văn An"
        assert "gioi" not in naming.answers

    def test_new_question_is_asked_in_its_place(self, naming: Talk) -> None:
        naming.say("Nguyễn Văn An")
        old = birth()
        extra = old.questions[3].model_copy(update={"id": "ten_goi", "ask": "Tên gọi khác?"})
        new = old.model_copy(update={"questions": (old.questions[0], extra, *old.questions[1:])})
        naming.knowledge = town(new, death(), imported())
        naming.say("hôm qua")
        assert "Tên gọi khác?" in naming.text
        assert "ngay" not in naming.answers
        assert naming.answers["ten"] == "Nguyễn Văn An"

    def test_vanished_choice_is_asked_again(self, form: Talk) -> None:
        form.tap("Tại nhà").say("có")
        old = birth()
        changed = old.questions[0].model_copy(update={"choices": old.questions[0].choices[:1]})
        form.knowledge = town(old.model_copy(update={"questions": (changed, *old.questions[1:])}), death(), imported())
        assert "Cháu sinh ở đâu?" in form.say("tiếp tục").text

    def test_vanished_procedure_does_not_trap(self, naming: Talk) -> None:
        naming.knowledge = town(death(), imported())
        assert naming.say("Nguyễn Văn An").text
        assert "vẫn được giữ" in naming.say("tiếp tục").text
        naming.knowledge = town()
        assert "Họ tên cháu là gì?" in naming.say("tiếp tục").text

    def test_procedure_that_ended_meanwhile_is_not_submitted(self, talk: Talk) -> None:
        talk.say("bố tôi mất").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc").say("Nguyễn Văn An")
        value = talk.value("Nộp hồ sơ")
        talk.knowledge = town(birth(), death().model_copy(update={"valid_to": START.date()}), imported())
        talk.at += timedelta(days=1)
        talk.press(value)
        assert "không còn áp dụng" in talk.text
        assert not any(isinstance(one, SubmitDossier) for one in talk.effects)
        assert "ten" in talk.session.drafts["1.000656"].answers

    def test_draft_of_an_unpublished_procedure_is_not_begun(self, talk: Talk) -> None:
        talk.knowledge = town(birth().model_copy(update={"status": "draft"}), death(), imported())
        assert "đang được cập nhật" in talk.say("làm giấy khai sinh").text
        assert talk.press("s:1001193").session.drafts == {}


def test_answers_compared_with_an_edited_one_are_looked_at_again(naming: Talk) -> None:
    """An identity number that fitted the old birth date is asked about when the date changes."""
    old = birth()
    number = old.questions[3].model_copy(
        update={"id": "so", "type": "personal_id", "ask": "Số định danh?", "label": "Số định danh", "born": "ngay"}
    )
    kept = tuple(one for one in old.questions if one.id in {"noi_sinh", "ten", "ngay"})
    naming.knowledge = town(old.model_copy(update={"questions": (*kept, number)}), death(), imported())
    naming.say("Nguyễn Văn An", "5/3/2003", "001203004567")
    assert naming.last.kind == "review"
    naming.say("sửa ngày sinh", "5/3/1999")
    assert "Số định danh?" in naming.text
    assert naming.answers["so"] == "001203004567"
    assert naming.tap("Giữ như cũ").last.kind == "review"


class TestAddress:
    """An address: the commune from the list, then the line that is left."""

    @pytest.fixture
    def moving(self) -> Talk:
        """At a question for an address."""
        home = Question(id="noi_o", ask="Anh/chị ở đâu?", label="Nơi ở", type=AnswerType.ADDRESS)
        one = birth().model_copy(update={"questions": (home,)})
        return Talk(town(one)).say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc")

    def test_the_commune_is_picked_and_the_line_typed(self, moving: Talk) -> None:
        moving.tap("Xã Thanh Trì")
        assert "Đã chọn **xã Thanh Trì**" in moving.text
        assert moving.say("số 12 ngõ 5").answers == {"noi_o": "số 12 ngõ 5, xã Thanh Trì"}

    def test_the_commune_may_be_typed(self, moving: Talk) -> None:
        assert moving.say("xa thanh tri", "thôn 3").answers == {"noi_o": "thôn 3, xã Thanh Trì"}

    def test_a_whole_address_needs_no_pick(self, moving: Talk) -> None:
        assert moving.say("số 1 phố Huế, quận Hai Bà Trưng, Hà Nội").answers["noi_o"]

    def test_a_whole_address_elsewhere_wins_over_the_pick(self, moving: Talk) -> None:
        moving.tap("Xã Thanh Trì").say("thôn 2, xã Hòa Bình, Thái Bình")
        assert moving.answers == {"noi_o": "thôn 2, xã Hòa Bình, Thái Bình"}
