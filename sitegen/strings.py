"""Interface texts of one language, read from a gettext PO file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po


@dataclass(frozen=True, slots=True)
class Strings:
    """The texts of one language; a text without translation stands for itself."""

    lang: str
    texts: dict[str, tuple[str, ...]]

    def gettext(self, text: str) -> str:
        """The text in this language."""
        return self.texts.get(text, (text,))[0]

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The text for this many; Chinese has one form, English two."""
        forms = self.texts.get(one, (one, many))
        return forms[0 if count == 1 else -1]


def read(path: Path) -> Strings:
    """The strings in a PO file. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    texts: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if key and forms and all(forms):
            texts[key] = forms
    return Strings(path.stem, texts)


def of_messages(lang: str) -> Strings:
    """The texts of diagnostics and commands in a language: zh-hans where it is Chinese, else English."""
    if lang.lower().startswith("zh"):
        return read(Path(__file__).parent / "locale" / "zh-hans.po")
    return Strings("en", {})
