"""A procedure's facts in words: short where a card shows them, in full where somebody asks."""

from __future__ import annotations

from datetime import date

from bot.catalogue.model import Channel, ChannelKind, Document, Fee, FeeRule, Kind, Period, Unit
from bot.engine.wording import cards as words
from bot.engine.wording import fees
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


def test_an_address_is_a_link_in_the_chat_and_written_out_on_paper() -> None:
    """A record's address took three lines of a phone."""
    online = Channel(kind=ChannelKind.ONLINE, where="Cổng Dịch vụ công", link="https://dichvucong.gov.vn/019d")
    assert words.place(online) == "Trực tuyến: [Cổng Dịch vụ công](https://dichvucong.gov.vn/019d)"
    assert words.place_on_paper(online) == "Trực tuyến: Cổng Dịch vụ công https://dichvucong.gov.vn/019d"


class TestTimesInShort:
    def test_ways_that_differ_are_named(self) -> None:
        """It said «3 ngày hoặc 5 ngày» without saying when."""
        limits = {ChannelKind.COUNTER: (THREE,), ChannelKind.ONLINE: (FIVE,), ChannelKind.POST: (FIVE,)}
        assert words.times_in_short(limits, more=False) == (
            "trực tiếp 3 ngày làm việc; trực tuyến, bưu chính 5 ngày làm việc"
        )

    def test_ways_that_take_equally_long_are_not(self) -> None:
        assert words.times_in_short({ChannelKind.COUNTER: (ONE,), ChannelKind.POST: (ONE,)}, more=False) == (
            "1 ngày làm việc"
        )


class TestNationalCard:
    @staticmethod
    def card(**changed: object) -> str:
        """The card of national guidance with these facts."""
        return TestNationalTimes.card("khai sinh", **changed)

    def test_the_day_of_the_import_is_not_the_day_of_the_records(self) -> None:
        source = imported().source
        assert f"nhập ngày {source.checked_on:%d/%m/%Y}" in self.card()
        dated = self.card(source=source.model_copy(update={"as_of": "2026-07"}))
        assert "bản tháng 7/2026" in dated
        assert "nhập ngày" not in dated

    def test_the_link_is_words(self) -> None:
        linked = imported().source.model_copy(update={"link": "https://dichvucong.gov.vn/019d"})
        assert "[Xem bản gốc trên Cổng Dịch vụ công quốc gia](https://dichvucong.gov.vn/019d)" in self.card(
            source=linked
        )

    def test_a_long_name_is_said_once_and_whole(self) -> None:
        title = "Thủ tục cấp giấy phép " + "rất dài " * 15 + "hết"
        card = self.card(title=title, purpose=title, plain="Cấp giấy phép rất dài …")
        assert card.count("giấy phép rất dài") == 1
        assert card.startswith("**Cấp giấy phép rất dài")
        assert "hết**" in card

    def test_a_purpose_that_only_says_the_name_is_left_out(self) -> None:
        named = self.card(title="Thủ tục cấp giấy thử", plain="Cấp giấy thử", purpose="Cấp giấy thử.")
        assert named.startswith("**Cấp giấy thử**\n\n- ")
        assert "Để thử." in self.card(title="Thủ tục cấp giấy thử", plain="Cấp giấy thử", purpose="Để thử.")

    def test_numbers_of_a_list_are_left_out_of_a_line(self) -> None:
        names = ("a) Đơn đề nghị", "b) Sơ đồ", "(1) Bản vẽ", "- Ảnh 4x6")
        papers = tuple(Document(id=f"g{place}", name=name) for place, name in enumerate(names))
        assert "**Giấy tờ:** Đơn đề nghị; Sơ đồ; Bản vẽ; Ảnh 4x6\n" in self.card(documents=papers)


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
        assert fees.in_short([Fee(label="Lệ phí cấp giấy", rule=FeeRule.FREE, source="x")]) == "miễn phí"

    def test_the_same_by_two_ways_is_one_line(self) -> None:
        three = [
            Fee(label="Cá nhân", rule=FeeRule.AMOUNT, amount=7000, per="lần", channel=ChannelKind.ONLINE, source="x"),
            Fee(label="Cá nhân", rule=FeeRule.AMOUNT, amount=15000, per="lần", channel=ChannelKind.COUNTER, source="x"),
            Fee(label="Theo danh sách", rule=FeeRule.AMOUNT, amount=10000, per="người", source="x"),
        ]
        assert fees.in_short(three) == (
            "trực tuyến 7.000 đồng; trực tiếp 15.000 đồng. Bấm nút **Lệ phí** để xem mức khác"
        )

    def test_an_ending_is_said(self) -> None:
        fee = Fee(label="Thẻ", rule=FeeRule.AMOUNT, amount=35000, per="thẻ", source="x", valid_to=date(2026, 12, 31))
        assert fees.in_short([fee]) == "35.000 đồng/thẻ, đến hết ngày 31/12/2026"

    def test_a_label_does_not_run_into_its_price(self) -> None:
        first = Fee(label="Trang 1, 2", rule=FeeRule.AMOUNT, amount=2000, per="trang", source="x")
        free = Fee(label="Người có công", rule=FeeRule.FREE, source="x")
        assert fees.in_short([first, free]) == "trang 1, 2: 2.000 đồng/trang; người có công: miễn phí"


class TestFeesToldInWords:
    free = Fee(label="Phí, lệ phí", rule=FeeRule.NOT_STATED, source="x", note="Cổng ghi **Miễn phí**, hỏi lại khi nộp.")

    def test_card_and_answer_say_the_same(self) -> None:
        """The card said «not stated» and the answer «not stated; the record says free»."""
        assert fees.in_short([self.free]) == "Cổng ghi **Miễn phí**, hỏi lại khi nộp"
        assert fees.fee(self.free, date(2026, 11, 30)) == "Phí, lệ phí: Cổng ghi **Miễn phí**, hỏi lại khi nộp."

    def test_long_words_stand_behind_the_button(self) -> None:
        assert fees.in_short([self.free.model_copy(update={"note": "theo thông tư " * 20})]) == fees.TOLD

    def test_a_source_inside_another_is_named_once(self) -> None:
        now, later = (
            Fee(label="Hộ chiếu", rule=FeeRule.AMOUNT, amount=one, source=source)
            for one, source in ((100000, "Thông tư 25/2021 và Thông tư 64/2025"), (200000, "Thông tư 25/2021"))
        )
        assert fees.sources((now, later)) == "Căn cứ: Thông tư 25/2021 và Thông tư 64/2025."


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

    def test_a_procedure_we_only_hand_over_says_what_is_not_known_and_who_helps(self) -> None:
        """Asked for the amount, it showed the same card again."""
        other = death().model_copy(update={"kind": Kind.HANDOVER, "documents": (), "questions": ()})
        content = catalogue(birth(), other)
        talk = Talk(knowledge=type(town())(content, KnowsParts(), content.offices.offices[0]))
        assert words.HANDOVER in talk.say("khai tử").text
        told = talk.say("khai tử phí bao nhiêu").text
        assert "Tôi chưa có mức tiền của việc này" in told
        assert "Quầy một cửa" in told
        assert words.HANDOVER not in told


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
        assert self.told(first, again, special) == "- **Giấy tờ thường cần:** Tờ khai"

    def test_a_paper_named_twice_for_everybody_is_named_once(self) -> None:
        assert self.told(Document(id="a", name="Tờ khai"), Document(id="b", name="Tờ khai")) == "- **Giấy tờ:** Tờ khai"
