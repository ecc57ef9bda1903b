"""The engines' own packages: installed once from the lock files in this folder, called as programs."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from records import BOOSTS, Query, Record

HERE = Path(__file__).parent
VENV = HERE / ".venv"
LEVEL = 6


def install() -> None:
    """Install what the lock files name, unless it is there."""
    lock, stamp = HERE / "package-lock.json", HERE / "node_modules/.installed"
    if not _same(lock, stamp):
        # Not `npm ci`: it refuses a lock without binaries for machines that the registry at hand does not have.
        call = ["npm", "install", "--no-save", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(call, cwd=HERE, check=True)
        stamp.write_bytes(lock.read_bytes())
    lock, stamp = HERE / "requirements.txt", VENV / ".installed"
    if not _same(lock, stamp):
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        pip = [str(VENV / "bin/pip"), "install", "-qqq", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*pip, "-r", str(lock)], check=True)
        stamp.write_bytes(lock.read_bytes())


def npm_version(package: str) -> str:
    """The version of an installed npm package."""
    data = json.loads((HERE / "node_modules" / package / "package.json").read_text(encoding="utf-8"))
    return str(data["version"])


def pip_version(package: str) -> str:
    """The version of a package in this folder's own Python environment."""
    code = "import sys, importlib.metadata as m; print(m.version(sys.argv[1]))"
    return _said([str(VENV / "bin/python"), "-c", code, package])


def program_version(program: str) -> str:
    """What a program says of its version."""
    return _said([program, "--version"])


def node(engine: str, records: list[Record], queries: list[Query], *words: str) -> dict[str, Any]:
    """The answer of `engines/<engine>.mjs` to all queries: JSON in, JSON out."""
    asked = {"boosts": BOOSTS, "records": [asdict(r) for r in records], "queries": [asdict(q) for q in queries]}
    call = ["node", str(HERE / "engines" / f"{engine}.mjs"), *words]
    done = subprocess.run(call, input=json.dumps(asked).encode(), stdout=subprocess.PIPE, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def packed(data: bytes) -> int:
    """How many bytes travel."""
    return len(gzip.compress(data, LEVEL, mtime=0))


def _same(lock: Path, stamp: Path) -> bool:
    return stamp.is_file() and stamp.read_bytes() == lock.read_bytes()


def _said(call: list[str]) -> str:
    return subprocess.run(call, check=True, capture_output=True, text=True).stdout.strip()
