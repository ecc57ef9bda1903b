"""What is installed with the generator, and the locked packages of the tests' tools."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT, needs

NPM = shutil.which("npm")
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
CALL = "from sitegen.cli import main_script; main_script()"


def folder_of(package: str) -> Path:
    """Where the files of a package lie in a clone."""
    return ROOT / str(SETUPTOOLS["package-dir"].get(package, package.replace(".", "/")))


def installed(package: str) -> list[Path]:
    """The files of a package that are installed with it."""
    patterns = ["*.py", *SETUPTOOLS["package-data"].get(package, ())]
    return sorted({p for pattern in patterns for p in folder_of(package).glob(pattern) if p.is_file()})


def test_every_package_is_named() -> None:
    """A new package of the generator is installed with it."""
    packages = {p.parent.relative_to(ROOT).as_posix().replace("/", ".") for p in ROOT.glob("sitegen/**/__init__.py")}
    assert sorted(packages | SETUPTOOLS["package-dir"].keys()) == sorted(SETUPTOOLS["packages"])


@pytest.mark.parametrize("folder", ["sitegen", "themes/default", *(f"content/{n}" for n in ("catalogue", "search/s*"))])
def test_every_file_is_installed(folder: str) -> None:
    """Themes, messages, templates and what holds in every directory come with the package."""
    files = {p for top in ROOT.glob(folder) for p in (top, *top.rglob("*")) if p.is_file() and p.suffix != ".pyc"}
    assert sorted(files - {p for package in SETUPTOOLS["packages"] for p in installed(package)}) == []


def test_an_installed_package_needs_no_clone(tmp_path: Path) -> None:
    """Laid out as it is installed, the generator starts a directory and builds it, from anywhere."""
    for package in SETUPTOOLS["packages"]:
        for path in installed(package):
            to = tmp_path / "site" / package.replace(".", "/") / path.relative_to(folder_of(package))
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    init = ("init", "hub", "--name", "小城", "--languages", "zh-Hans", "--city", "town=小城", "--catalogue", "none")
    for words, folder in ((init, tmp_path), (("build", "--jobs", "1"), tmp_path / "hub")):
        call = [sys.executable, "-c", CALL, *words]
        subprocess.run(call, cwd=folder, env=environment, check=True, capture_output=True, timeout=60)
    assert "小城" in (tmp_path / "hub/output/town/index.html").read_text(encoding="utf-8")


def test_the_lock_is_the_same_in_any_folder(tmp_path: Path) -> None:
    """A lock that is renewed in a clone of another name stays as it is where nothing else changed."""
    needs(NPM, "npm")
    for name in (".npmrc", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    call = [str(NPM), "install", "--package-lock-only", "--omit-lockfile-registry-resolved=true", "--offline"]
    subprocess.run(call, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "package-lock.json").read_bytes() == (ROOT / "package-lock.json").read_bytes()
