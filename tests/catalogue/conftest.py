"""A small sound content folder that each test spoils in its own way."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = {
    "procedures/tam-tru.yaml": """\
code: 1.004194
title: Đăng ký tạm trú
plain: Đăng ký tạm trú
kind: guided
field: Cư trú
level:
  - xã
names:
  - khai tạm trú
asks:
  - Đăng ký tạm trú cần giấy tờ gì?
tests:
  - em mới thuê trọ thì khai báo ở đâu
purpose: Ghi nhận chỗ ở khi sống xa nhà từ 30 ngày.
decides: Công an xã, phường
channels:
  - kind: online
    where: Cổng Dịch vụ công quốc gia
    time:
      amount: 3
      unit: working_days
fees:
  - label: Lệ phí tạm trú
    rule: amount
    amount: 7000
    valid_from: 01/01/2023
    valid_to: 31/12/2030
    source: Thông tư 75/2022/TT-BTC
documents:
  - id: hop_dong  # chủ nhà giữ một bản
    name: Hợp đồng thuê nhà
    when:
      stay: thue
questions:
  - id: stay
    ask: Anh/chị ở đâu?
    label: Chỗ ở
    type: choice
    choices:
      - value: thue
        label: Nhà thuê
      - value: don_vi
        label: Nhà công vụ
        stop: Mời anh/chị đến công an xã, phường.
        instead: 2.001159
  - id: born
    ask: Anh/chị sinh ngày nào?
    label: Ngày sinh
    type: date
  - id: number
    ask: Số định danh của anh/chị?
    label: Số định danh
    type: personal_id
    born: born
    when:
      stay:
        - thue
related:
  - 2.001159
legal_basis:
  - Luật Cư trú 68/2020/QH14
source:
  decision: 9354/QĐ-BCA-C06
  checked_on: 01/11/2026
""",
    "procedures/tam-tru.thue-nha.test.yaml": """\
title: Thuê nhà
steps:
  - say: đăng ký tạm trú
  - bot: tạm trú
""",
    "procedures/luu-tru.yaml": """\
code: 2.001159
title: Thông báo lưu trú
plain: Báo khách ở lại
kind: guidance
field: Cư trú
level:
  - xã
names:
  - khai khách ngủ nhờ
tests:
  - nhà tôi có bạn đến chơi vài hôm
purpose: Báo cho công an xã, phường biết có người ở lại dưới 30 ngày.
decides: Công an xã, phường
channels:
  - kind: counter
    where: Công an xã, phường
    time:
      amount: 1
      unit: hours
fees:
  - label: Thông báo lưu trú
    rule: free
    source: Luật Cư trú 68/2020/QH14
legal_basis:
  - Luật Cư trú 68/2020/QH14
source:
  decision: 9354/QĐ-BCA-C06
  checked_on: 01/11/2026
""",
    "procedures/offices.yaml": """\
province: Hà Nội
offices:
  - id: thanh_tri
    name: Xã Thanh Trì
    kind: commune
""",
    "procedures/calendar.yaml": """\
late_after: 15:00
""",
    "faq/vneid.yaml": """\
topic: VNeID
entries:
  - id: vneid_muc_2
    question: Làm VNeID mức 2 ở đâu?
    answer: |-
      Anh/chị đến công an xã, phường.

      Nhớ mang căn cước và điện thoại.
    tests:
      - mở tài khoản định danh thì tới chỗ nào
    procedures:
      - 1.004194
    see_also:
      - vneid_quen
    source: Nghị định 69/2024/NĐ-CP
    checked_on: 01/11/2026
  - id: vneid_quen
    question: Quên mật khẩu VNeID thì sao?
    answer: Bấm «Quên mật khẩu» trên ứng dụng.
    tests:
      - em không nhớ mã đăng nhập nữa
    checked_on: 01/11/2026
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A content root with one guided and one guidance procedure, one topic, one office and a calendar."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path
