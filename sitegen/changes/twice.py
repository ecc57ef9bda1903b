"""The same work for the content before and after, at once where there are workers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from typing import Any, TypeVar

Result = TypeVar("Result")


def both(
    executor: Executor | None, work: Callable[..., Result], before: Iterable[Any], after: Iterable[Any]
) -> tuple[Result, Result]:
    """What a function of the top of a module gives for both lists of arguments."""
    if executor is None:
        return work(*before), work(*after)
    first, second = executor.submit(work, *before), executor.submit(work, *after)
    return first.result(), second.result()
