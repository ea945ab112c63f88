"""Disks that are full, apart, read-only or gone; files that move under our feet; names that mean harm."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from monarr.core.acts import Step
from monarr.core.errors import FileError
from monarr.db.models import MediaItem, PathMapping, RootFolder
from monarr.files import identify, inside, perform, reverse, safe_target, walk_download
from monarr.services.import_download import import_download
from tests.integration.imports.scene import Scene, hash_of, names_in, video

SINTEL = "Sintel.2010.1080p.WEB-DL.x264-Durian"
SHM = Path("/dev/shm")


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system."""
    if not SHM.is_dir() or SHM.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system here")
    folder = Path(tempfile.mkdtemp(dir=SHM, prefix="monarr-test-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 200 kB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)], capture_output=True)
    if made.returncode != 0:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def _move_root(scene: Scene, folder: Path) -> None:
    scene.root = folder
    scene.set(RootFolder, scene.root_id, path=str(folder))


async def test_on_another_disk_a_seeding_torrent_is_copied_and_kept(lite: Scene, other_disk: Path) -> None:
    _move_root(lite, other_disk)
    download = lite.download(lite.film(), SINTEL, {"sintel.mkv": video()})
    report = await import_download(lite.house, download)
    assert (report.state, report.files[0].mode) == ("imported", "copy")
    source = lite.downloads / SINTEL / "sintel.mkv"
    [file] = lite.files()
    assert hash_of(Path(file.path)) == hash_of(source)


async def test_on_another_disk_what_nobody_needs_is_copied_and_deleted(lite: Scene, other_disk: Path) -> None:
    _move_root(lite, other_disk)
    download = lite.download(lite.film(), SINTEL, {"sintel.mkv": video()}, may_remove=True)
    report = await import_download(lite.house, download)
    assert (report.state, report.files[0].mode) == ("imported", "copy-delete")
    assert names_in(lite.downloads / SINTEL) == []
    assert {row.state for row in lite.operations()} == {"done"}


async def test_a_client_set_to_hardlink_says_so_when_it_cannot(lite: Scene, other_disk: Path) -> None:
    _move_root(lite, other_disk)
    client = lite.client(import_mode="hardlink")
    download = lite.download(lite.film(), SINTEL, {"sintel.mkv": video()}, client_id=client)
    report = await import_download(lite.house, download)
    assert (report.state, report.code) == ("blocked", "cannot-link")
    assert names_in(other_disk) == []


async def test_a_full_disk_is_seen_before_anything_is_copied(lite: Scene, tiny_disk: Path) -> None:
    _move_root(lite, tiny_disk)
    download = lite.download(lite.film(), SINTEL, {"sintel.mkv": video()})
    report = await import_download(lite.house, download)
    assert (report.state, report.code) == ("blocked", "free-space")
    assert lite.operations() == [] and names_in(tiny_disk) == []


def test_a_disk_that_fills_up_during_a_copy_leaves_nothing_half(tmp_path: Path, tiny_disk: Path) -> None:
    source = tmp_path / "film.mkv"
    source.write_bytes(os.urandom(900_000))
    found = identify(source)
    assert found is not None
    step = Step(kind="copy", source=str(source), target=str(tiny_disk / "film.mkv"), size_bytes=found.size_bytes,
                modified_ns=found.modified_ns, inode=found.inode)  # fmt: skip
    with pytest.raises(FileError) as caught:
        perform(step, "act")
    assert caught.value.reason == "disk-full" and list(tiny_disk.iterdir()) == []


def test_a_file_that_grows_during_the_copy_is_not_taken(tmp_path: Path) -> None:
    source = tmp_path / "film.mkv"
    source.write_bytes(b"x" * 1000)
    found = identify(source)
    assert found is not None
    source.write_bytes(b"x" * 2000)
    step = Step(kind="copy", source=str(source), target=str(tmp_path / "new.mkv"), size_bytes=found.size_bytes,
                modified_ns=found.modified_ns, inode=found.inode)  # fmt: skip
    with pytest.raises(FileError) as caught:
        perform(step, "act")
    assert caught.value.reason == "growing" and list(tmp_path.iterdir()) == [source]


def test_taking_back_never_removes_the_last_name_of_a_file(tmp_path: Path) -> None:
    source, target = tmp_path / "film.mkv", tmp_path / "library.mkv"
    source.write_bytes(b"film")
    found = identify(source)
    assert found is not None
    step = Step(kind="link", source=str(source), target=str(target), size_bytes=4, modified_ns=found.modified_ns,
                inode=found.inode)  # fmt: skip
    perform(step, "act")
    source.unlink()  # the client has cleared away
    assert reverse(step, "act") is False and target.read_bytes() == b"film"


async def test_a_download_that_has_gone_is_waited_for_and_then_asked_about(lite: Scene) -> None:
    download = lite.download(lite.film(), SINTEL, {"sintel.mkv": video()}, client_name="Box")
    shutil.rmtree(lite.downloads / SINTEL)
    states = [(await import_download(lite.house, download)).state for _ in range(4)]
    assert states == ["waiting", "waiting", "waiting", "blocked"]
    report = await import_download(lite.house, download)
    assert "Box says it is in" in str(report.problem) and "Check the path mapping." in str(report.problem)


async def test_a_mapped_path_is_found(lite: Scene) -> None:
    client = lite.client()
    mapping = {"download_client_id": client, "remote_path": "/data/", "local_path": str(lite.downloads)}
    lite.house.db.write_now(lambda c: c.execute(insert(PathMapping).values(mapping)))
    download = lite.download(
        lite.film(), SINTEL, {"sintel.mkv": video()}, client_id=client, output_path=f"/data/{SINTEL}"
    )
    assert (await import_download(lite.house, download)).state == "imported"


async def test_a_library_folder_that_is_not_mounted_is_told(lite: Scene) -> None:
    download = lite.download(lite.film(), SINTEL, {"sintel.mkv": video()})
    lite.root.rmdir()
    report = await import_download(lite.house, download)
    assert (report.state, report.code) == ("waiting", "root-missing")


async def test_a_strangers_file_in_the_way_stays(lite: Scene) -> None:
    target = lite.root / "Sintel (2010)" / "Sintel (2010) WEBDL-1080p.mkv"
    target.parent.mkdir()
    target.write_bytes(b"mine")
    report = await import_download(lite.house, lite.download(lite.film(), SINTEL, {"sintel.mkv": video()}))
    assert (report.state, report.code) == ("blocked", "target-exists")
    assert target.read_bytes() == b"mine"


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "..", "a/../../b", "nul\0byte", "x" * 300, "CON.mkv", "a/con/b.mkv", "", "."],
)
def test_hostile_names_are_no_targets(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError):
        safe_target(tmp_path, name)


def test_a_link_that_leads_out_of_the_root_is_no_way_in(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "Sintel").symlink_to(outside)
    with pytest.raises(FileError) as caught:
        safe_target(root, "Sintel/film.mkv")
    assert caught.value.reason == "outside-root"


@pytest.mark.parametrize("title", ["../../x", "a/b\\c", "CON", "🎬" * 120, "x" * 300, "…", "nul. ", "A: B? <C> |D*"])
async def test_hostile_titles_become_safe_names(lite: Scene, title: str) -> None:
    film = lite.film("Sintel")
    lite.set(MediaItem, film, title=title)
    report = await import_download(lite.house, lite.download(film, SINTEL, {"s\n🎬.mkv": video()}))
    assert report.state == "imported", report.problem
    [file] = lite.files()
    assert inside(file.path, lite.root)
    assert all(len(os.fsencode(part)) <= 255 for part in Path(file.path).parts)


def test_links_in_a_download_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.mkv"
    secret.write_bytes(b"x")
    folder = tmp_path / "download"
    folder.mkdir()
    (folder / "film.mkv").symlink_to(secret)
    (folder / "all").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.mkv")
    walk = walk_download(folder)
    assert (walk.files, sorted(walk.links), walk.strange) == ((), ["all", "film.mkv"], ("pipe.mkv",))


def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can become nobody")
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o700)
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        try:
            walk_download(locked)
        except FileError as error:
            os._exit(42 if error.reason == "not-readable" else 1)
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 42
