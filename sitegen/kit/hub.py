"""What is said of a new hub before it has any entry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hub:
    """A new hub: its names, and whether it takes over the general catalogue.

    `cities` and `providers` are ids with names; `generator` is where pip finds the generator, empty where unknown.
    """

    name: str
    languages: tuple[str, ...]
    cities: tuple[tuple[str, str], ...]
    timezone: str
    providers: tuple[tuple[str, str], ...] = ()
    repository: str = ""
    catalogue: bool = False
    generator: str = ""

    @property
    def language(self) -> str:
        """The language of its entries."""
        return self.languages[0]

    @property
    def chinese(self) -> bool:
        """Whether its entries are in Chinese: what explains them is too."""
        return self.language.split("-")[0] == "zh"
