"""The conversation outside a form: greeting, links, free questions, small talk, people, odd input."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.catalogue.model import Office
from bot.engine.effects import EraseCitizen, NoteUnanswered, RequestOfficer
from bot.engine.events import OfficerReplied, StatusChanged
from bot.engine.knowledge import Knowledge
from bot.engine.lookup import READ
from bot.engine.session import Session
from bot.matcher import Match
from tests.engine.town import KnowsByHeart, Talk, birth, catalogue, imported, town


class TestOpening:
    def test_says_it_is_a_machine_and_what_it_never_asks(self, talk: Talk) -> None:
        talk.start()
        assert "trợ lý tự động" in talk.text
        assert "không phải cán bộ" in talk.text
        assert "mã OTP" in talk.text
        assert "không nhận tiền" in talk.text
        assert "Đăng ký khai sinh" in talk.labels

    def test_link_to_a_procedure_opens_its_card_and_introduces_the_machine(self, talk: Talk) -> None:
        talk.start("p_1001193")
        assert "trợ lý tự động" in talk.text
        assert "**Đăng ký khai sinh**" in talk.text

    def test_link_to_an_faq_entry(self, talk: Talk) -> None:
        assert "tài khoản đã xác thực" in talk.start("f_vneid").text

    @pytest.mark.parametrize("payload", ["p_9999999", "f_khong_co", "x", "p_", "r_", "p_<b>", "r_zzz"])
    def test_unknown_link_still_says_something(self, talk: Talk, payload: str) -> None:
        assert talk.start(payload).text

    def test_says_what_waits_half_way(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc")
        talk.start()
        assert "bước 1/7" in talk.text
        assert "Cháu sinh ở đâu" in talk.tap("Tiếp tục").text


class TestQuestions:
    def test_answer_shows_a_card_with_ways_on(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh")
        assert "Để con có Giấy khai sinh" in talk.text
        assert talk.labels[:5] == ["Làm từng bước", "Giấy tờ cần có", "Lệ phí", "Thời hạn", "Nộp ở đâu"]
        assert talk.labels[-1] == "Gặp cán bộ"

    def test_fee_is_answered_directly_with_source_and_without_the_expired_line(self, talk: Talk) -> None:
        talk.say("khai sinh phí bao nhiêu")
        assert "8.000 đồng/bản" in talk.text
        assert "TT 281/2016/TT-BTC" in talk.text
        assert "5.000" not in talk.text
        assert "biên lai" in talk.text

    def test_fee_set_by_the_council_is_never_called_free(self, talk: Talk) -> None:
        talk.say("bố tôi mất").tap("Lệ phí")
        assert "Hội đồng nhân dân" in talk.text
        assert "miễn phí" not in talk.text

    def test_condolence(self, talk: Talk) -> None:
        assert talk.say("bố tôi mất").text.startswith("Xin chia buồn")

    def test_follow_up_is_about_what_was_shown_last(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh", "phí bao nhiêu?")
        assert "8.000 đồng/bản" in talk.text
        talk.say("mất bao lâu?")
        assert "1 ngày làm việc" in talk.text

    @pytest.mark.parametrize(
        "text", ["mất thì sao", "lỡ bị mất thì phải làm thế nào ạ", "neu mat thi lam sao", "đánh mất rồi làm gì"]
    )
    def test_losing_what_was_talked_of_is_about_its_paper(self, talk: Talk, text: str) -> None:
        assert "**Giấy xác nhận thân nhân" in talk.say("làm giấy khai sinh", text).text

    @pytest.mark.parametrize("before", ["bố tôi mất", "vneid là gì?", "xin chào"])
    def test_losing_is_not_guessed_where_a_death_or_no_paper_is_spoken_of(self, talk: Talk, before: str) -> None:
        assert "chưa có câu trả lời" in talk.say(before, "mất thì sao").text

    def test_documents_ask_the_case_first(self, talk: Talk) -> None:
        talk.say("khai sinh cần giấy tờ gì")
        assert "Cháu sinh ở đâu?" in talk.text
        talk.tap("Tại nhà")
        assert "Có người làm chứng không?" in talk.text
        talk.tap("Có")
        assert "Văn bản của người làm chứng" in talk.text
        assert "Giấy chứng sinh" not in talk.text

    def test_documents_of_a_case_that_stops_name_what_fits(self, talk: Talk) -> None:
        talk.say("khai sinh cần giấy tờ gì").tap("Ở nước ngoài")
        assert "thủ tục khác" in talk.text
        assert "Đăng ký khai tử" in talk.labels

    def test_all_documents_name_their_case(self, talk: Talk) -> None:
        talk.say("khai sinh cần giấy tờ gì").tap("Xem hết các trường hợp")
        assert "chỉ khi nơi sinh: tại nhà" in talk.text

    def test_choice_shows_buttons_with_the_question_that_separates(self, talk: Talk) -> None:
        talk.say("giấy tờ cho con")
        assert talk.text == "Con sinh ra hay mất đi ạ?"
        assert talk.labels == ["Đăng ký khai sinh", "Đăng ký khai tử", "Mới sinh con", "Không phải các mục này"]

    @pytest.mark.parametrize("text", ["cái thứ hai", "số 2", "2", "thứ hai", "cái thứ 2 ạ", "Đăng ký khai tử"])
    def test_the_second_one_can_be_typed(self, talk: Talk, text: str) -> None:
        talk.say("giấy tờ cho con", text)
        assert "**Đăng ký khai tử**" in talk.text

    def test_ordinal_with_an_aspect(self, talk: Talk) -> None:
        talk.say("giấy tờ cho con", "số 1, phí bao nhiêu?")
        assert "8.000 đồng" in talk.text

    def test_ordinal_beyond_the_list(self, talk: Talk) -> None:
        assert "không thấy mục đó" in talk.say("giấy tờ cho con", "cái thứ 9").text

    def test_a_weekday_is_no_place_in_a_short_list(self, talk: Talk) -> None:
        assert "không thấy mục đó" not in talk.say("giấy tờ cho con", "thứ 7 có làm không").text

    @pytest.mark.parametrize(
        ("question", "shown"), [("mới sinh con", "**Đăng ký khai tử**"), ("làm giấy khai sinh", "Cháu sinh ở đâu?")]
    )
    def test_the_second_button_of_an_answer_or_a_card_can_be_named(self, talk: Talk, question: str, shown: str) -> None:
        assert shown in talk.say(question, "cái thứ 2").text

    @pytest.mark.parametrize("text", ["lấy 2 bản mất bao lâu vậy", "việc 1 ngày có xong không"])
    def test_a_number_of_things_is_no_place_in_a_list(self, talk: Talk, text: str) -> None:
        assert "chưa có câu trả lời" in talk.say("làm giấy khai sinh", text).text

    def test_the_list_can_be_named_while_a_form_waits(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc")
        assert "**Đăng ký khai tử**" in talk.say("mới sinh con", "cái thứ 2 là gì?").text
        assert talk.last.kind == "question"

    def test_none_of_these_offers_a_person(self, talk: Talk) -> None:
        talk.say("giấy tờ cho con").tap("Không phải các mục này")
        assert "Gặp cán bộ" in talk.labels

    def test_correction_is_read_from_its_second_half(self, talk: Talk) -> None:
        assert "**Đăng ký khai tử**" in talk.say("à không, ý em là bố tôi mất").text

    @pytest.mark.parametrize("text", ["giấy tờ cho con ghi nhầm, bố tôi mất", "giay to cho con bi nham bố tôi mất"])
    def test_a_mistake_in_a_paper_is_not_one_of_the_question(self, talk: Talk, text: str) -> None:
        assert "**Đăng ký khai tử**" not in talk.say(text).text

    def test_two_things_in_one_message_are_both_offered(self, talk: Talk) -> None:
        talk.say("khai sinh và khai tử")
        assert "hai việc" in talk.text
        assert talk.labels == ["Đăng ký khai sinh", "Đăng ký khai tử", "Không phải các mục này"]

    def test_with_what_was_asked_about_them(self, talk: Talk) -> None:
        talk.say("phí khai sinh và khai tử").tap("Đăng ký khai sinh")
        assert "8.000 đồng/bản" in talk.text

    def test_after_a_list_one_is_to_be_chosen_first(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh", "giấy tờ cho con")
        labels = talk.labels
        talk.say("phí bao nhiêu?")
        assert "chọn một trong các việc" in talk.text
        assert talk.labels == labels
        assert "8.000 đồng" in talk.tap("Đăng ký khai sinh").say("phí bao nhiêu?").text

    @pytest.mark.parametrize("text", ["mai táng phí", "giá vàng hôm nay bao nhiêu"])
    def test_an_aspect_with_words_of_its_own_is_no_follow_up(self, talk: Talk, text: str) -> None:
        talk.say("làm giấy khai sinh", text)
        assert "8.000 đồng" not in talk.text

    def test_faq_leads_to_procedures_in_order(self, talk: Talk) -> None:
        talk.say("mới sinh con")
        assert talk.labels == ["Đăng ký khai sinh", "Đăng ký khai tử", "VNeID mức 2 là gì?"]

    def test_an_order_is_promised_only_where_the_answer_numbers_its_steps(self, talk: Talk) -> None:
        """The entry about Saturday called its list an order."""
        assert "bấm để xem" in talk.say("mới sinh con").text
        entry = talk.knowledge.catalogue.faq["sinh_con"]
        steps = entry.model_copy(update={"answer": "Làm lần lượt:\n\n1. Khai sinh.\n2. Nhập hộ khẩu."})
        content = talk.knowledge.catalogue.model_copy(update={"faq": {"sinh_con": steps}})
        ordered = Talk(replace(talk.knowledge, catalogue=content)).say("mới sinh con")
        assert "nên làm theo thứ tự này" in ordered.text

    def test_national_data_says_so(self, talk: Talk) -> None:
        talk.say("giấy thân nhân")
        assert "Cơ sở dữ liệu quốc gia" in talk.text
        assert "20/11/2026" in talk.text
        assert "Làm từng bước" not in talk.labels

    def test_expired_procedure_points_to_its_successor(self, talk: Talk) -> None:
        talk.say("hộ nghèo")
        assert "không còn áp dụng" in talk.text
        assert "Đăng ký khai sinh" in talk.labels


class TestNotKnowing:
    def test_abstains_offers_a_person_and_notes_the_question_masked(self, talk: Talk) -> None:
        talk.say("xin học bổng 001199012345, gọi 0912 345 678, a.b@c.vn")
        assert "không dám nói bừa" in talk.text
        assert "024 3861 1111" in talk.text
        assert talk.labels == ["Gặp cán bộ"]
        (note,) = talk.effects
        assert isinstance(note, NoteUnanswered)
        assert note.text == "xin học bổng [số đã ẩn], gọi [số đã ẩn], [email đã ẩn]"

    def test_second_miss_puts_the_person_first(self, talk: Talk) -> None:
        talk.say("xin học bổng", "học bổng đi du học")
        assert "Gặp cán bộ sẽ nhanh hơn" in talk.text
        assert talk.labels[0] == "Gặp cán bộ"

    def test_an_answer_in_between_starts_counting_anew(self, talk: Talk) -> None:
        talk.say("xin học bổng", "làm giấy khai sinh", "học bổng đi du học")
        assert "không dám nói bừa" in talk.text


class TestNearAnswer:
    """What sounds like a matter for a person may have been answered by the content all the same."""

    def test_the_answer_is_shown_with_the_way_to_a_person_and_the_question(self, talk: Talk) -> None:
        talk.say("quá hẹn chưa có kết quả")
        assert "tài khoản đã xác thực" in talk.text
        assert talk.labels == ["Gặp cán bộ"]
        talk.tap("Gặp cán bộ")
        assert talk.effects[-1] == RequestOfficer("quá hẹn chưa có kết quả", "", talk.effects[-1].at)

    @pytest.mark.parametrize("text", ["vneid bị treo", "ai gọi bảo cài ứng dụng"])
    def test_where_it_is_less_sure_the_answer_is_a_button(self, talk: Talk, text: str) -> None:
        talk.say(text)
        assert "Có phải anh/chị hỏi" in talk.text
        assert talk.labels == ["VNeID mức 2 là gì?", "Gặp cán bộ"]

    @pytest.mark.parametrize(
        "text", ["ứng dụng hỏng rồi", "sống thế này thì vneid làm gì", "muốn nói chuyện trực tiếp"]
    )
    def test_never_behind_a_procedure_nor_to_who_is_in_need_or_wants_a_person(self, talk: Talk, text: str) -> None:
        talk.say(text)
        assert "Việc này nên để cán bộ trả lời" in talk.text
        assert talk.labels == ["Gặp cán bộ"]

    def test_where_a_dossier_stands_is_answered_without_one_here(self, talk: Talk) -> None:
        assert "tài khoản đã xác thực" in talk.say("hồ sơ của em tới đâu rồi").text
        assert "tra theo mã hồ sơ" in talk.say("hồ sơ của tôi").text

    @pytest.mark.parametrize("text", ["xã mấy giờ mở cửa", "mấy giờ mở cửa"])
    def test_hours_are_answered_before_the_office_is_named(self, talk: Talk, text: str) -> None:
        talk.say(text)
        assert talk.text.index("tài khoản đã xác thực") < talk.text.index("024 3861 1111")
        assert talk.labels == ["Gặp cán bộ"]


class TestPeople:
    def test_request_passes_on_the_question_nobody_could_answer(self, talk: Talk) -> None:
        talk.say("xin học bổng cho cháu 001199012345").tap("Gặp cán bộ")
        request = talk.effects[-1]
        assert isinstance(request, RequestOfficer)
        assert request.question == "xin học bổng cho cháu [số đã ẩn]"

    @pytest.mark.parametrize(
        "no",
        ["không phải các mục này", "khong phai muc nay", "ko đúng ý em", "không có mục nào đúng cả", "không phải việc này ạ",
         "sai rồi"],
    )  # fmt: skip
    @pytest.mark.parametrize("question", ["làm giấy khai sinh", "giấy tờ cho con", "mới sinh con"])
    def test_after_a_wrong_answer_the_officer_gets_the_question(self, talk: Talk, question: str, no: str) -> None:
        talk.say(question, no)
        assert "viết rõ hơn" in talk.text
        talk.say("gặp cán bộ")
        assert talk.effects == [RequestOfficer(question, "", talk.effects[-1].at)]

    def test_a_question_already_answered_goes_along_and_more_can_be_told(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh", "gặp cán bộ")
        assert "“làm giấy khai sinh”" in talk.text
        talk.say("nhà tôi bị ngập")
        assert [one.question for one in talk.effects if isinstance(one, RequestOfficer)] == [
            "làm giấy khai sinh",
            "nhà tôi bị ngập",
        ]

    @pytest.mark.parametrize(
        "text", ["gặp cán bộ", "gap can bo", "cho tôi gặp người", "Tôi muốn gặp cán bộ ạ", "/canbo"]
    )
    def test_request_can_be_typed(self, talk: Talk, text: str) -> None:
        talk.say(text)
        assert isinstance(talk.effects[-1], RequestOfficer)
        assert "07:30" in talk.text

    @pytest.mark.parametrize("text", ["nhờ người khác lấy kết quả thay", "gọi người nhà ký thay"])
    def test_somebody_elses_errand_is_no_request(self, talk: Talk, text: str) -> None:
        assert not any(isinstance(one, RequestOfficer) for one in talk.say(text).effects)

    def test_says_when_nobody_is_in(self, talk: Talk) -> None:
        assert "ngoài giờ" not in talk.say("gặp cán bộ").text
        talk.at += timedelta(days=1)  # 24/11 is a holiday
        assert "Bây giờ ngoài giờ làm việc" in talk.say("gặp cán bộ").text

    def test_a_second_tap_is_the_same_request(self, talk: Talk) -> None:
        talk.say("gặp cán bộ", "gặp cán bộ")
        assert "đã tới cán bộ rồi" in talk.text
        assert len(talk.effects) == 1

    def test_a_line_after_a_bare_request_is_passed_on(self, talk: Talk) -> None:
        talk.say("gặp cán bộ", "nhà tôi bị ngập")
        assert "chuyển thêm" in talk.text
        assert talk.effects[-1] == RequestOfficer("nhà tôi bị ngập", "", talk.effects[-1].at)

    def test_a_known_question_after_a_request_is_answered(self, talk: Talk) -> None:
        assert "**Đăng ký khai sinh**" in talk.say("gặp cán bộ", "làm giấy khai sinh").text

    def test_officers_answer_is_shown_with_the_name_and_the_machine_says_it_is_back(self, talk: Talk) -> None:
        talk.send(OfficerReplied("Mai anh ra *phường* nhé", "Nguyễn Thị Hòa", talk.at))
        assert talk.turn.messages[0].kind == "status"
        assert "Cán bộ Nguyễn Thị Hòa" in talk.text
        assert r"\*phường\*" in talk.text
        assert "trợ lý tự động" in talk.text

    def test_office_hours(self, talk: Talk) -> None:
        assert "thứ Hai đến thứ Sáu: 07:30 – 11:30" in talk.say("giờ làm việc").text


class TestSmallTalk:
    def test_greeting_and_thanks(self, talk: Talk) -> None:
        assert "trợ lý tự động" in talk.say("xin chào").text
        assert "Không có gì" in talk.say("cảm ơn").text
        assert talk.effects == []


class TestOwnData:
    def test_lists_what_is_kept(self, talk: Talk) -> None:
        assert "chưa giữ" in talk.say("tôi đã cho gì").text
        talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc", "Tại nhà")
        talk.say("tôi đã cho gì")
        assert "Nơi sinh: Tại nhà" in talk.text
        assert "30 ngày" in talk.text

    def test_erases_after_asking(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc", "Tại nhà")
        talk.say("xóa dữ liệu")
        assert talk.effects[-1].__class__ is not EraseCitizen
        talk.say("có")
        assert isinstance(talk.effects[-1], EraseCitizen)
        assert talk.session == Session()

    def test_does_not_erase_without_a_yes(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc", "Tại nhà")
        talk.say("xóa dữ liệu", "không")
        assert "giữ nguyên" in talk.text
        assert talk.answers == {"noi_sinh": "nha"}

    def test_reminders_switch(self, talk: Talk) -> None:
        assert talk.say("tắt nhắc").session.reminders is False
        assert talk.say("bat nhac").session.reminders is True


class TestOddInput:
    @pytest.mark.parametrize(
        "text",
        ["", "   ", "\n\t", "😀😀😀", "\u200b\u200e\u202e", "…", "?", "x" * 10_000, "làm " * 5000, "<script>alert(1)</script>",
         "**đậm** [x](http://y)", "'; DROP TABLE", "\x00\x01", "يا مرحبا", "99999999999999999999", "MC-222-2222-222"],
    )  # fmt: skip
    def test_anything_gets_an_answer_anywhere(self, talk: Talk, text: str) -> None:
        talk.say(text)
        talk.say("làm giấy khai sinh").tap("Làm từng bước")
        talk.say(text)
        talk.tap("Tôi đồng ý", "Không cần nhắc").say(text)
        assert talk.session.active == "1.001193"

    def test_of_a_pasted_article_only_the_first_part_is_read(self) -> None:
        read: list[str] = []

        class Reader(KnowsByHeart):
            def match(self, text: str, focus: str | None = None) -> Match:
                read.append(text)
                return super().match(text, focus)

        Talk(replace(town(), matcher=Reader())).say("à nhầm, ý em là giấy " * 500)
        assert 0 < max(map(len, read)) <= READ

    def test_an_answer_far_too_long_is_not_cut_to_fit(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc", "Tại bệnh viện, trạm y tế")
        talk.say("Nguyễn Văn An", "1/1/2026", "nam", "bỏ qua")
        assert "dài quá 2000 ký tự" in talk.say("xin học cho cháu " * 600).text
        assert "muc_dich" not in talk.answers

    def test_decomposed_letters_are_read_like_composed_ones(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc")
        talk.say(unicodedata.normalize("NFD", "Tại nhà"))
        assert talk.answers == {"noi_sinh": "nha"}

    @pytest.mark.parametrize(
        "value", ["", "zzz", "a:b:c:d:e:f", "p:9999999", "a::", "é", "i:1001193:xyz", "sb", "ra:x:9", ":" * 60]
    )
    def test_unknown_buttons_are_answered_politely(self, talk: Talk, value: str) -> None:
        assert talk.press(value).text

    def test_the_state_of_a_dossier_is_not_asked_of_the_answer_shown_before(self, talk: Talk) -> None:
        talk.say("mấy giờ mở cửa")
        shown = talk.text
        assert talk.say("hồ sơ của em tới đâu rồi").text != shown

    def test_status_of_an_unknown_dossier(self, talk: Talk) -> None:
        talk.send(StatusChanged("MC-X", "1.001193", "supplement", "Thiếu giấy chứng sinh", talk.at))
        assert "cần bổ sung giấy tờ" in talk.text
        assert "Thiếu giấy chứng sinh" in talk.text


class TestNumbersInWords:
    @pytest.mark.parametrize("text", ["ba tôi mất tuần trước", "hai vợ chồng tôi xin học bổng", "1 tháng tuổi thì sao"])
    def test_a_number_that_opens_a_sentence_is_no_place_in_a_list(self, talk: Talk, text: str) -> None:
        assert "chưa có câu trả lời" in talk.say("giấy tờ cho con", text).text

    def test_a_number_long_after_the_list_is_no_tap(self, talk: Talk) -> None:
        talk.say("làm giấy khai sinh").tap("Lệ phí").say("cảm ơn", "77")
        assert "Lệ phí" not in talk.text.split("\n")[0]


class TestWeekdays:
    def test_a_day_is_no_place_in_the_list(self, talk: Talk) -> None:
        for text in ("thứ 7 có làm không", "thứ hai có làm việc không"):
            talk.start().say(text)
            assert "024 3861 1111" in talk.text

    def test_alone_it_is_one_when_the_list_is_that_long(self, talk: Talk) -> None:
        assert "**Đăng ký khai tử**" in talk.say("giấy tờ cho con", "thứ hai").text
        assert "không thấy mục đó" not in talk.say("giấy tờ cho con", "thứ 7").text

    def test_a_missing_place_shows_the_list_again(self, talk: Talk) -> None:
        talk.say("giấy tờ cho con")
        labels = talk.labels
        talk.say("cái thứ 9")
        assert "không thấy mục đó" in talk.text
        assert talk.labels == labels


class TestCondolence:
    def test_with_a_choice_too(self, talk: Talk) -> None:
        talk.say("bố tôi mất hôm qua, giờ chia đất")
        assert talk.text.startswith("Xin chia buồn")
        assert "Anh/chị cần việc nào" in talk.text

    @pytest.mark.parametrize("text", ["me toi moi mat, giay to cho con", "ông nội cháu mất năm 2010, chưa ai làm gì"])
    def test_whatever_the_answer(self, talk: Talk, text: str) -> None:
        assert talk.say(text).text.startswith("Xin chia buồn")

    @pytest.mark.parametrize(
        "text",
        [
            "giấy tờ cho con",
            "bố tôi mất căn cước",
            "thẻ của mẹ em mất rồi",
            "đi làm giấy mất năm ngày",
            "con em mất ví",
        ],
    )
    def test_not_for_a_thing_that_is_lost(self, talk: Talk, text: str) -> None:
        assert "chia buồn" not in talk.say(text).text

    def test_once_where_the_card_has_it(self, talk: Talk) -> None:
        assert talk.say("bố tôi mất").text.count("chia buồn") == 1


class TestSeveralOffices:
    @pytest.fixture
    def district(self) -> Talk:
        """An installation for two communes without any number."""
        content = catalogue()
        units = tuple(
            Office(id=id_, name=name, kind="commune")
            for id_, name in (("dai_thanh", "Xã Đại Thanh"), ("ngoc_hoi", "Xã Ngọc Hồi"))
        )
        offices = content.offices.model_copy(update={"offices": units, "hotline": ""})
        return Talk(Knowledge(content.model_copy(update={"offices": offices}), KnowsByHeart()))

    @pytest.mark.parametrize("text", ["số điện thoại xã đại thanh", "sdt xa dai thanh"])
    def test_an_unknown_number_is_said_to_be_unknown(self, district: Talk, text: str) -> None:
        district.say(text)
        assert "chưa có số điện thoại của **Xã Đại Thanh**" in district.text
        assert "Ngọc Hồi" not in district.text
        assert district.labels == ["Gặp cán bộ"]

    def test_of_none_in_particular(self, district: Talk) -> None:
        assert "chưa có số điện thoại của các xã, phường" in district.say("số điện thoại").text

    def test_who_asks_where_is_told_the_communes(self, district: Talk) -> None:
        assert "Ngọc Hồi" in district.say("ủy ban ở đâu").text

    @pytest.mark.parametrize("text", ["con bò sữa", "gặp cán bộ", "vneid là gì?"])
    def test_nobody_else_is(self, district: Talk, text: str) -> None:
        assert "Ngọc Hồi" not in district.say(text).text

    @pytest.mark.parametrize("text", ["mấy giờ ủy ban làm việc", "lịch làm việc", "chủ nhật có làm việc không"])
    def test_hours_are_what_the_content_says(self, district: Talk, text: str) -> None:
        assert "giờ hành chính" in district.say(text).text
        assert "Ngọc Hồi" not in district.text

    def test_the_number_of_the_commune_named_is_told(self, talk: Talk) -> None:
        assert "024 3861 1111" in talk.say("số điện thoại xã thanh trì").text


class TestOffice:
    @pytest.mark.parametrize(
        "text",
        ["giờ làm việc của xã", "cho em hỏi giờ làm việc", "số điện thoại của phường là gì", "xã mấy giờ mở cửa", "sdt uy ban",
         "thứ bảy có làm không", "địa chỉ ủy ban ở đâu ạ"],
    )  # fmt: skip
    def test_hours_and_telephone_however_asked(self, talk: Talk, text: str) -> None:
        assert "024 3861 1111" in talk.say(text).text
        assert talk.effects == []

    @pytest.mark.parametrize(
        "text", ["cho gặp cán bộ tư pháp", "chuyển sang người thật", "em cần nói chuyện với nhân viên hộ tịch"]
    )
    def test_a_named_officer_is_a_person_too(self, talk: Talk, text: str) -> None:
        assert isinstance(talk.say(text).effects[-1], RequestOfficer)

    def test_a_word_that_ends_like_a_pronoun_asks_for_nobody(self, talk: Talk) -> None:
        assert "trợ lý tự động" not in talk.say("tên hộ kinh doanh là gì").text

    @pytest.mark.parametrize("text", ["bạn là ai", "em là người hay máy vậy", "ban la robot a"])
    def test_says_what_it_is_when_asked(self, talk: Talk, text: str) -> None:
        assert "trợ lý tự động" in talk.say("xin chào", text).text
        assert "không phải cán bộ" in talk.text


def test_a_link_with_an_old_code_opens_what_took_its_place() -> None:
    newer = imported().model_copy(update={"replaces": ("2.000986",)})
    assert newer.plain in Talk(town(birth(), newer)).start("p_2000986").text
