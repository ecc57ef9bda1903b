"""Drives Firefox over Marionette, the remote protocol that it brings along: no other program and no package.

https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

WAIT = 20.0
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key of a reference, as the WebDriver standard has it
ENTER, DOWN = "\ue007", "\ue015"
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "marionette.port": 0,  # any free one, named in the profile
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
}
NO_NETWORK = """
    Services.io.manageOfflineStatus = false;
    Services.io.offline = true;
    window.asked = [];
    Services.obs.addObserver((channel) => {
        const by = channel.QueryInterface(Ci.nsIHttpChannel).loadInfo.triggeringPrincipal;
        if (!by.isSystemPrincipal) window.asked.push(by.spec + ": asks the network for " + channel.URI.spec);
    }, "http-on-opening-request");
"""
REQUESTS = "return window.asked.splice(0);"
SCRIPT_ERRORS = """
    const found = Services.console.getMessageArray().filter((m) => m instanceof Ci.nsIScriptError);
    Services.console.reset();
    // A form that the policy stops counts as started by the click, which is Firefox's own.
    return found.filter((m) => !/^(chrome|resource):/.test(m.sourceName) || m.category.startsWith("CSP"))
        .filter((m) => !(m.flags & (m.warningFlag | m.infoFlag)) || m.category === "Script Loader")
        .map((m) => m.sourceName + ": " + m.errorMessage);
"""
SAID_ERRORS = """
    const console = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
    const found = console.getEvents();
    console.clearEvents();
    return found.filter((e) => e.level === "error" && !/^(chrome|resource):/.test(e.filename))
        .map((e) => e.filename + ": " + e.arguments.map(String).join(" "));
"""
LOST = """
    const sheets = Array.from(document.styleSheets).filter((s) => s.href && !s.cssRules.length);
    const pictures = Array.from(document.images).filter((i) => i.complete && !i.naturalWidth);
    return [...sheets, ...pictures].map((e) => location.href + ": did not load " + (e.href || e.src));
"""

T = TypeVar("T")


def until(look: Callable[[], T], what: str) -> T:
    """The first true value that `look` gives; a failure says what was waited for."""
    end = time.monotonic() + WAIT
    while not (found := look()):
        if time.monotonic() > end:
            raise TimeoutError(f"waited {WAIT:.0f} s for {what}")
        time.sleep(0.05)
    return found


class Firefox:
    """A Firefox without a window and without a network, with a home and a profile of its own in an empty folder."""

    def __init__(self, program: str, folder: Path) -> None:
        profile = folder / "profile"
        profile.mkdir()
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self.log = folder / "log"
        words = [program, "--headless", "--marionette", "--remote-allow-system-access", "--profile", str(profile)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                words, env=os.environ | {"HOME": str(folder)}, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            port = until(lambda: self.port(profile / "MarionetteActivePort"), "Firefox to start")
            with socket.create_connection(("127.0.0.1", port), timeout=2 * WAIT) as connection:
                self.stream = connection.makefile("rwb")  # keeps the connection open
            self.receive()
            self.version = str(self.call("WebDriver:NewSession", {})["capabilities"]["browserVersion"])
            self.chrome(NO_NETWORK)
        except BaseException:
            self.process.kill()
            raise

    def port(self, file: Path) -> int:
        """The port that Firefox listens on, 0 before it does."""
        assert self.process.poll() is None, f"Firefox ended: {self.log.read_text(encoding='utf-8')}"
        return int(file.read_text(encoding="ascii") or 0) if file.exists() else 0

    def receive(self) -> Any:
        """The next message: its length, a colon, JSON."""
        length = b""
        while (byte := self.stream.read(1)) != b":":
            assert byte, f"Firefox hung up: {self.log.read_text(encoding='utf-8')}"
            length += byte
        return json.loads(self.stream.read(int(length)))

    def call(self, command: str, parameters: dict[str, Any]) -> Any:
        """The answer to a command."""
        message = json.dumps([0, 1, command, parameters]).encode()
        self.stream.write(b"%d:%b" % (len(message), message))
        self.stream.flush()
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result["value"] if result.keys() == {"value"} else result

    def open(self, url: str) -> None:
        """Go to a page and wait until it is loaded."""
        self.call("WebDriver:Navigate", {"url": url})

    def run(self, script: str, *values: object, sandbox: str | None = None) -> Any:
        """What a function with this body returns in the page."""
        return self.call("WebDriver:ExecuteScript", {"script": script, "args": values, "sandbox": sandbox})

    def chrome(self, script: str, *values: object) -> Any:
        """What a function with this body returns in Firefox itself."""
        self.call("Marionette:SetContext", {"value": "chrome"})
        try:
            return self.run(script, *values)
        finally:
            self.call("Marionette:SetContext", {"value": "content"})

    def find(self, selector: str) -> str:
        """The reference of an element that is there."""
        return str(self.call("WebDriver:FindElement", {"using": "css selector", "value": selector})[ELEMENT])

    def click(self, selector: str) -> None:
        """Click an element, which must be there and in sight."""
        self.call("WebDriver:ElementClick", {"id": self.find(selector)})

    def type(self, selector: str, text: str) -> None:
        """Type into an element, key by key."""
        self.call("WebDriver:ElementSendKeys", {"id": self.find(selector), "text": text})

    def back(self) -> None:
        """One step back in the history."""
        self.call("WebDriver:Back", {})

    def faults(self) -> list[str]:
        """What went wrong since the last call: errors of scripts, breaches of the content policy, scripts that did not
        load, requests to the network; of the page that is open (not one left since) also style sheets and pictures that
        did not load, and what it has written to the console as an error."""
        lost, said = (self.run(script, sandbox="system") for script in (LOST, SAID_ERRORS))
        thrown, asked = self.chrome(SCRIPT_ERRORS), self.chrome(REQUESTS)
        return [*thrown, *asked, *lost, *said]

    def close(self) -> None:
        """End this Firefox."""
        self.call("Marionette:Quit", {"flags": ["eForceQuit"]})
        self.stream.close()
        try:
            self.process.wait(WAIT)
        finally:
            self.process.kill()
