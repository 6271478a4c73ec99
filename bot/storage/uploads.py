"""Whether a file is what it says and one we take: JPEG, PNG, WEBP, HEIC, PDF or DOCX, whole, of at most 20 MB."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass

from PIL import Image

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEIC = "image/heic"
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"}
_SIGNS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", _DOCX),
)


@dataclass(frozen=True, slots=True)
class Inspected:
    """``media_type`` by the content's own signs; ``problem`` is ``empty``, ``too_large``, ``type``, ``broken`` or nothing."""

    media_type: str
    problem: str = ""


def inspect(content: bytes, claimed: str) -> Inspected:
    """Judges by the bytes; ``claimed`` is only repeated where they say nothing."""
    if not content:
        return Inspected(claimed, "empty")
    if len(content) > MOST_BYTES:
        return Inspected(claimed, "too_large")
    if (media_type := _signed(content)) is None:
        return Inspected(claimed, "type")
    whole = {"application/pdf": _whole_pdf, _DOCX: _whole_docx, _HEIC: _whole_heic}.get(media_type, _whole_image)
    return Inspected(media_type, "" if whole(content) else "broken")


def _signed(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return _HEIC
    return next((media_type for sign, media_type in _SIGNS if content.startswith(sign)), None)


def _whole_image(content: bytes) -> bool:
    """Decodes it: a cut-off photo has the right signs and no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return False
                picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


def _whole_heic(content: bytes) -> bool:
    """Only its length is judged: decoding it takes a library of its own."""
    return len(content) > 1024


def _whole_pdf(content: bytes) -> bool:
    return b"%%EOF" in content[-2048:]


def _whole_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False
