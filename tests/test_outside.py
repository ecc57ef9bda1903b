"""`check --external`: outside links of entries, asked at a web server of our own."""

from __future__ import annotations

import json
import re
import shutil
import signal
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest

from sitegen.outside.asking import is_public
from tests.conftest import ROOT, SiteFolder, needs

ENTRY = "cities/guangzhou/tax/deed-tax.md"
QUICK = ("--external", "--pause", "0", "--timeout", "2", "--allow-private")


@dataclass
class Outside:
    """A web server whose pages answer as told, with a status and headers; every request is kept with its times.

    A page with `once` among its headers answers well from the second request on.
    """

    address: str = ""
    pages: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    times: list[tuple[float, float]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    reached: threading.Event = field(default_factory=threading.Event)
    hang: threading.Event = field(default_factory=threading.Event)

    def answer(self, method: str, path: str) -> tuple[int, dict[str, str]]:
        """What to say; `METHOD path` goes before `path`."""
        return self.pages.get(f"{method} {path}") or self.pages.get(path) or (404, {})


@pytest.fixture
def outside() -> Iterator[Outside]:
    """A server on the loopback address."""
    told = Outside()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            begun = monotonic()
            told.asked.append((self.command, self.path))
            told.agents.add(self.headers["User-Agent"])
            if self.path == "/slow":
                told.reached.set()
                told.hang.wait(20)
            status, headers = told.answer(self.command, self.path)
            if headers.pop("once", ""):
                told.pages[self.path] = (200, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()
            told.times.append((begun, monotonic()))

        do_GET = do_HEAD

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    told.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield told
    told.hang.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site in one language, without any outside link, checked once: what is in the cache costs no time."""
    site = SiteFolder(tmp_path_factory.mktemp("warm"))
    shutil.copytree(ROOT / "tests/sites/tiny/content", site.content)
    site.edit("site.yaml", "[zh-Hans, en]", "[zh-Hans]")
    for translation in site.content.rglob("*.en.*"):
        translation.unlink()
    for path in ("catalogue/tax/deed-tax.md", "catalogue/social-security/card.md"):
        text = (site.content / path).read_text(encoding="utf-8")
        site.write(path, re.sub(r', url: "[^"]*"', "", re.sub(r"source_url: .*\n", "", text)))
    assert site.run("check", "--quiet") == 0
    return site.folder


@pytest.fixture
def bare(warm: Path, tmp_path: Path) -> SiteFolder:
    """That site, ready to be edited."""
    shutil.copytree(warm, tmp_path / "site")
    return SiteFolder(tmp_path / "site")


def link(site: SiteFolder, *addresses: str) -> None:
    """Let the body of an entry lead to these addresses, one a line."""
    site.edit(ENTRY, "[full]}\n---\n", "[full]}\n---\n" + "".join(f"看[这里]({a})。\n\n" for a in addresses))


def line_of(site: SiteFolder, text: str) -> int:
    """The line of the entry that holds a text."""
    lines = (site.content / ENTRY).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def check(site: SiteFolder, capsys: pytest.CaptureFixture[str], *words: str) -> list[tuple[str, str]]:
    """The outside faults of places, providers and cities as (code, message); the site itself is not made."""
    folders = ("catalogue", "cities", "providers", "journeys", "site.yaml")
    assert site.run("check", *QUICK, "--quiet", "--json", *words, *folders) == 0
    rows = json.loads(capsys.readouterr().out)
    return [(r["code"], r["message"]) for r in rows if r["code"].startswith("outside")]


def test_a_page_that_answers_is_not_told(
    bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    """A good page is asked by HEAD alone, by an agent that names the site; on the next days it is not asked again."""
    outside.pages["/a"] = (200, {})
    link(bare, f"{outside.address}/a#part")
    bare.edit("site.yaml", "currency: CNY", "currency: CNY\nbase_url: https://hub.example.org/")
    assert check(bare, capsys, "--now", "2026-12-01") == []
    assert outside.asked == [("HEAD", "/a")]
    assert all("+https://hub.example.org/" in agent and agent.startswith("sitegen/") for agent in outside.agents)
    assert check(bare, capsys, "--now", "2026-12-07") == []
    assert len(outside.asked) == 1
    assert check(bare, capsys, "--now", "2026-12-07", "--max-age", "6") == []
    assert len(outside.asked) == 2


def test_a_dead_page_is_told_at_its_place(
    bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page that is not there is a warning with line, column and caret, in both languages."""
    dead = f"{outside.address}/gone"
    link(bare, dead)
    number = line_of(bare, dead)
    place, blank = f"cities/guangzhou/tax/deed-tax.md:{number}:7: ", " " * len(str(number))
    caret = f"\n  {number} | 看[这里]({dead})。\n  {blank} | {' ' * 9}{'^' * len(dead)}\n"
    assert bare.run("check", *QUICK, "cities") == 0
    said = capsys.readouterr()
    assert (
        f'{place}warning[outside-gone]: "{dead}" leads nowhere: the page is not there (404); '
        f"look for the new address of the page, or take the link away{caret}"
    ) in said.out
    assert said.err == (
        "Outside links: 1; asked now: 1; gone: 1; moved: 0; unsafe: 0; could not be checked: 0; left for later: 0.\n"
    )
    assert bare.run("check", *QUICK, "cities", "--lang", "zh") == 0
    said = capsys.readouterr()
    assert (
        f"{place}提醒[outside-gone]: “{dead}”打不开：没有这个页面（404）; 找到新的网址，或者去掉这个链接{caret}"
    ) in said.out
    assert "这次检查 0 个，打不开 1 个" in said.err
    assert bare.run("check", *QUICK, "cities", "--strict", "--quiet") == 1
    assert bare.run("check", *QUICK, "providers", "--strict", "--quiet") == 0
    assert bare.run("check", *QUICK, "--quiet") == 0
    assert f"{place}warning[outside-gone]" in capsys.readouterr().out, "without paths all links are asked"


@pytest.mark.parametrize("style", ["json", "github", "gitlab", "sarif"])
def test_machines_read_outside_faults(
    bare: SiteFolder, outside: Outside, style: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every format holds the file and the code, and stays clean of the counts."""
    outside.pages["/gone"] = (410, {})
    bare.edit("providers/tax-office.yaml", "name: 税务机关", f"name: 税务机关\nurl: {outside.address}/gone")
    assert bare.run("check", *QUICK, "providers", "--format", style) == 0
    said = capsys.readouterr().out
    assert "tax-office.yaml" in said and "outside-gone" in said
    if style != "github":
        json.loads(said)


def test_what_moved_for_good_is_told_with_its_new_address(
    bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    """Permanent redirects are followed and told as far as they go; a temporary one is followed in silence."""
    outside.pages |= {
        "/old": (301, {"Location": "/new"}),
        "/new": (308, {"Location": "/newer"}),
        "/newer": (302, {"Location": "/today"}),
        "/today": (200, {}),
        "/dead": (301, {"Location": "/nothing"}),
        "/round": (302, {"Location": "/round"}),
    }
    link(bare, *(f"{outside.address}{path}" for path in ("/old", "/newer", "/dead", "/round")))
    assert bare.run("check", *QUICK, "--quiet", "cities") == 0
    said = capsys.readouterr().out
    assert re.findall(r"\[(outside-\w+)\]", said) == ["outside-gone", "outside-moved"]
    assert f'"{outside.address}/old" has moved for good; write it like this: {outside.address}/newer' in said


def test_get_is_tried_where_head_is_refused(
    bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    """Servers that know no HEAD, or answer it with a fault, are asked as a browser asks."""
    for status in (405, 403, 404, 501):
        outside.pages |= {f"HEAD /{status}": (status, {}), f"GET /{status}": (200, {})}
    link(bare, *(f"{outside.address}/{status}" for status in (405, 403, 404, 501)))
    assert check(bare, capsys) == []
    assert sorted(outside.asked)[:4] == [("GET", f"/{status}") for status in (403, 404, 405, 501)]


def test_what_could_not_be_checked_is_told_on_the_second_day(
    bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    """A refusal, a fault of the server and silence are counted; a warning comes when they last until another day."""
    outside.pages |= {"/no": (403, {}), "/broken": (500, {}), "/mended": (500, {})}
    link(bare, *(f"{outside.address}{path}" for path in ("/no", "/broken", "/mended", "/slow")))
    bare.edit("providers/tax-office.yaml", "name: 税务机关", "name: 税务机关\nurl: http://127.0.0.1:9/")
    assert bare.run("check", *QUICK, "--timeout", "0.1", "--now", "2026-12-01", "cities", "providers") == 0
    said = capsys.readouterr()
    assert "outside-" not in said.out
    assert "could not be checked: 5" in said.err
    assert check(bare, capsys, "--now", "2026-12-01T23:00") == [], "the same day is no second one"
    outside.pages["/mended"] = (200, {})
    found = check(bare, capsys, "--timeout", "0.1", "--now", "2026-12-03")
    assert {code for code, _ in found} == {"outside-silent"}
    assert sorted(text.partition(" since 2026-12-01: ")[2] for _, text in found) == [
        "it did not answer in time",
        "the server has a fault of its own",
        "the server refuses to show it to programs",
        "there is no connection to it",
    ]


def test_a_busy_server_is_waited_for_or_left(
    bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    """A short Retry-After is waited for, a long one ends the visit at that host until another day."""
    outside.pages["/soon"] = (429, {"Retry-After": "1", "once": "yes"})
    link(bare, f"{outside.address}/soon")
    assert check(bare, capsys, "--now", "2026-12-01") == []
    assert outside.asked == [("HEAD", "/soon"), ("HEAD", "/soon")]
    assert outside.times[1][0] - outside.times[0][1] > 0.9
    outside.asked.clear()
    outside.pages |= {"/x1": (429, {"Retry-After": "3600"}), "/x2": (200, {})}
    link(bare, f"{outside.address}/x1", f"{outside.address}/x2")
    assert bare.run("check", *QUICK, "--now", "2026-12-02", "cities") == 0
    assert "could not be checked: 1; left for later: 1." in capsys.readouterr().err
    assert check(bare, capsys, "--now", "2026-12-02") == []
    assert outside.asked == [("HEAD", "/x1")], "neither is asked again that day"
    outside.pages["/x1"] = (200, {})
    assert check(bare, capsys, "--now", "2026-12-03") == []
    assert outside.asked == [("HEAD", "/x1"), ("HEAD", "/x1"), ("HEAD", "/x2")]


def test_retry_after_may_be_a_date(bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]) -> None:
    """A host that names a day is not asked before it."""
    outside.pages["/x"] = (503, {"Retry-After": "Fri, 04 Dec 2026 00:00:00 GMT"})
    link(bare, f"{outside.address}/x")
    assert check(bare, capsys, "--now", "2026-12-01") == []
    outside.pages["/x"] = (200, {})
    for day, requests in (("2026-12-03", 1), ("2026-12-05", 2)):
        assert check(bare, capsys, "--now", day) == []
        assert len(outside.asked) == requests


def test_a_host_is_asked_one_request_at_a_time_with_a_pause(
    bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    """Between two requests to a host lies the pause, redirects included; another host is asked meanwhile."""
    other = outside.address.replace("127.0.0.1", "localhost")
    outside.pages |= {f"/{n}": (200, {}) for n in range(3)} | {"/r": (302, {"Location": "/0"}), "/other": (200, {})}
    link(bare, *(f"{outside.address}/{path}" for path in ("0", "1", "2", "r")), f"{other}/other")
    assert check(bare, capsys, "--pause", "0.1") == []
    own = [time for (_, path), time in zip(outside.asked, outside.times, strict=True) if path != "/other"]
    assert len(own) == 5
    assert all(after[0] - before[0] >= 0.1 for before, after in pairwise(own))
    assert ("HEAD", "/other") in outside.asked[:3]


def test_the_most_important_links_are_asked_first(
    bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    """Featured services first, then what most pages lead to; --limit leaves the rest for the next run."""
    outside.pages |= {path: (200, {}) for path in ("/rare", "/often", "/featured", "/draft")}
    bare.edit("providers/tax-office.yaml", "name: 税务机关", f"name: 税务机关\nurl: {outside.address}/rare")
    bare.edit("catalogue/social-security/insurance.md", "owner:", f"source_url: {outside.address}/often\nowner:")
    bare.edit("cities/guangzhou/city.yaml", "level: city", "level: city\nfeatured: [tax/deed-tax]")
    bare.edit("journeys/first-job.md", "kind:", f"source_url: {outside.address}/draft\nstatus: draft\nkind:")
    link(bare, f"{outside.address}/featured")
    assert check(bare, capsys, "--limit", "2") == []
    assert [path for _, path in outside.asked] == ["/featured", "/often"]
    assert check(bare, capsys, "--limit", "2") == []
    assert [path for _, path in outside.asked] == ["/featured", "/often", "/rare"], "drafts are not asked"


def test_only_links_of_the_named_files_are_asked(
    bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    """With paths, or with --since, a reviewer waits for the links of these files alone."""
    bare.edit("providers/tax-office.yaml", "name: 税务机关", f"name: 税务机关\nurl: {outside.address}/provider")
    link(bare, f"{outside.address}/service")
    assert bare.run("check", *QUICK, "providers") == 0
    assert {path for _, path in outside.asked} == {"/provider"}
    assert "deed-tax" not in capsys.readouterr().out


def test_private_networks_are_never_asked(
    bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --allow-private no request reaches this machine, not even by name."""
    outside.pages["/a"] = (200, {})
    link(bare, f"{outside.address}/a", f"{outside.address.replace('127.0.0.1', 'localhost')}/a")
    quick = [word for word in QUICK if word != "--allow-private"]
    for day in ("2026-12-01", "2026-12-02"):
        assert bare.run("check", *quick, "--quiet", "--json", "--now", day, "cities") == 0
    assert outside.asked == []
    assert capsys.readouterr().out.count("it leads into a private network, where nothing is asked") == 2


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("203.0.114.1", True),
        ("2606:4700::1", True),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:
    """Loopback, link-local, private and shared addresses are no public ones, wrapped in IPv6 either."""
    assert is_public(address) == public


def test_an_unsafe_connection_is_told(
    bare: SiteFolder, outside: Outside, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A certificate that nobody trusts, and a server that speaks no TLS."""
    openssl = shutil.which("openssl")
    needs(openssl, "openssl")
    pair = tmp_path / "pair.pem"
    words = f"{openssl} req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=127.0.0.1 -days 2"
    subprocess.run([*words.split(), "-keyout", str(pair), "-out", f"{pair}.crt"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{pair}.crt", pair)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a refused handshake is what we want
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    link(bare, f"https://127.0.0.1:{server.server_address[1]}/", outside.address.replace("http:", "https:"))
    found = check(bare, capsys)
    server.shutdown()
    server.server_close()
    assert [code for code, _ in found] == ["outside-unsafe", "outside-unsafe"]
    assert sorted(text.partition(": its ")[2] for _, text in found) == [
        "certificate comes from nobody who is trusted",
        "certificate or encryption is not accepted",
    ]


def test_a_host_that_does_not_exist(bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]) -> None:
    """Where another host answers, a name that nobody knows is a dead link."""
    outside.pages["/a"] = (200, {})
    link(bare, f"{outside.address}/a", "http://nowhere.invalid/")
    found = check(bare, capsys)
    assert found == [("outside-gone", '"http://nowhere.invalid/" leads nowhere: there is no such host')]


def test_without_a_network_nothing_is_noted(bare: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no host is reached the fault is ours: no link is called dead."""
    link(bare, *(f"http://{name}.invalid/" for name in ("a", "b")))
    assert bare.run("check", *QUICK, "cities") == 0
    said = capsys.readouterr()
    assert "is there a network?" in said.err
    assert "outside-" not in said.out
    assert not (bare.folder / "cache/outside.json").exists()


def test_a_damaged_memory_is_begun_anew(bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read costs only another look."""
    outside.pages["/a"] = (200, {})
    link(bare, f"{outside.address}/a")
    for text in ("", "{", "[]", '{"http://x/": {"answer": 1}}', '{"http://x/": 3}'):
        (bare.folder / "cache/outside.json").write_text(text, encoding="utf-8")
        assert check(bare, capsys) == []
    assert len(outside.asked) == 5


def test_what_was_seen_is_kept_when_a_run_is_stopped(bare: SiteFolder, outside: Outside) -> None:
    """Ctrl-C in a long run loses no answer that came before it."""
    outside.pages["/a"] = (200, {})
    link(bare, f"{outside.address}/a", f"{outside.address}/slow")
    places = ["--content", str(bare.content), "--cache", str(bare.folder / "cache"), "--jobs", "1"]
    words = [sys.executable, "build.py", "check", *QUICK, "cities", *places]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        assert outside.reached.wait(20)
        run.send_signal(signal.SIGINT)
        outside.hang.set()
    kept = json.loads((bare.folder / "cache/outside.json").read_text(encoding="utf-8"))
    assert f"{outside.address}/a" in kept


def test_every_link_of_a_text_has_its_own_place(
    bare: SiteFolder, outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    """An address that begins another one, in angle brackets or with a reference, is found where it stands."""
    base = outside.address
    bare.edit(
        ENTRY,
        "[full]}\n---\n",
        f"[full]}}\n---\n[甲]({base}/ab)、[乙]({base}/a)\n\n<{base}/c>，[丙][d]\n\n[d]: {base}/d\n",
    )
    assert bare.run("check", *QUICK, "--quiet", "--json", "cities") == 0
    rows = json.loads(capsys.readouterr().out)
    top, second = line_of(bare, "甲"), len(f"[甲]({base}/ab)、[乙](") + 1
    found = sorted((r["line"] - top, r["column"]) for r in rows if r["code"] == "outside-gone")
    assert found == [(0, 5), (0, second), (2, 2), (4, 6)]
