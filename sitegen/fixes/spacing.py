"""Blanks and marks of Chinese texts, as `checks/spacing` tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sitegen.canonical import Keys
from sitegen.checks import spacing
from sitegen.directory import Directory
from sitegen.entry import Entry


def finder(directory: Directory) -> Callable[[Entry], Iterator[tuple[Keys, str, str]]]:
    """What finds the texts of an entry that autocorrect sets in another way."""
    return lambda entry: spacing.mended(entry, directory)
