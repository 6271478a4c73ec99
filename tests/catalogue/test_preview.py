"""The preview shows every question, every condition in words, every end; and the graph is sound SVG."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from bot.catalogue.loader import load
from bot.catalogue.model import Procedure
from bot.catalogue.preview import outline, svg
from bot.commands.preview import command


@pytest.fixture
def procedure(root: Path) -> Procedure:
    return load([root]).procedures["1.004194"]


def test_the_outline_says_conditions_with_the_words_on_the_buttons(procedure: Procedure) -> None:
    shown = outline(procedure)
    assert "chỉ cần khi: «Chỗ ở» là Nhà thuê" in shown
    assert "(don_vi) Nhà công vụ → DỪNG: Mời anh/chị đến công an xã, phường. → thủ tục 2.001159" in shown
    assert "Lệ phí tạm trú: 7.000 đồng, từ 01/01/2023 đến 31/12/2030 [Thông tư 75/2022/TT-BTC]" in shown


def test_the_graph_holds_every_question_and_every_end(procedure: Procedure) -> None:
    texts = "".join(ElementTree.fromstring(svg(procedure)).itertext())
    for part in (
        "1. Anh/chị ở đâu?",
        "2. Anh/chị sinh ngày nào?",
        "khi «Chỗ ở» là Nhà thuê",
        "Dừng: Nhà công vụ → 2.001159",
    ):
        assert part in texts
    assert "3 câu hỏi, 1 câu chỉ hỏi trong một số trường hợp." in texts


def test_the_graph_keeps_markup_in_words_as_words(procedure: Procedure) -> None:
    named = procedure.model_copy(update={"plain": "<script>alert(1)</script> & «x»"})
    root = ElementTree.fromstring(svg(named))
    assert not [element for element in root.iter() if element.tag.endswith("script")]


def test_a_procedure_without_a_form_has_a_picture_too(root: Path) -> None:
    assert "không có biểu mẫu" in svg(load([root]).procedures["2.001159"])


def test_the_command_takes_a_code_or_a_file_name(root: Path, tmp_path: Path) -> None:
    picture = tmp_path / "so-do.svg"
    ran = CliRunner().invoke(command, ["tam-tru", "--content", str(root), "--svg", str(picture)])
    assert (ran.exit_code, picture.read_text(encoding="utf-8")[:4]) == (0, "<svg")
    assert CliRunner().invoke(command, ["1.004194", "--content", str(root)]).exit_code == 0
    assert CliRunner().invoke(command, ["9.999999", "--content", str(root)]).exit_code == 2
