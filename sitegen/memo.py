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
        key = _key(make, parts)
        held = self._now.get(key) or self._before.get(key) or (parts, make(*parts))  # parts kept alive keep their id
        self._now[key] = held
        made: Made = held[1]
        return made

    def __getstate__(self) -> list[tuple[Any, ...]]:
        """What is kept, without identities: parts that are copied together have new ones."""
        return [(key[0], *held) for key, held in self._before.items()]

    def __setstate__(self, items: list[tuple[Any, ...]]) -> None:
        """Take up what `__getstate__` gave."""
        self._now = {}
        self._before = {_key(make, parts): (parts, made) for make, parts, made in items}

    def turn(self) -> None:
        """Forget what nobody has asked for since the last turn."""
        self._before, self._now = self._now, {}


def _key(make: object, parts: tuple[object, ...]) -> tuple[object, ...]:
    return (make, *(part if isinstance(part, str) else id(part) for part in parts))
