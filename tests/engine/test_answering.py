"""What typed words mean while a dossier is open: answers, corrections, not knowing, and questions of the citizen's own."""

from __future__ import annotations

import pytest

from bot.engine import reading
from bot.engine.effects import NoteUnanswered, RecordConsent, RequestOfficer
from bot.engine.session import Session
from bot.matcher.match import Intent, Match, Verdict
from tests.engine.town import BY_HEART, KnowsByHeart, Talk, catalogue, found, town


class HearsTooMuch(KnowsByHeart):
    """A matcher that takes much for a wish to see a person, for small talk, or for a procedure."""

    def match(self, text: str, focus: str | None = None) -> Match:
        """As learnt; else what it mishears."""
        said = text.strip().lower()
        if said in BY_HEART:
            return BY_HEART[said]
        if said in {"ba mươi", "xã mấy giờ làm việc", "nhà tôi ở thôn 3"}:
            return Match(Verdict.ABSTAIN, Intent.HUMAN)
        if said in {"mùng 5", "em không biết"}:
            return Match(Verdict.ABSTAIN, Intent.SMALLTALK, smalltalk="bye" if "biết" in said else "other")
        if said in {"cháu sinh ở trên xe", "dân tộc tày"}:
            return found("1.000656", "", 0.9 if "sinh" in said else 0.62)
        return Match(Verdict.ABSTAIN, Intent.NOTHING)


def eager() -> Talk:
    """A conversation with the one who hears too much."""
    content = catalogue()
    return Talk(knowledge=type(town())(content, HearsTooMuch(), content.offices.offices[0]))


@pytest.fixture
def form() -> Talk:
    """At the first question, with the one who hears too much."""
    return eager().say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc")


class TestMisheard:
    @pytest.mark.parametrize("text", ["ba mươi", "mùng 5", "nhà tôi ở thôn 3"])
    def test_a_wrong_answer_to_a_choice_is_refused_not_sent_to_an_officer(self, form: Talk, text: str) -> None:
        form.say(text)
        assert "bấm giúp một nút" in form.text
        assert not [one for one in form.effects if isinstance(one, RequestOfficer)]
        assert len(form.turn.messages) == 1

    def test_outside_a_form_a_person_is_offered_before_anything_is_sent(self) -> None:
        talk = eager().say("nhà tôi ở thôn 3")
        assert talk.labels == ["Gặp cán bộ"]
        assert not talk.effects
        talk.tap("Gặp cán bộ")
        assert [one.question for one in talk.effects if isinstance(one, RequestOfficer)] == ["nhà tôi ở thôn 3"]

    def test_hours_are_told_whatever_the_matcher_hears(self) -> None:
        talk = eager().say("xã mấy giờ làm việc")
        assert "024 3861 1111" in talk.text
        assert not talk.effects

    @pytest.mark.parametrize(
        "text", ["cho tôi gặp ai đó", "gặp lãnh đạo", "tôi muốn nói chuyện với người", "gọi lại cán bộ giúp tôi"]
    )
    def test_who_asks_for_a_person_in_plain_words_gets_one(self, text: str) -> None:
        assert [type(one) for one in eager().say(text).effects] == [RequestOfficer]

    def test_words_of_the_question_itself_are_a_clumsy_answer(self, form: Talk) -> None:
        """However sure the matcher is that they name another procedure."""
        form.say("cháu sinh ở trên xe")
        assert "bấm giúp một nút" in form.text
        assert "khai tử" not in form.text


class TestNotKnowing:
    @pytest.mark.parametrize("text", ["không biết", "em không hiểu", "hỏi gì vậy", "chịu khó hiểu quá"][:3])
    def test_is_no_failure_and_names_the_ways_on(self, form: Talk, text: str) -> None:
        form.say(text)
        assert "Không sao" in form.text
        assert "Gặp cán bộ" in form.labels
        assert form.session.drafts["1.001193"].failures == 0

    def test_at_an_optional_question_points_to_the_button(self, form: Talk) -> None:
        form.tap("Tại bệnh viện, trạm y tế").say("Nguyễn Văn An", "hôm qua", "Nam", "em không nhớ")
        assert "**Bỏ qua**" in form.text

    def test_is_no_name(self, form: Talk) -> None:
        form.tap("Tại bệnh viện, trạm y tế").say("không biết")
        assert "ten" not in form.answers

    def test_may_be_written_into_free_text(self, form: Talk) -> None:
        form.tap("Tại bệnh viện, trạm y tế").say("Nguyễn Văn An", "hôm qua", "Nam", "bỏ qua", "không rõ")
        assert form.answers["muc_dich"] == "không rõ"

    def test_outside_a_form_gets_examples(self) -> None:
        talk = eager().say("em không biết")
        assert "ví dụ" in talk.text
        assert "Đăng ký khai sinh" in talk.labels


class TestTakingBack:
    def test_within_one_message_the_last_word_counts(self, form: Talk) -> None:
        assert form.say("tại nhà, à không, tại bệnh viện").answers == {"noi_sinh": "vien"}

    def test_the_answer_before_is_shown_before_it_changes(self, form: Talk) -> None:
        form.say("tại nhà", "à không, ý em là tại bệnh viện")
        assert "đang ghi là “Tại nhà”" in form.text
        assert form.answers == {"noi_sinh": "nha"}
        form.tap("Đúng rồi")
        assert form.answers == {"noi_sinh": "vien"}
        assert "Họ tên cháu" in form.text

    def test_a_question_after_it_is_a_question(self, form: Talk) -> None:
        form.say("tại nhà", "à không, ý em là phí bao nhiêu?")
        assert form.answers == {"noi_sinh": "nha"}
        assert form.session.drafts["1.001193"].stage == "asking"

    def test_a_word_that_looks_like_it_stays_in_free_text(self, form: Talk) -> None:
        form.tap("Tại bệnh viện, trạm y tế").say("Nguyễn Văn An", "hôm qua", "Nam", "bỏ qua", "ghi nhầm là năm 1960")
        assert form.answers["muc_dich"] == "ghi nhầm là năm 1960"

    @pytest.mark.parametrize(
        ("text", "instead"),
        [
            ("cha, à không, mẹ", "mẹ"),
            ("nhầm rồi, 2019", "2019"),
            ("à quên, ý tôi là Tày", "Tày"),
            ("a khong, y em la me", "me"),
            ("ông Nguyễn Văn Không", ""),
            ("không phải", ""),
            ("", ""),
        ],
    )
    def test_what_is_said_instead(self, text: str, instead: str) -> None:
        assert instead == reading.slip(text)


class TestSeveralAnswersAtOnce:
    def test_each_part_counts_where_it_answers_plainly(self, form: Talk) -> None:
        form.say("tại nhà, có")
        assert form.answers == {"noi_sinh": "nha", "lam_chung": "co"}
        assert "Ai đỡ đẻ" in form.text

    def test_what_does_not_fit_is_asked(self, form: Talk) -> None:
        form.say("tại nhà, hôm qua trời mưa to")
        assert form.answers == {"noi_sinh": "nha"}

    def test_a_first_part_that_does_not_fit_records_nothing(self, form: Talk) -> None:
        assert form.say("hôm qua trời mưa to, tại nhà").answers == {}


class TestConsentInWords:
    @pytest.mark.parametrize("text", ["đồng ý luôn", "ok em", "vâng ạ"])
    def test_agreeing(self, text: str) -> None:
        talk = eager().say("làm giấy khai sinh").tap("Làm từng bước").say(text)
        assert [one.granted for one in talk.effects if isinstance(one, RecordConsent)] == [True]

    @pytest.mark.parametrize("text", ["khong can", "thôi khỏi nhắc", "không cần đâu", "tắt nhắc"])
    def test_no_reminders(self, text: str) -> None:
        talk = eager().say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý").say(text)
        assert talk.session.reminders is False
        assert "Cháu sinh ở đâu" in talk.text

    def test_anything_else_is_told_in_one_line_what_is_waited_for(self) -> None:
        """The whole notice stands just above; nobody reads it twice."""
        talk = eager().say("làm giấy khai sinh").tap("Làm từng bước").say("tại bệnh viện")
        assert talk.labels == ["Tôi đồng ý", "Tôi không đồng ý"]
        assert len(talk.text) < 150

    def test_a_question_is_answered_first(self) -> None:
        talk = eager().say("làm giấy khai sinh").tap("Làm từng bước").say("VNeID là gì?")
        assert "tài khoản đã xác thực" in talk.text
        assert talk.labels[-2:] == ["Tôi đồng ý", "Tôi không đồng ý"]


class TestStopping:
    @pytest.mark.parametrize("text", ["thôi em không làm nữa", "không làm nữa", "bận rồi"])
    def test_keeps_what_is_done(self, form: Talk, text: str) -> None:
        form.say("tại nhà", text)
        assert form.session.active is None
        assert "1.001193" in form.session.drafts

    def test_who_comes_back_days_later_is_told_what_waits(self, form: Talk) -> None:
        form.say("tại nhà", "để sau").start()
        assert "làm dở" in form.text
        form.tap("Tiếp tục")
        assert form.answers == {"noi_sinh": "nha"}


def test_a_link_to_nothing_says_so() -> None:
    """Whoever scans an old poster is not left guessing."""
    assert "không còn" in eager().start("p_9999999").text


def test_small_talk_in_a_form_shares_the_bubble_of_the_question() -> None:
    talk = eager().say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc").say("cảm ơn")
    assert len(talk.turn.messages) == 1
    assert talk.last.kind == "question"


def test_unanswered_is_still_noted() -> None:
    assert [type(one) for one in eager().say("blah blah").effects] == [NoteUnanswered]


@pytest.mark.parametrize("text", ["ừ xóa đi", "xóa hết", "vâng xóa giúp tôi", "có"])
def test_erasing_is_confirmed_in_ones_own_words(text: str) -> None:
    talk = eager().say("làm giấy khai sinh").tap("Làm từng bước").say("xóa dữ liệu", text)
    assert talk.session == Session()


def test_erasing_is_not_confirmed_by_another_matter() -> None:
    talk = eager().say("làm giấy khai sinh").tap("Làm từng bước").say("xóa dữ liệu", "xóa tạm trú cho con tôi")
    assert talk.session.drafts


def test_where_is_my_code() -> None:
    assert "đang làm dở" in eager().say("làm giấy khai sinh").tap("Làm từng bước").say("mã hồ sơ của tôi đâu").text


def test_a_bare_no_is_nobody_s_question() -> None:
    talk = eager().say("không")
    assert not talk.effects
    assert "Khi cần" in talk.text


def test_thumbs_are_words(form: Talk) -> None:
    assert form.tap("Tại nhà").say("👍🏽").answers == {"noi_sinh": "nha", "lam_chung": "co"}


def test_a_numbered_button_may_be_named(form: Talk) -> None:
    talk = eager().say("làm giấy khai sinh")
    assert talk.labels[1] == "Giấy tờ cần có"
    assert "Giấy tờ khác nhau" in talk.say("số 2").text


def test_the_last_word_counts_outside_a_form_too() -> None:
    assert "Đăng ký khai tử" in eager().say("tôi hỏi kết hôn à nhầm, bố tôi mất").text


def test_a_greeting_in_a_form_is_returned_in_a_word(form: Talk) -> None:
    form.say("xin chào")
    assert len(form.turn.messages) == 1
    assert len(form.text) < 150


@pytest.mark.parametrize("text", ["thôi không hủy nữa", "giữ lại", "không"])
def test_a_taken_back_order_keeps_everything(form: Talk, text: str) -> None:
    form.say("tại nhà", "hủy hồ sơ", text)
    assert form.answers == {"noi_sinh": "nha"}
    assert "giữ nguyên" in form.text


def test_what_is_said_after_asking_for_a_person_goes_along() -> None:
    talk = eager().say("gặp cán bộ", "nhà tôi ở thôn 3")
    assert [one.question for one in talk.effects if isinstance(one, RequestOfficer)] == ["", "nhà tôi ở thôn 3"]


def test_not_this_after_a_card_asks_what_then() -> None:
    assert "viết rõ hơn" in eager().say("làm giấy khai sinh", "không phải").text
