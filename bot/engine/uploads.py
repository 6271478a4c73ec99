"""Files: gathered for the question that asks for them, politely refused otherwise."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue.model import AnswerType
from bot.engine import form
from bot.engine.answers import Invalid, files
from bot.engine.events import Uploaded
from bot.engine.messages import Message
from bot.engine.pressed import resumed
from bot.engine.scene import Scene
from bot.engine.session import Answer
from bot.engine.turn import Turn
from bot.engine.wording import forms
from bot.engine.wording.markup import one_line, size


def received(scene: Scene, upload: Uploaded) -> Turn:
    """Adds the file to those of the question asked and echoes the list; a file with a problem, one too many, or one nobody
    asked for is refused with what to do."""
    draft = scene.draft
    procedure = scene.procedure(draft.procedure) if draft is not None else None
    if draft is None or procedure is None:
        return scene.says(Message(forms.NO_FILE_NOW))
    question = form.asked(scene, procedure, draft)
    if question is None or question.type is not AnswerType.FILE:
        return resumed(scene, scene.says(Message(forms.NO_FILE_NOW)))
    if upload.upload_id not in draft.gathering and len(draft.gathering) >= question.max_files and not upload.problem:
        return form.proceed(scene, procedure, draft, Message(forms.too_many_files(question.max_files)))
    name = one_line(upload.name).replace("; ", " ") or "tệp không tên"
    outcome = files(question, (replace(upload, name=name),))
    if isinstance(outcome, Invalid):
        return form.proceed(scene, procedure, draft, Message(outcome.reason))
    gathered = {**draft.gathering, upload.upload_id: f"{name} ({size(upload.size)})"}
    if question.max_files == 1:
        answer = Answer(tuple(gathered), "; ".join(gathered.values()))
        return form.record(scene, procedure, replace(draft, gathering=gathered), question, answer)
    draft = replace(draft, gathering=gathered, failures=0)
    text = forms.manifest([*gathered.values()], question.max_files)
    return form.gathered(scene, procedure, draft, question, text)
