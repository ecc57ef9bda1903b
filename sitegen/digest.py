"""Short names for contents: equal values have equal digests, on any machine and in any run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import Any

SIZE = 16


def of_bytes(data: bytes) -> str:
    """The digest of bytes: 32 hexadecimal digits (BLAKE2b, 128 bits)."""
    return blake2b(data, digest_size=SIZE).hexdigest()


def of(value: object) -> str:
    """The digest of a value made of dataclasses, tuples, dicts, texts, numbers, dates and None.

    Raises TypeError for anything else; sets are refused since they have no order.
    """
    text = json.dumps(value, default=_parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return of_bytes(text.encode("utf-8", "surrogatepass"))


def of_generator() -> str:
    """The digest of the generator's own code: what it made before a change of code is made anew."""
    folder = Path(__file__).parent
    return of([[p.relative_to(folder).as_posix(), of_bytes(p.read_bytes())] for p in sorted(folder.rglob("*.py"))])


def _parts(value: Any) -> object:
    kind: Any = type(value)
    return _taker(kind)(value)


@lru_cache(maxsize=1024)
def _taker(kind: Any) -> Callable[[Any], object]:
    """What takes a value of this type apart; made once a type, since views have many values."""
    name = kind.__name__
    if is_dataclass(kind):
        values = attrgetter(*(f.name for f in fields(kind)))
        return lambda value: (name, values(value))
    if issubclass(kind, (date, time, Decimal)):
        return lambda value: (name, str(value))
    raise TypeError(f"no digest of {name}")
