"""One question that separates candidates which are about the same thing: first time, exchange or replacement?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_DEEDS: Mapping[str, str] = {
    "cap_lai": "làm lại vì bị mất hoặc hỏng",
    "cap_doi": "đổi vì hết hạn hoặc thay thông tin",
    "gia_han": "gia hạn",
    "sua_sai": "sửa thông tin sai",
    "dang_ky_lai": "đăng ký lại vì mất cả giấy và sổ gốc",
    "ban_sao": "xin bản sao",
    "xoa": "xóa",
    "tam_ngung": "tạm nghỉ",
    "cham_dut": "nghỉ hẳn",
    "sang_ten": "sang tên",
    "tach": "tách",
    "xac_nhan": "xin giấy xác nhận",
    "thay_doi": "thay đổi nội dung",
    "khai_bao": "trình báo",
    "cap_moi": "làm lần đầu",
}
"""Idea of a title -> how the choice is put to a citizen, the most telling first."""


def ask_back(titles: Sequence[frozenset[str]]) -> str:
    """A question from the ideas of the first candidates' titles, or nothing when they are about different things."""
    if len(titles) < 2:
        return ""
    shared = frozenset.intersection(*titles) - _DEEDS.keys()
    if not shared:
        return ""
    deeds = [next((_DEEDS[deed] for deed in _DEEDS if deed in title), "làm lần đầu") for title in titles]
    distinct = list(dict.fromkeys(deeds))
    if len(distinct) != len(titles):
        return ""
    return f"Anh/chị muốn {', '.join(distinct[:-1])} hay {distinct[-1]}?"
