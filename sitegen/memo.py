"""What was made before of the same parts, to be taken again instead of being made again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

Made = TypeVar("Made")
Parts = TypeVarTuple("Parts")


class Memo:
    """Results of pure functions by the very parts they were made of, which must never change.

    Parts are told apart by identity, texts by their characters: comparing them would cost more than making anew.
    """

    def __init__(self) -> None:
        self._before: dict[tuple[object, ...], tuple[object, Any]] = {}
        self._now: dict[tuple[object, ...], tuple[object, Any]] = {}

    def of(self, make: Callable[[*Parts], Made], *parts: *Parts) -> Made:
        """What `make` gives for these parts."""
        key = (make, *(part if isinstance(part, str) else id(part) for part in parts))
        held = self._now.get(key) or self._before.get(key) or (parts, make(*parts))  # parts kept alive keep their id
        self._now[key] = held
        made: Made = held[1]
        return made

    def turn(self) -> None:
        """Forget what nobody has asked for since the last turn."""
        self._before, self._now = self._now, {}
