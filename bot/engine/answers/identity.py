"""Personal identity numbers: what their twelve digits say, and whether that fits the other answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.catalogue.model import Question
from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome
from bot.engine.answers.writing import ascii_digits, unmistake_digits
from bot.engine.session import Answer

CONFIRM_OLD_NUMBER = "1.012566"
"""The procedure that confirms which old 9-digit number belongs to a personal identity number."""

PROVINCES = {
    "001": "Hà Nội", "002": "Hà Giang", "004": "Cao Bằng", "006": "Bắc Kạn", "008": "Tuyên Quang", "010": "Lào Cai",
    "011": "Điện Biên", "012": "Lai Châu", "014": "Sơn La", "015": "Yên Bái", "017": "Hòa Bình", "019": "Thái Nguyên",
    "020": "Lạng Sơn", "022": "Quảng Ninh", "024": "Bắc Giang", "025": "Phú Thọ", "026": "Vĩnh Phúc", "027": "Bắc Ninh",
    "030": "Hải Dương", "031": "Hải Phòng", "033": "Hưng Yên", "034": "Thái Bình", "035": "Hà Nam", "036": "Nam Định",
    "037": "Ninh Bình", "038": "Thanh Hóa", "040": "Nghệ An", "042": "Hà Tĩnh", "044": "Quảng Bình", "045": "Quảng Trị",
    "046": "Thừa Thiên Huế", "048": "Đà Nẵng", "049": "Quảng Nam", "051": "Quảng Ngãi", "052": "Bình Định",
    "054": "Phú Yên", "056": "Khánh Hòa", "058": "Ninh Thuận", "060": "Bình Thuận", "062": "Kon Tum", "064": "Gia Lai",
    "066": "Đắk Lắk", "067": "Đắk Nông", "068": "Lâm Đồng", "070": "Bình Phước", "072": "Tây Ninh", "074": "Bình Dương",
    "075": "Đồng Nai", "077": "Bà Rịa - Vũng Tàu", "079": "Thành phố Hồ Chí Minh", "080": "Long An", "082": "Tiền Giang",
    "083": "Bến Tre", "084": "Trà Vinh", "086": "Vĩnh Long", "087": "Đồng Tháp", "089": "An Giang", "091": "Kiên Giang",
    "092": "Cần Thơ", "093": "Hậu Giang", "094": "Sóc Trăng", "095": "Bạc Liêu", "096": "Cà Mau",
}  # fmt: skip
"""The 63 provinces whose codes stand in the numbers given out until the provinces were merged in 2025."""

_SEXES = {"nam": "nam", "nu": "nữ"}
_MERGED_IN = 2025
_NOT_A_NUMBER = "Anh/chị nhập giúp số định danh gồm đúng 12 chữ số, ví dụ 001199012345."


@dataclass(frozen=True, slots=True)
class PersonalId:
    """What a personal identity number says: ``province`` of birth registration (empty: unknown), ``sex`` nam/nu, year born."""

    number: str
    province: str
    sex: str
    born: int

    @property
    def sentence(self) -> str:
        """One sentence for the citizen."""
        place = f"đăng ký khai sinh ở {self.province}, " if self.province else ""
        return f"Theo quy tắc cấp số, người mang số này {place}giới tính {_SEXES[self.sex]}, sinh năm {self.born}."


def explain_personal_id(number: str) -> PersonalId:
    """What the 12 digits say (Thông tư 07/2016/TT-BCA: place, century and sex, year); raises ``ValueError`` otherwise."""
    if not re.fullmatch(r"[0-9]{12}", number):
        raise ValueError("a personal identity number has exactly 12 digits")
    century = int(number[3])
    born = 1900 + century // 2 * 100 + int(number[4:6])
    province = PROVINCES.get(number[:3], "") if born < _MERGED_IN else ""
    return PersonalId(number, province, "nu" if century % 2 else "nam", born)


def read(question: Question, text: str, context: Context) -> Outcome:
    """Twelve digits; what they say is compared with the birth date and sex already answered for the same person."""
    digits, corrected = _digits(text)
    if len(digits) == 9:
        return Invalid(
            "Số 9 chữ số là số chứng minh nhân dân cũ, nay không còn giá trị; anh/chị nhập giúp số định danh 12 chữ số trên "
            f"thẻ căn cước hoặc VNeID (cần xác nhận số cũ thì xem thủ tục {CONFIRM_OLD_NUMBER})."
        )
    if len(digits) != 12:
        counted = f"Tôi đếm được {len(digits)} chữ số. " if digits else ""
        return Invalid(counted + _NOT_A_NUMBER)
    answer = Answer(digits, digits)
    reasons = _doubts(question, explain_personal_id(digits), context)
    if corrected:
        reasons.insert(0, f"Tôi hiểu chữ cái trong số này là chữ số, thành {digits}.")
    return Doubt(answer, " ".join(reasons)) if reasons else answer


def read_old(question: Question, text: str, context: Context) -> Outcome:
    """Nine digits of the former people's identity card; twelve are possible on cards given out from 2012."""
    digits, corrected = _digits(text)
    if len(digits) == 12:
        return Doubt(
            Answer(digits, digits), "Số này có 12 chữ số như số định danh, còn số chứng minh nhân dân cũ thường có 9."
        )
    if len(digits) != 9:
        counted = f"Tôi đếm được {len(digits)} chữ số. " if digits else ""
        return Invalid(f"{counted}Số chứng minh nhân dân cũ gồm 9 chữ số, anh/chị nhập lại giúp, ví dụ 012345678.")
    answer = Answer(digits, digits)
    return Doubt(answer, f"Tôi hiểu chữ cái trong số này là chữ số, thành {digits}.") if corrected else answer


def _digits(text: str) -> tuple[str, bool]:
    """The digits of the number in ``text``, and whether letters had to be read as digits."""
    plain = re.sub(r"(?<=[0-9OolI])[\s.,_-]+(?=[0-9OolI])", "", ascii_digits(text))
    runs = {
        run
        for run in re.findall(r"(?<![^\W_])[0-9OolI]{9,}(?![^\W_])", plain)
        if len(run) in {9, 12} and sum(letter.isdigit() for letter in run) > len(run) // 2
    }
    if len(runs) == 1:
        run = runs.pop()
        return unmistake_digits(run), not run.isdigit()
    return "".join(re.findall(r"[0-9]", plain)), False


def _doubts(question: Question, said: PersonalId, context: Context) -> list[str]:
    reasons = []
    if said.number[:3] not in PROVINCES:
        reasons.append(f"Ba số đầu {said.number[:3]} không có trong danh sách mã tỉnh, thành phố.")
    if said.born > context.today.year:
        reasons.append(f"Theo số này thì năm sinh là {said.born}.")
    sex = context.answers.get(question.sex or "")
    if sex and sex.value in _SEXES and sex.value != said.sex:
        stated = _SEXES[str(sex.value)]
        reasons.append(f"Chữ số thứ tư cho biết giới tính {_SEXES[said.sex]}, khác với câu trả lời «{stated}».")
    born = context.answers.get(question.born or "")
    if born and isinstance(born.value, str) and re.match(r"\d{4}-", born.value) and int(born.value[:4]) != said.born:
        reasons.append(f"Số này ứng với năm sinh {said.born}, khác với ngày sinh đã khai {born.shown}.")
    return reasons
