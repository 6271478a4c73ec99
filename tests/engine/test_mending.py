"""Words of correcting, pausing and stopping typed where an answer is waited for: they are never the answer."""

from __future__ import annotations

import pytest

from bot.catalogue.model import AnswerType, Procedure, Question
from bot.engine import mending
from bot.engine.effects import NoteUnanswered
from tests.engine.town import Talk, birth, town


def nationality() -> Procedure:
    """The town's procedure with a question that nearly any words could answer, and one that asks what a paper is for."""
    asked = Question(id="quoc_tich", ask="Cháu mang quốc tịch nào?", label="Quốc tịch", type=AnswerType.TEXT)
    purpose = Question(id="de_lam_gi", ask="Anh/chị xin bản sao để làm gì?", label="Mục đích", type=AnswerType.TEXT)
    kept = [one for one in birth().questions if one.id in {"noi_sinh", "ten", "ngay", "gioi"}]
    return birth().model_copy(update={"questions": (*kept, asked, purpose), "documents": ()})


@pytest.fixture
def free() -> Talk:
    """At the question about nationality; the child's name, birthday and sex are answered."""
    talk = Talk(town(nationality())).say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc")
    talk.tap("Tại nhà").say("Nguyễn Văn An", "hôm qua").tap("Nam")
    assert "quốc tịch" in talk.text
    return talk


class TestNamed:
    @pytest.mark.parametrize(
        "text",
        ["sửa tên", "sua ten", "Sửa họ và tên", "em nhập nhầm tên bé", "cho em sửa lại tên cháu với ạ", "tên con bị sai rồi",
         "đổi tên cháu", "em gõ sai tên rồi, sửa giúp em"],
    )  # fmt: skip
    def test_its_question_is_put_again_with_the_old_answer(self, free: Talk, text: str) -> None:
        free.say(text)
        assert "Họ tên cháu là gì?" in free.text
        assert "Đang ghi là: Nguyễn Văn An" in free.text
        free.say("Nguyễn Văn Bình")
        assert free.answers["ten"] == "Nguyễn Văn Bình"
        assert "quoc_tich" not in free.answers
        assert "quốc tịch" in free.text

    @pytest.mark.parametrize("text", ["sửa ngày sinh", "nhập nhầm năm sinh", "sửa 3", "sửa câu số 3"])
    def test_by_other_names_and_by_number(self, free: Talk, text: str) -> None:
        assert "Cháu sinh ngày nào?" in free.say(text).text

    @pytest.mark.parametrize("text", ["em ghi nhầm, sửa lại câu trước", "sửa câu vừa rồi", "làm lại câu trước"])
    def test_the_one_before(self, free: Talk, text: str) -> None:
        assert "Cháu là nam hay nữ?" in free.say(text).text

    def test_with_the_new_answer_in_the_same_breath(self, free: Talk) -> None:
        free.say("sửa tên cháu thành Nguyễn Văn Bình")
        assert "đang ghi là “Nguyễn Văn An”" in free.text
        assert free.answers["ten"] == "Nguyễn Văn An"
        assert free.say("đúng").answers["ten"] == "Nguyễn Văn Bình"

    def test_while_an_answer_waits_for_a_yes(self, free: Talk) -> None:
        free.say("sửa tên", "bình").say("sửa ngày sinh")
        assert "Cháu sinh ngày nào?" in free.text
        assert free.answers["ten"] == "Nguyễn Văn An"


class TestNotNamed:
    @pytest.mark.parametrize(
        "text", ["sửa lại", "nhập sai rồi", "em ghi nhầm", "sai rồi ạ", "Sửa", "sửa số điện thoại", "nhầm rồi"]
    )
    def test_is_asked_which(self, free: Talk, text: str) -> None:
        free.say(text)
        wanted = text != "sửa số điện thoại"  # no such question in this form: then the words are an answer
        assert ("quoc_tich" not in free.answers) is wanted
        if wanted:
            assert "muốn sửa" in free.text
            assert free.labels[1:3] == ["Sửa 2. Họ tên cháu", "Sửa 3. Ngày sinh"]
            assert "Họ tên cháu là gì?" in free.tap("Sửa 2. Họ tên cháu").text

    @pytest.mark.parametrize("text", ["tên cháu", "2", "sửa tên"])
    def test_which_may_be_typed(self, free: Talk, text: str) -> None:
        assert "Họ tên cháu là gì?" in free.say("sửa lại", text).text

    def test_no_leaves_all_as_it_is(self, free: Talk) -> None:
        assert "quốc tịch" in free.say("sửa lại", "thôi không").text
        assert "quốc tịch" in free.say("sửa lại").tap("Không sửa nữa").text
        assert free.say("sửa lại", "Việt Nam").answers["quoc_tich"] == "Việt Nam"

    def test_at_the_first_question_there_is_nothing_to_change(self) -> None:
        talk = Talk().say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc").say("sửa lại")
        assert "câu đầu tiên" in talk.text


class TestAnswers:
    @pytest.mark.parametrize("name", ["Sửa", "Lê Thị Sửa", "Phạm Văn Lộn"])
    def test_a_person_may_be_called_so(self, free: Talk, name: str) -> None:
        free.say("sửa tên", name)
        if "Đúng rồi" in free.labels:
            free.tap("Đúng rồi")
        assert free.answers["ten"] == name

    @pytest.mark.parametrize("text", ["sửa ngày sinh", "đổi tên", "sửa nhà", "giấy cũ ghi sai tên"])
    def test_what_a_paper_is_for(self, free: Talk, text: str) -> None:
        assert free.say("Việt Nam", text).answers["de_lam_gi"] == text

    @pytest.mark.parametrize("text", ["nhập sai rồi", "sửa lại tên cháu"])
    def test_but_words_about_typing_are_about_this_form(self, free: Talk, text: str) -> None:
        assert "de_lam_gi" not in free.say("Việt Nam", text).answers

    @pytest.mark.parametrize(
        "text", ["Đội 5", "doi 5", "Mường", "Bệnh viện Sài Gòn", "ghi nhầm là năm 1960", "nhầm rồi, 2019"]
    )
    def test_words_that_only_look_alike(self, free: Talk, text: str) -> None:
        assert "muốn sửa" not in free.say(text).text
        assert "Họ tên cháu là gì?" not in free.text


class TestPausing:
    @pytest.mark.parametrize(
        "text", ["thôi để sau", "để mai", "thoi de sau", "thôi", "thôi em bận rồi", "để hôm khác làm tiếp nhé"]
    )
    def test_keeps_the_dossier(self, free: Talk, text: str) -> None:
        free.say(text)
        assert "Tôi đã giữ hồ sơ" in free.text
        assert "Xóa hồ sơ này" not in free.labels
        assert "quốc tịch" in free.say("tiếp tục").text

    @pytest.mark.parametrize("text", ["thôi không làm nữa", "không làm nữa"])
    def test_who_stops_may_throw_it_away(self, free: Talk, text: str) -> None:
        free.say(text).tap("Xóa hồ sơ này")
        assert "chắc chưa" in free.text
        assert free.session.drafts
        free.tap("Hủy hồ sơ")
        assert not free.session.drafts


class TestReview:
    @pytest.fixture
    def review(self, free: Talk) -> Talk:
        return free.say("Việt Nam", "đi học")

    @pytest.mark.parametrize(
        "text", ["sửa họ tên", "sua ho ten", "họ tên cháu", "tên bé sai rồi", "sửa họ và tên của bé"]
    )
    def test_label_is_found_loosely(self, review: Talk, text: str) -> None:
        assert "Họ tên cháu là gì?" in review.say(text).text

    def test_what_is_not_understood_is_not_sent_to_the_desk(self, review: Talk) -> None:
        review.say("Nguyễn Văn Bình")
        assert "chưa rõ ý" in review.text
        assert "muốn sửa" in review.text
        assert not [one for one in review.effects if isinstance(one, NoteUnanswered)]

    def test_nor_is_a_question_nobody_can_answer(self, review: Talk) -> None:
        review.say("Nguyễn Văn Bình có được miễn học phí không?")
        assert "chưa có câu trả lời" in review.text
        assert "ghi lại để cán bộ" not in review.text
        assert not [one for one in review.effects if isinstance(one, NoteUnanswered)]


def test_long_messages_and_empty_ones_are_no_wish() -> None:
    assert mending.read("") is None
    assert mending.read("sửa tên " * 40) is None
