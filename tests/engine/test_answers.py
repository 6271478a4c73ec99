"""What people really type, and what each kind of question makes of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.catalogue.model import AnswerType, Choice, Office, Offices, Question
from bot.engine.answers import Doubt, Invalid, chosen, ethnic, explain_personal_id, files, parse, toggled
from bot.engine.answers.address import composed
from bot.engine.events import Uploaded
from bot.engine.session import Answer, Value
from bot.language import fold

TODAY = date(2026, 11, 23)  # a Monday
RELATION = (
    Choice(value="con", label="Con ruột"),
    Choice(value="vo_chong", label="Vợ hoặc chồng"),
    Choice(value="khac", label="Người khác"),
)
SEX = (Choice(value="nam", label="Nam"), Choice(value="nu", label="Nữ"))
OFFICES = Offices(
    province="Hà Nội",
    offices=(
        Office(
            id="thanh_tri",
            name="Xã Thanh Trì",
            kind="commune",
            former_units=("Thị trấn Văn Điển", "Xã Tứ Hiệp", "Xã Yên Mỹ"),
        ),
        Office(
            id="dai_thanh",
            name="Xã Đại Thanh",
            kind="commune",
            former_units=("Xã Tam Hiệp", "Xã Vĩnh Quỳnh", "Xã Tả Thanh Oai"),
        ),
        Office(
            id="ngoc_hoi",
            name="Xã Ngọc Hồi",
            kind="commune",
            former_units=("Xã Ngọc Hồi (cũ)", "Xã Đại Áng"),
            partly_from=("Xã Vĩnh Quỳnh",),
        ),
        Office(id="thanh_liet", name="Phường Thanh Liệt", kind="ward", former_units=("Xã Tân Triều", "Xã Thanh Liệt")),
    ),
)


def question(kind: str, **fields: Any) -> Question:
    if kind in {"choice", "multi_choice"}:
        fields.setdefault("choices", RELATION)
    return Question(id="q", ask="?", label="q", type=AnswerType(kind), **fields)


def read(kind: str, text: str, answers: dict[str, Answer] | None = None, **fields: Any) -> Answer | Doubt | Invalid:
    return parse(question(kind, **fields), text, answers or {}, TODAY, OFFICES)


def value(kind: str, text: str, **fields: Any) -> Value:
    found = read(kind, text, **fields)
    assert isinstance(found, Answer), found
    return found.value


def doubted(kind: str, text: str, answers: dict[str, Answer] | None = None, **fields: Any) -> tuple[Value, str]:
    found = read(kind, text, answers, **fields)
    assert isinstance(found, Doubt), found
    return found.answer.value, found.reason


def refused(kind: str, text: str, **fields: Any) -> str:
    found = read(kind, text, **fields)
    assert isinstance(found, Invalid), found
    return found.reason


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/03/1990", "1990-03-05"),
        ("5-3-1990", "1990-03-05"),
        ("5.3.1990.", "1990-03-05"),
        ("5 3 1990", "1990-03-05"),
        ("5 / 3 / 1990", "1990-03-05"),
        ("05031990", "1990-03-05"),
        ("19900305", "1990-03-05"),
        ("1990-03-05", "1990-03-05"),
        ("O5/O3/199O", "1990-03-05"),
        ("mùng 5 tháng 3 năm 2000", "2000-03-05"),
        ("mung 5 thang 3 nam 2000", "2000-03-05"),
        ("ngày 5 tháng 3 năm 2026", "2026-03-05"),
        ("5 tháng 3 2000", "2000-03-05"),
        ("5t3/1990", "1990-03-05"),
        ("5/3 năm 2000", "2000-03-05"),
        ("ngày năm tháng ba năm hai nghìn", "2000-03-05"),
        ("mười lăm tháng mười hai năm một chín chín không", "1990-12-15"),
        ("mùng một tháng tư năm hai nghìn không trăm linh ba", "2003-04-01"),
        ("cháu sinh lúc 12h30 ngày 5/6/1990 ạ", "1990-06-05"),
        ("hôm nay", "2026-11-23"),
        ("hom qua", "2026-11-22"),
        ("từ hôm kia", "2026-11-21"),
        ("ngày mai", "2026-11-24"),
        ("3 ngày trước", "2026-11-20"),
        ("cách đây ba ngày", "2026-11-20"),
        ("29/02/2024", "2024-02-29"),
        ("05//03//1990", "1990-03-05"),
        ("ngay 5 thg 3 nam 1990", "1990-03-05"),
        ("sinh năm 1990 ngày 5 tháng 3", "1990-03-05"),
        ("sáng nay", "2026-11-23"),
        ("tối qua", "2026-11-22"),
    ],
)
def test_dates_people_type(text: str, day: str) -> None:
    assert day == value("date", text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/5/90", "1990-05-03"),
        ("3/5/25", "2025-05-03"),
        ("050390", "1990-03-05"),
        ("5/13/1990", "1990-05-13"),
        ("1/1/1890", "1890-01-01"),
        ("thứ hai tuần sau", "2026-11-30"),
        ("thứ 6 vừa rồi", "2026-11-20"),
        ("1 tháng trước", "2026-10-23"),
    ],
)
def test_dates_that_are_asked_back(text: str, day: str) -> None:
    assert day == doubted("date", text)[0]


def test_a_date_on_the_wrong_side_of_today_is_a_doubt() -> None:
    assert "phía trước" in doubted("date", "24/11/2026", date_range="past")[1]
    assert "đã qua" in doubted("date", "22/11/2026", date_range="future")[1]
    assert value("date", "23/11/2026", date_range="past") == "2026-11-23"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("30/2/2020", "chỉ có 29 ngày"),
        ("31/4/2020", "chỉ có 30 ngày"),
        ("05/03/199", "bốn chữ số"),
        ("5/3", "thêm năm"),
        ("1990", "ngày và tháng"),
        ("3/1990", "ngày trong tháng"),
        ("5/3/1990 âm lịch", "dương lịch"),
        ("rằm tháng bảy năm 2000", "dương lịch"),
        ("ngày 20/11/2026 âm", "dương lịch"),
        ("1/1/2000 hoặc 2/2/2001", "hơn một ngày"),
        ("không nhớ", "05/03/1990"),
        ("chỉ nhớ năm 1990", "ngày và tháng"),
        ("mùng mười tháng mười", "thêm năm"),
        ("5/3/19 90", "thêm năm"),
    ],
)
def test_what_is_missing_in_a_date_is_said(text: str, part: str) -> None:
    assert part in refused("date", text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Thị Hòa", "Nguyễn Thị Hòa"),
        ("nguyễn thị hòa", "Nguyễn Thị Hòa"),
        ("NGUYỄN THỊ HÒA", "Nguyễn Thị Hòa"),
        ("  Lê   Văn\tTám ", "Lê Văn Tám"),
        ("Nguyê\u0303n Văn An", "Nguyễn Văn An"),
        ("Lê\u200b Văn\u202e Tám", "Lê Văn Tám"),
        ("h'hen niê", "H'Hen Niê"),
        ("Y-Blok Êban", "Y-Blok Êban"),
        ("McDonald John", "McDonald John"),
        ("John F. Kennedy", "John F. Kennedy"),
        ("Wang Zhu", "Wang Zhu"),
        ("Nguyeenx Vawn A", "Nguyeenx Vawn A"),
        ("Cao Minh Long", "Cao Minh Long"),
        ("Anh Đức", "Anh Đức"),
    ],
)
def test_names_keep_their_letters(text: str, name: str) -> None:
    assert name == value("full_name", text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hòa", "Hòa"),
        ("nguyen van an", "Nguyen Van An"),
        ("Tôi tên là Nguyễn Văn An ạ", "Nguyễn Văn An"),
        ("ông Trần Văn Bình", "Trần Văn Bình"),
        ("Kim 金 Văn", "Kim 金 Văn"),
        ("Mẹ tôi là Lê Thị Bình", "Mẹ tôi là Lê Thị Bình"),
    ],
)
def test_unusual_names_may_be_kept(text: str, name: str) -> None:
    assert name == doubted("full_name", text)[0]


@pytest.mark.parametrize(
    "text", ["Nguyễn Văn 3", "<b>An Bình</b>", "😀", "...", "0912345678", "An & Bình", "không biết", "chưa đặt tên"]
)
def test_what_is_no_name_is_refused(text: str) -> None:
    assert "ví dụ" in refused("full_name", text)


def test_the_twelve_digits_are_read() -> None:
    assert value("personal_id", "001 199 012345") == "001199012345"
    assert value("personal_id", "cccd của tôi là 001.203.004.567") == "001203004567"


def test_letters_in_an_identity_number_are_asked_back() -> None:
    assert doubted("personal_id", "OO12O3OO4567")[0] == "001203004567"


def test_the_old_card_is_explained() -> None:
    reason = refused("personal_id", "123 456 789")
    assert "1.012566" in reason
    assert "không còn giá trị" in reason


@pytest.mark.parametrize("text", ["0011990123", "0011990123456", "001199012345 và 001203004567", "không có"])
def test_other_lengths_are_refused(text: str) -> None:
    assert "12 chữ số" in refused("personal_id", text)


@pytest.mark.parametrize(
    ("answers", "part"),
    [
        ({"sex": Answer("nam", "Nam"), "born": Answer("1999-05-01", "01/05/1999")}, "giới tính nữ"),
        ({"sex": Answer("nu", "Nữ"), "born": Answer("1990-05-01", "01/05/1990")}, "năm sinh 1999"),
    ],
)
def test_the_number_is_compared_with_other_answers(answers: dict[str, Answer], part: str) -> None:
    assert part in doubted("personal_id", "001199012345", answers, sex="sex", born="born")[1]


def test_a_number_that_fits_the_other_answers_passes() -> None:
    answers = {"sex": Answer("nu", "Nữ"), "born": Answer("1999-05-01", "01/05/1999")}
    assert isinstance(read("personal_id", "001199012345", answers, sex="sex", born="born"), Answer)


def test_an_unknown_province_is_a_doubt() -> None:
    assert "999" in doubted("personal_id", "999199012345")[1]


@pytest.mark.parametrize(
    ("number", "province", "sex", "born"),
    [
        ("001199012345", "Hà Nội", "nu", 1999),
        ("001203004567", "Hà Nội", "nam", 2003),
        ("024190000000", "Bắc Giang", "nu", 1990),
        ("999425000000", "", "nam", 2125),
    ],
)
def test_a_number_is_explained(number: str, province: str, sex: str, born: int) -> None:
    said = explain_personal_id(number)
    assert (province, sex, born) == (said.province, said.sex, said.born)
    assert str(born) in said.sentence


def test_explaining_something_else_is_an_error() -> None:
    with pytest.raises(ValueError, match="12 digits"):
        explain_personal_id("123")


def test_old_numbers() -> None:
    assert value("old_id", "012 345 678") == "012345678"
    assert doubted("old_id", "001199012345")[0] == "001199012345"
    assert "9 chữ số" in refused("old_id", "12345")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0912345678", "0912 345 678"),
        ("+84 912 345 678", "0912 345 678"),
        ("(+84)912.345.678", "0912 345 678"),
        ("84912345678", "0912 345 678"),
        ("số của tôi là 0912-345-678 nhé", "0912 345 678"),
    ],
)
def test_phones(text: str, shown: str) -> None:
    found = read("phone", text)
    assert Answer("0912345678", shown) == found


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("O912345678", "0912345678"),
        ("912345678", "0912345678"),
        ("024 3861 1234", "02438611234"),
        ("0112345678", "0112345678"),
    ],
)
def test_phones_that_are_asked_back(text: str, digits: str) -> None:
    assert digits == doubted("phone", text)[0]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("0168 123 4567", "2018"),
        ("+1 202 555 0100", "Việt Nam"),
        ("0912345678 hoặc 0987654321", "một số"),
        ("091234567", "9 chữ số"),
        ("không có", "10 chữ số"),
    ],
)
def test_phones_that_are_refused(text: str, part: str) -> None:
    assert part in refused("phone", text)


def test_email() -> None:
    assert value("email", "Hoa.Nguyen @ GMAIL.com.") == "Hoa.Nguyen@gmail.com"
    assert value("email", "mail: a_b@hanoi.edu.vn") == "a_b@hanoi.edu.vn"
    assert "gmail.com" in doubted("email", "a@gmial.com")[1]
    assert "dấu @" in refused("email", "hoa.gmail.com")
    assert "không dấu" in refused("email", "hòa@gmail.com")


@pytest.mark.parametrize(
    "text",
    [
        "số 12 ngõ 5, thôn Yên Ngưu, xã Thanh Trì",
        "so 12 ngo 5 thon yen nguu xa thanh tri",
        "12 đường Ngọc Hồi, xã Đại Thanh",
        "đường Tân Triều, phường Thanh Liệt",
        "xã Tam Hiệp, huyện Phúc Thọ, Hà Nội",
        "Tam Hiệp, Biên Hòa, Đồng Nai",
        "xã Nam Đàn, Nghệ An",
        "xã Ngọc Hồi",
        "số 5 phố Văn Điển",
    ],
)
def test_addresses_are_kept_as_typed(text: str) -> None:
    assert text == value("address", text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("thôn Huỳnh Cung, xã Tam Hiệp, huyện Thanh Trì, Hà Nội", "xã Đại Thanh"),
        ("vinh quynh", "xã Ngọc Hồi"),
        ("Tứ Hiệp, Thanh Trì", "xã Thanh Trì"),
        ("đội 3 tả thanh oai", "xã Đại Thanh"),
        ("huyện Thanh Trì, Hà Nội", "không còn huyện"),
        ("Xóm 3 Yên Mỹ Thanh Trì Hà Nội", "Yên Mỹ là tên đơn vị cũ"),
    ],
)
def test_units_that_are_gone_are_asked_back(text: str, part: str) -> None:
    kept, reason = doubted("address", text)
    assert text == kept
    assert part in reason


def test_an_address_without_a_place_is_refused() -> None:
    assert "xã/phường" in refused("address", "12")


def test_an_address_is_put_together_from_unit_and_line() -> None:
    office = OFFICES.offices[0]
    assert composed("số 12 ngõ 5", office, OFFICES).shown == "số 12 ngõ 5, xã Thanh Trì"
    assert composed("số 12, xã Thanh Trì", office, OFFICES).shown == "số 12, xã Thanh Trì"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1tr5", 1_500_000),
        ("1tr25", 1_250_000),
        ("1tr500", 1_500_000),
        ("500k", 500_000),
        ("1.500.000 đ", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1 500 000", 1_500_000),
        ("1,5 triệu", 1_500_000),
        ("hai triệu", 2_000_000),
        ("hai trieu ruoi", 2_500_000),
        ("2 triệu 500 nghìn", 2_500_000),
        ("một triệu hai", 1_200_000),
        ("năm trăm ngàn", 500_000),
        ("2 trăm nghìn", 200_000),
        ("khoảng 1 tỷ 2", 1_200_000_000),
        ("1 tỷ 200tr", 1_200_000_000),
        ("500 đồng", 500),
        ("tôi trả 5 triệu", 5_000_000),
        ("triệu rưỡi", 1_500_000),
        ("1.000.000đ/tháng", 1_000_000),
        ("0", 0),
    ],
)
def test_money(text: str, amount: int) -> None:
    assert amount == value("money", text)


@pytest.mark.parametrize("text", ["500", "$100", "-5", "nhiều", "100 - 200 triệu", "1tr5 2tr"])
def test_money_that_is_asked_again(text: str) -> None:
    assert refused("money", text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), ("hai", 2), ("2 người", 2), ("hai người ạ", 2), ("hai mươi lăm", 25), ("1.000", 1000), ("45 m²", 45)],
)
def test_numbers(text: str, number: int) -> None:
    assert number == value("number", text)


def test_numbers_keep_their_range() -> None:
    assert "từ 1 trở lên" in refused("number", "0", minimum=1)
    assert "không quá 50" in refused("number", "51", maximum=50)
    assert doubted("number", "45,5 m2")[0] == 46
    assert refused("number", "2 3")
    assert refused("number", "-3")


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("Con ruột", "con"),
        ("con ruot", "con"),
        ("1", "con"),
        ("số 2", "vo_chong"),
        ("cái thứ hai", "vo_chong"),
        ("b", "vo_chong"),
        ("chồng", "vo_chong"),
        ("tôi là con ruột ạ", "con"),
        ("nguoi khac", "khac"),
        ("khac", "khac"),
    ],
)
def test_choices_typed(text: str, picked: str) -> None:
    assert picked == value("choice", text)


WAYS = (
    Choice(value="truc_tuyen", label="Trực tuyến (đã có VNeID mức 2)"),
    Choice(value="quay", label="Đến quầy một cửa"),
    Choice(value="buu_chinh", label="Gửi qua bưu chính"),
)


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("2", "quay"),
        ("online", "truc_tuyen"),
        ("nộp trực tuyến", "truc_tuyen"),
        ("đến quầy", "quay"),
        ("bưu điện", "buu_chinh"),
    ],
)
def test_ways_to_submit(text: str, picked: str) -> None:
    found = read("choice", text, choices=WAYS)
    assert picked == (
        found.answer.value if isinstance(found, Doubt) else found.value if isinstance(found, Answer) else ""
    )


def test_a_number_that_opens_one_label_means_it() -> None:
    counts = (
        Choice(value="none", label="Không có"),
        Choice(value="one", label="1 con"),
        Choice(value="two", label="2 con"),
    )
    assert doubted("choice", "2", choices=counts)[0] == "two"
    assert doubted("choice", "1", choices=counts)[0] == "one"


@pytest.mark.parametrize("text", ["không phải con ruột", "4", "0", "abc", "😀"])
def test_what_fits_no_choice_is_refused(text: str) -> None:
    assert "số thứ tự" in refused("choice", text)


@pytest.mark.parametrize(("text", "picked"), [("con trai", "nam"), ("bé gái", "nu"), ("nữ ạ", "nu"), ("Nam", "nam")])
def test_sex_in_everyday_words(text: str, picked: str) -> None:
    assert picked == value("choice", text, choices=SEX)


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("1,3", ("con", "khac")),
        ("3 và 1", ("con", "khac")),
        ("con ruột, người khác", ("con", "khac")),
        ("Con ruột; Người khác", ("con", "khac")),
        ("tất cả", ("con", "vo_chong", "khac")),
        ("vợ", ("vo_chong",)),
    ],
)
def test_several_choices_typed(text: str, picked: tuple[str, ...]) -> None:
    assert picked == value("multi_choice", text)


def test_none_of_several_only_where_optional() -> None:
    assert value("multi_choice", "không có", optional=True) == ()
    assert refused("multi_choice", "không có")


@pytest.mark.parametrize(
    "text", ["có", "co", "Có ạ", "dạ vâng", "vâng ạ", "rồi", "đúng rồi", "ok", "ừ", "dạ có ạ", "đã có", "y", "1", "dc"]
)
def test_yes(text: str) -> None:
    assert value("yes_no", text) == "co"


@pytest.mark.parametrize(
    "text", ["không", "khong", "ko", "k", "K", "chưa", "dạ chưa ạ", "không phải", "chưa có", "hông", "n", "2"]
)
def test_no(text: str) -> None:
    assert value("yes_no", text) == "khong"


@pytest.mark.parametrize("text", ["không biết", "có lẽ", "có không?", "cô", "chắc là có", "😀", "để tôi xem"])
def test_neither_yes_nor_no(text: str) -> None:
    assert "«Có» hoặc «Không»" in refused("yes_no", text)


def test_a_polite_opening_is_not_the_answer() -> None:
    assert value("yes_no", "dạ em chưa") == "khong"
    assert value("yes_no", "tôi có") == "co"
    assert refused("yes_no", "có nhưng chưa đăng ký")


def test_no_money_said_in_words_is_asked_back() -> None:
    assert doubted("money", "không có")[0] == 0


def test_a_longer_yes_is_asked_back() -> None:
    assert doubted("yes_no", "có, tôi có đăng ký thường trú")[0] == "co"


def test_text_is_kept_and_emptiness_refused() -> None:
    assert value("text", " Xin  chào\u200b\n bạn ") == "Xin chào bạn"
    assert refused("text", "😀")
    assert refused("text", " \u200b\n")
    assert refused("text", "a" * 10_000)


def test_a_file_question_asks_for_a_file() -> None:
    assert "đính kèm" in refused("file", "đây ạ")


def upload(id_: str, problem: str = "") -> Uploaded:
    from datetime import datetime

    return Uploaded(id_, f"{id_}.jpg", 10, "image/jpeg", datetime.fromisoformat("2026-11-23T09:00:00+07:00"), problem)


def test_files_are_collected_once_each() -> None:
    first = files(question("file"), [upload("a"), upload("b")])
    assert first == Answer(("a", "b"), "a.jpg; b.jpg")
    assert files(question("file"), [upload("b"), upload("c")], first) == Answer(("a", "b", "c"), "a.jpg; b.jpg; c.jpg")


@pytest.mark.parametrize("problem", ["empty", "too_large", "type", "broken", "something new"])
def test_a_refused_file_says_what_to_do(problem: str) -> None:
    found = files(question("file"), [upload("a", problem)])
    assert isinstance(found, Invalid)
    assert "gửi lại giúp" in found.reason


def test_too_many_files_are_refused() -> None:
    found = files(question("file", max_files=1), [upload("a"), upload("b")])
    assert isinstance(found, Invalid)
    assert "nhiều nhất 1 tệp" in found.reason


def test_buttons() -> None:
    assert chosen(question("yes_no"), "co") == Answer("co", "Có")
    assert chosen(question("choice"), "con") == Answer("con", "Con ruột")
    assert isinstance(chosen(question("choice"), "gone"), Invalid)
    one = toggled(question("multi_choice"), None, "khac")
    assert one == Answer(("khac",), "Người khác")
    two = toggled(question("multi_choice"), one, "con")
    assert two == Answer(("con", "khac"), "Con ruột; Người khác")
    assert toggled(question("multi_choice"), two, "con") == one


class TestEthnicGroup:
    QUESTION = Question(id="dan_toc", ask="Bé mang dân tộc gì?", label="Dân tộc", type=AnswerType.ETHNIC_GROUP)

    def test_the_list_has_fifty_four_that_fold_apart(self) -> None:
        assert len(ethnic.GROUPS) == 54
        assert {parse(self.QUESTION, fold(one), {}, TODAY) for one in ethnic.GROUPS} == {
            Answer(one, one) for one in ethnic.GROUPS
        }

    @pytest.mark.parametrize(
        ("text", "group"),
        [("kinh", "Kinh"), ("dân tộc Tày ạ", "Tày"), ("người H'Mông", "Mông"), ("khmer", "Khơ-me"), ("Việt", "Kinh"),
         ("bé dân tộc ê đê", "Ê-đê"), ("Vân Kiều", "Bru-Vân Kiều"), ("dan toc muong", "Mường")],
    )  # fmt: skip
    def test_is_written_as_in_the_list(self, text: str, group: str) -> None:
        assert parse(self.QUESTION, text, {}, TODAY) == Answer(group, group)

    @pytest.mark.parametrize("text", ["người nước ngoài", "Khác", "Pháp", "có", "không", "Kính"])
    def test_another_is_doubted(self, text: str) -> None:
        assert isinstance(parse(self.QUESTION, text, {}, TODAY), Doubt)

    @pytest.mark.parametrize("text", ["123", "theo dân tộc của ông bà nội hay ông bà ngoại của cháu thì được"])
    def test_what_names_no_group_is_refused(self, text: str) -> None:
        assert isinstance(parse(self.QUESTION, text, {}, TODAY), Invalid)

    def test_the_most_frequent_is_a_button(self) -> None:
        assert chosen(self.QUESTION, "Kinh") == Answer("Kinh", "Kinh")
        assert isinstance(chosen(self.QUESTION, "Tày"), Invalid)
