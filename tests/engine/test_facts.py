"""A procedure's facts in words: short where a card shows them, in full where somebody asks."""

from __future__ import annotations

from datetime import date

from bot.catalogue.model import Channel, ChannelKind, Document, Fee, FeeRule, Kind, Period, Unit
from bot.engine.wording import cards as words
from bot.matcher.match import Match
from tests.engine.town import BY_HEART, KnowsByHeart, Talk, birth, catalogue, death, found, imported, town

ONE = Period(amount=1, unit=Unit.WORKING_DAYS, note="Nhận sau 15 giờ thì trả hôm sau")
THREE = Period(amount=3, unit=Unit.WORKING_DAYS)
FIVE = Period(amount=5, unit=Unit.WORKING_DAYS)


class TestTimes:
    def test_equal_limits_are_told_once(self) -> None:
        told = words.times({ChannelKind.ONLINE: (ONE,), ChannelKind.COUNTER: (ONE,), ChannelKind.POST: (ONE,)})
        assert told == "**1 ngày làm việc**, nộp cách nào cũng vậy (nhận sau 15 giờ thì trả hôm sau)."

    def test_different_limits_name_their_ways(self) -> None:
        told = words.times({ChannelKind.ONLINE: (THREE,), ChannelKind.COUNTER: (ONE,), ChannelKind.POST: (THREE,)})
        assert told.splitlines()[0] == "- Trực tuyến, bưu chính: 3 ngày làm việc"
        assert told.count("\n") == 1

    def test_a_way_without_a_limit_is_not_promised_one(self) -> None:
        assert words.times({ChannelKind.ONLINE: (THREE,), ChannelKind.COUNTER: ()}) == "- Trực tuyến: 3 ngày làm việc"

    def test_none(self) -> None:
        assert words.times({}) == words.NO_TIME

    def test_several_limits_of_a_way_are_listed(self) -> None:
        told = words.times({ChannelKind.ONLINE: (THREE, FIVE), ChannelKind.COUNTER: (THREE, FIVE)})
        assert told == f"{words.BY_CASE}, nộp cách nào cũng vậy:\n- 3 ngày làm việc\n- 5 ngày làm việc"
        assert "Trực tuyến: 3 ngày làm việc; 5 ngày làm việc" in words.times(
            {ChannelKind.ONLINE: (THREE, FIVE), ChannelKind.COUNTER: (FIVE,)}
        )


class TestNationalTimes:
    @staticmethod
    def card(ask: str, **changed: object) -> str:
        """What the bot says of national guidance with these facts."""
        content = catalogue(imported().model_copy(update={"code": "1.001193", **changed}))
        return Talk(knowledge=type(town())(content, KnowsParts(), content.offices.offices[0])).say(ask).text

    def test_other_limits_of_the_record_are_not_hidden(self) -> None:
        noted = THREE.model_copy(update={"note": "10 ngày đối với rừng trồng"})
        for times in ((THREE, FIVE), (noted,)):
            ways = tuple(Channel(kind=ChannelKind.COUNTER, where="x", time=one) for one in times)
            assert words.MORE_TIMES in self.card("khai sinh", channels=ways)
            assert self.card("nộp ở đâu", channels=ways).count("Trực tiếp: x") == 1

    def test_a_time_in_words_is_the_answer(self) -> None:
        facts = {"channels": (Channel(kind=ChannelKind.COUNTER, where="x"),), "notes": ("Thời hạn: đổi ngay",)}
        assert words.TIME_TOLD in self.card("khai sinh", **facts)
        answer = self.card("mất bao lâu", **facts)
        assert "Thời hạn: đổi ngay" in answer
        assert words.NO_TIME not in answer


class TestFeesInShort:
    def test_one_price_needs_no_label(self) -> None:
        assert words.fees_in_short([Fee(label="Lệ phí cấp giấy", rule=FeeRule.FREE, source="x")]) == "miễn phí"

    def test_the_same_by_two_ways_is_one_line(self) -> None:
        fees = [
            Fee(label="Cá nhân", rule=FeeRule.AMOUNT, amount=7000, per="lần", channel=ChannelKind.ONLINE, source="x"),
            Fee(label="Cá nhân", rule=FeeRule.AMOUNT, amount=15000, per="lần", channel=ChannelKind.COUNTER, source="x"),
            Fee(label="Theo danh sách", rule=FeeRule.AMOUNT, amount=10000, per="người", source="x"),
        ]
        assert words.fees_in_short(fees) == ("trực tuyến 7.000 đồng, trực tiếp 15.000 đồng; mức khác xem ở **Lệ phí**")

    def test_an_ending_is_said(self) -> None:
        fee = Fee(label="Thẻ", rule=FeeRule.AMOUNT, amount=35000, per="thẻ", source="x", valid_to=date(2026, 12, 31))
        assert words.fees_in_short([fee]) == "35.000 đồng/thẻ, đến hết ngày 31/12/2026"


class KnowsParts(KnowsByHeart):
    """Also reads the parts of a message."""

    def match(self, text: str, focus: str | None = None) -> Match:
        """By the words in it."""
        said = text.lower()
        if said.strip() in BY_HEART:
            return BY_HEART[said.strip()]
        aspect = next(
            (one for word, one in (("phí", "fee"), ("bao lâu", "time"), ("đâu", "where")) if word in said), ""
        )
        return found("1.000656" if "khai tử" in said else "1.001193", aspect)


class TestSeveral:
    def test_three_questions_in_one_breath_get_a_line_each(self) -> None:
        content = catalogue(birth(), death(), imported())
        talk = Talk(knowledge=type(town())(content, KnowsParts(), content.offices.offices[0]))
        talk.say("khai sinh phí bao nhiêu, mất bao lâu, nộp ở đâu?")
        assert [line[:9] for line in talk.text.splitlines() if line.startswith("- ")] == [
            "- **Thời ", "- **Phí:*", "- **Nộp ở",
        ]  # fmt: skip
        assert "Giấy tờ cần có" in talk.labels

    def test_a_procedure_we_only_hand_over_shows_its_card(self) -> None:
        """It has no papers to name, but says who helps."""
        other = death().model_copy(update={"kind": Kind.HANDOVER, "documents": (), "questions": ()})
        content = catalogue(birth(), other)
        talk = Talk(knowledge=type(town())(content, KnowsParts(), content.offices.offices[0]))
        assert words.HANDOVER in talk.say("khai tử phí bao nhiêu").text


def test_choosing_after_a_death_begins_with_condolence(talk: Talk) -> None:
    talk.say("bố tôi mất")
    assert talk.text.startswith(words.CONDOLENCE)


def test_the_notice_says_what_is_asked_in_few_words(talk: Talk) -> None:
    talk.say("làm giấy khai sinh").tap("Làm từng bước")
    line = next(line for line in talk.text.splitlines() if "Hỏi những gì" in line)
    assert len(line.split(":**")[1].split()) <= 32
    assert "ảnh giấy tờ" in line


def test_form_in_hand_has_no_button_to_itself(talk: Talk) -> None:
    talk.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc").say("phí bao nhiêu?")
    assert "Tiếp tục hồ sơ đang làm" not in talk.labels


class TestPapersInShort:
    def told(self, *papers: Document) -> str:
        """The line of the card about these papers."""
        return (
            Talk(town(birth().model_copy(update={"documents": papers}))).say("làm giấy khai sinh").text.split("\n")[4]
        )

    def test_a_paper_of_two_cases_is_named_once_and_one_of_a_special_case_not_at_all(self) -> None:
        first = Document(id="a", name="Tờ khai", when={"noi_sinh": "vien"})
        again = Document(id="b", name="Tờ khai", when={"noi_sinh": "nha"})
        special = Document(id="c", name="Giấy cam đoan", when={"noi_sinh": "nha"})
        assert self.told(first, again, special) == "- **Giấy tờ:** Tờ khai; thêm giấy khác tùy trường hợp"

    def test_a_paper_named_twice_for_everybody_is_named_once(self) -> None:
        assert self.told(Document(id="a", name="Tờ khai"), Document(id="b", name="Tờ khai")) == "- **Giấy tờ:** Tờ khai"
