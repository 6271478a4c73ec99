"""From folders to a catalogue: identity, versions, imported twins, unsaved texts, files outside any root."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.catalogue import national
from bot.catalogue.issues import CatalogueError
from bot.catalogue.loader import NATIONAL, Memory, load, read, survey
from bot.catalogue.model import Kind


def test_a_sound_root_becomes_a_catalogue(root: Path) -> None:
    catalogue = load([root])
    assert set(catalogue.procedures) == {"1.004194", "2.001159"}
    assert catalogue.topics == {"VNeID": ("vneid_muc_2", "vneid_quen")}
    assert catalogue.offices.offices[0].id == "thanh_tri"
    assert catalogue.procedures["1.004194"].fees[0].amount == 7000


def test_the_version_changes_with_the_content_only(root: Path) -> None:
    before = load([root]).version
    assert load([root]).version == before
    path = root / "faq/vneid.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Bấm", "Nhấn"), encoding="utf-8")
    assert load([root]).version != before


def test_an_unsound_root_raises_every_error_at_once(root: Path) -> None:
    for name in ("tam-tru", "luu-tru"):
        path = root / f"procedures/{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("decides:", "decide:"), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load([root])
    assert [issue.code for issue in caught.value.issues] == ["unknown-key", "unknown-key"]
    assert "luu-tru.yaml:13:1: unknown-key" in str(caught.value)


def test_our_own_entry_wins_over_its_imported_twin(root: Path) -> None:
    ours = load([root]).procedures["1.004194"]
    twin = ours.model_copy(update={"kind": Kind.IMPORTED, "plain": "bản ghi quốc gia"})
    other = twin.model_copy(update={"code": "1.000001"})
    data = root / "data"
    data.mkdir()
    (data / NATIONAL).write_bytes(national.dump([twin, other]))
    catalogue = load([root, data])
    assert catalogue.procedures["1.004194"] == ours
    assert catalogue.procedures["1.000001"].kind is Kind.IMPORTED


def test_a_later_root_replaces_entries_of_an_earlier_one(root: Path, tmp_path: Path) -> None:
    office = tmp_path / "office"
    for name, old, fresh in (
        ("procedures/luu-tru.yaml", "plain: Báo khách ở lại", "plain: Báo khách ngủ lại"),
        ("faq/vneid.yaml", "Bấm «Quên", "Nhấn «Quên"),
    ):
        path = office / name
        path.parent.mkdir(parents=True)
        path.write_text((root / name).read_text(encoding="utf-8").replace(old, fresh), encoding="utf-8")
    catalogue = load([root, office])
    assert catalogue.procedures["2.001159"].plain == "Báo khách ngủ lại"
    assert catalogue.faq["vneid_quen"].answer.startswith("Nhấn")
    assert catalogue.topics == {"VNeID": ("vneid_muc_2", "vneid_quen")}


def test_words_are_kept_by_the_name_of_their_file(root: Path) -> None:
    words = root / "faq/words"
    words.mkdir()
    (words / "abbreviations.yaml").write_text("- means: căn cước\n  typed:\n    - cccd\n", encoding="utf-8")
    assert load([root]).words == {"abbreviations": ({"means": "căn cước", "typed": ["cccd"]},)}


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("means: căn cước\n", 1, "type"),
        ("- căn cước\n", 1, "type"),
        ("- means: căn cước\n  type:\n    - cccd\n", 2, "unknown-key"),
        ("- means: căn cước\n", 1, "missing"),
        ("- means: căn cước\n  typed: cccd\n", 2, "type"),
    ],
)
def test_a_fault_in_a_word_list_is_found_at_its_line(root: Path, text: str, line: int, code: str) -> None:
    words = root / "faq/words"
    words.mkdir()
    (words / "abbreviations.yaml").write_text(text, encoding="utf-8")
    assert [(issue.line, issue.code) for issue in survey([root]).issues] == [(line, code)]


def test_an_unsaved_text_stands_in_for_its_file(root: Path) -> None:
    path = root / "faq/vneid.yaml"
    unsaved = path.read_text(encoding="utf-8").replace("Quên mật khẩu VNeID", "Mất mật khẩu VNeID")
    content = survey([root], {path: unsaved})
    assert content.catalogue().faq["vneid_quen"].question == "Mất mật khẩu VNeID thì sao?"
    fresh = root / "faq/moi.yaml"
    content = survey([root], {fresh: "topic: Mới\nentries: x\n"})
    assert [issue.code for issue in content.issues] == ["type"]


def test_a_memory_gives_the_same_content_and_notices_every_change(root: Path) -> None:
    memory = Memory()
    path = root / "faq/vneid.yaml"
    first = survey([root], memory=memory)
    assert survey([root], memory=memory) == first == survey([root])
    text = path.read_text(encoding="utf-8")
    broken = survey([root], {path: text.replace("topic:", "topics:")}, memory=memory)
    assert [issue.code for issue in broken.issues] == ["unknown-key"]
    assert survey([root], memory=memory) == first


def test_a_file_outside_a_root_is_read_by_its_keys(root: Path, tmp_path: Path) -> None:
    loose = tmp_path / "gui-cho-toi.yaml"
    loose.write_text((root / "faq/vneid.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    content = survey([], loose=[loose])
    assert len(content.topics) == 1
    assert content.issues == ()


def test_files_nobody_reads_are_named(root: Path) -> None:
    (root / "faq/moi.yml").write_text("topic: x\n", encoding="utf-8")
    (root / "procedures/cu").mkdir()
    (root / "procedures/cu/a.yaml").write_text("code: x\n", encoding="utf-8")
    (root / "procedures/.#khoa.yaml").symlink_to("nobody@nowhere")  # an editor's lock
    issues = survey([root]).issues
    assert [(issue.file.rpartition("/")[2], issue.code) for issue in issues] == [
        ("moi.yml", "stray"),
        ("a.yaml", "stray"),
    ]


def test_a_file_that_cannot_be_opened_is_an_issue(root: Path) -> None:
    (root / "procedures/treo.yaml").symlink_to(root / "khong-co.yaml")
    (root / "faq/thu-muc.yaml").mkdir()
    assert [issue.code for issue in survey([root]).issues] == ["unreadable", "unreadable"]


def test_a_running_installation_reads_no_transcripts(root: Path) -> None:
    (root / "procedures/tam-tru.thue-nha.test.yaml").write_text("steps: x\n", encoding="utf-8")
    assert read([root])[0] is not None
    assert survey([root]).issues


def test_missing_folders_are_no_exception(tmp_path: Path) -> None:
    catalogue, issues = read([tmp_path / "nothing"])
    assert catalogue is not None
    assert (dict(catalogue.procedures), issues) == ({}, ())


def test_two_hundred_files_are_read_in_half_a_second(root: Path) -> None:
    text = (root / "procedures/tam-tru.yaml").read_text(encoding="utf-8")
    for number in range(200):
        (root / f"procedures/p{number}.yaml").write_text(text.replace("1.004194", f"3.{number:06d}"), encoding="utf-8")
    started = time.process_time()
    survey([root])
    assert time.process_time() - started < 1.0  # half a second is the aim; slow machines get twice that


def test_a_word_list_may_be_split_over_files_of_one_name(tmp_path: Path) -> None:
    words = tmp_path / "faq" / "words"
    words.mkdir(parents=True)
    (words / "everyday.yaml").write_text('- code: "1.001193"\n  names:\n    - giấy đẻ\n', encoding="utf-8")
    (words / "everyday-nha.yaml").write_text('- code: "1.000656"\n  names:\n    - báo tử\n', encoding="utf-8")
    assert [one["code"] for one in survey([tmp_path]).catalogue().words["everyday"]] == ["1.000656", "1.001193"]


def test_a_procedure_takes_the_place_of_the_codes_it_replaces() -> None:
    content = survey([Path(__file__).parents[2]])
    born = content.catalogue().procedures["3.000722"]
    old = born.model_copy(update={"code": born.replaces[0], "kind": Kind.IMPORTED, "replaces": ()})
    assert old.code not in replace(content, imported={old.code: old}).catalogue().procedures
