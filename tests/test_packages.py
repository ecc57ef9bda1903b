"""The locked packages of the tests' tools."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT, needs

NPM = shutil.which("npm")


def test_the_lock_is_the_same_in_any_folder(tmp_path: Path) -> None:
    """A lock that is renewed in a clone of another name stays as it is where nothing else changed."""
    needs(NPM, "npm")
    for name in (".npmrc", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    call = [str(NPM), "install", "--package-lock-only", "--omit-lockfile-registry-resolved=true", "--offline"]
    subprocess.run(call, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "package-lock.json").read_bytes() == (ROOT / "package-lock.json").read_bytes()
