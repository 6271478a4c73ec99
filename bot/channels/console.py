"""The conversation in a terminal: lines in, messages out, buttons as numbers."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown
from rich.padding import Padding
from rich.text import Text

from bot.engine.events import Chose, Event, Said, Started
from bot.engine.messages import Choice, Message
from bot.runner import Runner, TurnFailed
from bot.storage.records import OutMessage

KEY = "console:local"
LEAVE = frozenset({"/thoat", "/thoát", "/exit", "/quit"})
FILE = "/tep "
_ANSWERS = ("a:", "t:")
_WIDTH = 92

Heard = Callable[[Event, Sequence[Message]], None]
"""Told of every event and what was said to it."""


class ConsoleChannel:
    """One citizen at one keyboard. ``ask`` gives a typed line and raises ``EOFError`` at the end."""

    def __init__(
        self,
        runner: Runner,
        screen: Console,
        ask: Callable[[str], str],
        heard: Heard = lambda event, said: None,
        key: str = KEY,
    ) -> None:
        self._runner = runner
        self._screen = screen
        self._ask = ask
        self._heard = heard
        self._key = key
        self._buttons: tuple[Choice, ...] = ()
        self._asking = False

    async def run(self) -> None:
        """Greets, then talks until ``/thoat`` or the end of the input."""
        self._screen.print(
            Text("Gõ câu hỏi rồi Enter. Gõ số để chọn nút, «/tep ĐƯỜNG_DẪN» để gửi tệp, «/thoat» để thôi.", style="dim")
        )
        await self._turn(Started(self._runner.clock()))
        while True:
            await self._pushed()
            try:
                line = self._ask("› ").strip()
            except (EOFError, KeyboardInterrupt):
                self._screen.print()
                return
            if line.lower() in LEAVE:
                return
            event = await self._event(line)
            if event is not None:
                await self._turn(event)

    async def _event(self, line: str) -> Event | None:
        at = self._runner.clock()
        if line.startswith(FILE):
            return await self._file(line.removeprefix(FILE).strip().strip("'\""))
        if (choice := self._pressed(line)) is not None:
            return Chose(choice.value, at)
        if line.startswith("/start"):
            return Started(at, line.removeprefix("/start").strip())
        return Said(line, at)

    def _pressed(self, line: str) -> Choice | None:
        """The button a number means. Where the question itself may be answered by a number, only ``#2`` presses a button."""
        number = line.removeprefix("#")
        if not (number.isascii() and number.isdecimal() and len(number) < 4):
            return None
        offers_answers = any(choice.value.startswith(_ANSWERS) for choice in self._buttons)
        if not line.startswith("#") and self._asking and not offers_answers:
            return None
        place = int(number)
        return self._buttons[place - 1] if 0 < place <= len(self._buttons) else None

    async def _file(self, place: str) -> Event | None:
        try:
            name, content = _read(place)
        except OSError as error:
            self._screen.print(Text(f"Không đọc được tệp {place}: {error.strerror}", style="red"))
            return None
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return await self._runner.keep_upload(self._key, f"console-{secrets.token_hex(8)}", name, content, media_type)

    async def _turn(self, event: Event) -> None:
        try:
            handled = await self._runner.handle(self._key, f"console:{secrets.token_hex(8)}", event)
        except TurnFailed as error:
            self._show(error.message)
            return
        self._heard(event, [out.message for out in handled.messages])
        await self._print(handled.messages)

    async def _pushed(self) -> None:
        """What was said meanwhile by officers and the gateway, or left unshown by an earlier run."""
        while found := await self._runner.undelivered("console"):
            await self._print(found)

    async def _print(self, messages: Sequence[OutMessage]) -> None:
        for out in messages:
            self._show(out.message)
        if messages:
            await self._runner.delivered(*(out.id for out in messages))

    def _show(self, message: Message) -> None:
        print_ = self._screen.print
        print_()
        if message.progress is not None:
            print_(Text(f"Bước {message.progress.step}/{message.progress.of}", style="dim"))
        print_(Markdown(message.text, hyperlinks=False), width=min(_WIDTH, self._screen.width))
        for attachment in message.attachments:
            print_(Text(f"Tệp kèm: {attachment.name}", style="bold"))
            print_(Padding(Text(attachment.text), (0, 4)))
        for number, choice in enumerate(message.choices, 1):
            print_(Text.assemble((f"  [{number}] ", "bold cyan"), choice.label))
        if message.choices:
            self._buttons = message.choices
        self._asking = message.kind == "question"


def _read(place: str) -> tuple[str, bytes]:
    """A file's name and content; one person at one keyboard waits for it, nobody else does."""
    path = Path(place).expanduser()
    return path.name, path.read_bytes()
