"""The house stands: modules import only from floors below, each outside library has one owner."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sitegen"

FLOORS = (
    ("diagnostics", "codes", "digest", "urls", "hanzi", "typography", "terms", "strings", "disk", "memo"),
    ("model", "schema"),
    (
        "mistakes",
        "source",
        "canonical",
        "front_matter",
        "settings",
        "likely",
        "values",
        "entry",
        "formatting",
        "merge",
        "directory",
        "notices",
        "excerpt",
        "resolve",
        "reading",
        "due",
        "checks",
    ),
    ("views", "theme", "plan"),
    ("markup", "qr", "search", "render", "feeds", "freshness", "app"),
    ("cache", "workers", "jobs", "output", "audit", "pipeline"),
    (
        "bundles",
        "importers",
        "guide",
        "scaffold",
        "kit",
        "fixes",
        "confirming",
        "outside",
        "github",
        "report",
        "changes",
        "watch",
        "preview",
        "serve",
        "commands",
        "cli",
    ),
)
OWNERS = {
    "yaml": "source",
    "markdown": "markup",
    "nh3": "markup",
    "jinja2": "render",
    "lunr": "search",
    "watchdog": "watch",
    "autocorrect_py": "typography",
    "opencc": "hanzi",
    "pypinyin": "hanzi",
    "rjsmin": "theme",
    "openpyxl": "importers",
    "segno": "qr",
    "weasyprint": "bundles",
    "libzim": "bundles",
}
PLACE = {name: (floor, number) for floor, names in enumerate(FLOORS) for number, name in enumerate(names)}


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


def room(path: Path) -> str:
    """The room a module lies in: its own name, or that of its package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The names a module imports, types included: `sitegen.views.frame`, `yaml`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the floor"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            found.update(str(a.value) for a in node.args if isinstance(a, ast.Constant))
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_import_only_from_below(path: Path) -> None:
    """A module imports from floors below, or from modules named to its left on its own floor."""
    own = room(path)
    assert own in PLACE, f"{own} has no floor: name it in FLOORS"
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("sitegen.")}
    wrong = {r for r in rooms if r != own and r in PLACE and PLACE[r] >= PLACE[own]}
    assert wrong == set()


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_each_library_has_one_owner(library: str) -> None:
    """Only its owner imports a library whose ways would otherwise spread."""
    users = {room(p) for p in modules() if library in {name.split(".")[0] for name in imports(p)}}
    assert users <= {OWNERS[library]} | ({"workers"} if library == "jinja2" else set())


def test_build_py_only_calls_the_command_line() -> None:
    """`build.py` holds nothing but the call of `sitegen.cli.main`."""
    tree = ast.parse((ROOT / "build.py").read_text(encoding="utf-8"))
    assert imports(ROOT / "build.py") == {"sys", "sitegen.cli", "sitegen.cli.main"}
    assert len(tree.body) == 4


def test_the_rule_can_fail(tmp_path: Path) -> None:
    """The walk finds imports inside functions and types too."""
    path = tmp_path / "module.py"
    path.write_text("def f() -> None:\n    from sitegen import cli\n", encoding="utf-8")
    assert "sitegen.cli" in imports(path)
