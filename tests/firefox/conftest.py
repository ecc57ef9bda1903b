"""Pages and copies in Firefox, from disk: run by `make test-firefox` and left out of every other run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.firefox.marionette import Firefox
from tests.test_search_page import towns as towns


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker."""
    config.addinivalue_line("markers", "firefox: needs Firefox, runs in make test-firefox")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs Firefox, unless `-m` names it."""
    if "firefox" not in config.getoption("markexpr"):
        left_out = [item for item in items if item.get_closest_marker("firefox")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Debian's Firefox, started once."""
    program = shutil.which("firefox-esr")
    if program is None:
        pytest.fail("firefox-esr is missing; `make test-firefox` installs it as root")
    browser = Firefox(program, tmp_path_factory.mktemp("firefox"))
    yield browser
    browser.close()


@pytest.fixture
def firefox(started: Firefox) -> Iterator[Firefox]:
    """Firefox, which fails the test on any error of a script or of the content policy, and on any request."""
    started.open("about:blank")
    started.faults()
    yield started
    assert started.faults() == []
