"""Trying a procedure out: stateless, repeatable, and it follows an edit of the content at once."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.knowledge import Knowledge
from bot.engine.simulator import MOST, Input, Simulation, simulate
from tests.engine.town import START, birth, town

CODE = "1.001193"


def to_the_first_question(known: Knowledge) -> tuple[list[Input], Simulation]:
    """Presses the first button (step by step, consent, ...) until a question of the form is asked."""
    inputs: list[Input] = []
    shown = simulate(known, CODE, inputs, START)
    while shown.asked is None and len(inputs) < 5:
        inputs.append(Input("press", shown.choices[0].value))
        shown = simulate(known, CODE, inputs, START)
    return inputs, shown


def test_it_opens_on_the_card_of_the_procedure() -> None:
    shown = simulate(town(), CODE, [], START)
    assert "Đăng ký khai sinh" in shown.exchanges[0].messages[-1].text
    assert shown.choices


def test_buttons_lead_into_the_form() -> None:
    _, shown = to_the_first_question(town())
    assert shown.asked == "noi_sinh"


def test_the_same_inputs_give_the_same_conversation() -> None:
    inputs, shown = to_the_first_question(town())
    assert simulate(town(), CODE, inputs, START) == shown


def test_an_unsaved_edit_is_asked_at_once() -> None:
    known = town()
    inputs, _ = to_the_first_question(known)
    procedure = birth()
    first = procedure.questions[0].model_copy(update={"ask": "Bé chào đời ở đâu?"})
    edited = procedure.model_copy(update={"questions": (first, *procedure.questions[1:])})
    catalogue = known.catalogue.model_copy(update={"procedures": {**known.catalogue.procedures, CODE: edited}})
    shown = simulate(replace(known, catalogue=catalogue), CODE, inputs, START)
    assert "Bé chào đời ở đâu?" in shown.exchanges[-1].messages[-1].text


def test_anything_may_be_typed_pressed_or_sent() -> None:
    odd = [Input("say", ""), Input("say", "x" * 10_000), Input("press", "z:nothing"), Input("upload", "a.exe")]
    shown = simulate(town(), CODE, odd, START)
    assert [exchange.input for exchange in shown.exchanges] == [None, *odd]


def test_no_more_than_so_many_inputs_are_taken() -> None:
    shown = simulate(town(), CODE, [Input("say", "xin chào")] * (MOST + 50), START)
    assert len(shown.exchanges) == MOST + 1
