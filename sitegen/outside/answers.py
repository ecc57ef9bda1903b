"""What an address answered, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitegen import codes
from sitegen.diagnostics import Code

Verdict = Literal["well", "moved", "gone", "unsafe", "unsure", "busy"]

NOT_FOUND = "the page is not there (404)"
REMOVED = "the page was taken away (410)"
NO_HOST = "there is no such host"
FORBIDDEN = "the server refuses to show it to programs"
SERVER_FAULT = "the server has a fault of its own"
SLOW = "it did not answer in time"
BROKEN = "there is no connection to it"
CIRCLE = "it redirects too often"
PRIVATE = "it leads into a private network, where nothing is asked"
BUSY = "the server asked us to come later"
EXPIRED = "its certificate has expired"
OTHER_HOST = "its certificate is for another host"
UNKNOWN_ISSUER = "its certificate comes from nobody who is trusted"
NO_CERTIFICATE = "its certificate or encryption is not accepted"
PROBLEMS = (
    NOT_FOUND,
    REMOVED,
    NO_HOST,
    FORBIDDEN,
    SERVER_FAULT,
    SLOW,
    BROKEN,
    CIRCLE,
    PRIVATE,
    BUSY,
    EXPIRED,
    OTHER_HOST,
    UNKNOWN_ISSUER,
    NO_CERTIFICATE,
)
UNREACHED = (NO_HOST, BROKEN, SLOW)
CODES: dict[str, Code] = {
    "gone": codes.OUTSIDE_GONE,
    "moved": codes.OUTSIDE_MOVED,
    "unsafe": codes.OUTSIDE_UNSAFE,
    "unsure": codes.OUTSIDE_SILENT,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: `target` is where it moved for good, `wait` the seconds it asked us to wait."""

    verdict: Verdict
    problem: str = ""
    target: str = ""
    wait: int = 0


def of_status(status: int) -> Answer:
    """What a final status means."""
    if status < 400:
        return Answer("well")
    if status in (404, 410):
        return Answer("gone", NOT_FOUND if status == 404 else REMOVED)
    return Answer("unsure", SERVER_FAULT if status >= 500 else FORBIDDEN)
