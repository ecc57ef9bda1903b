"""Chinese text as it is set well: blanks between Chinese and Latin letters or digits, full-width marks.

The one module that knows autocorrect, whose rules these are. Names, addresses and numbers of documents stay as their
owners write them.
"""

from __future__ import annotations

import re
import unicodedata

_HAN = "[\u4e00-\u9fff]"
_MARK = "[，。！？；：、（）「」《》“”]"
_DOUBTFUL = re.compile(  # without any of these nothing is changed
    f"{_HAN}[!-~]|[!-~]{_HAN}|{_HAN} +[!-/:-@]|[!-/:-@] +{_HAN}|{_MARK}[ !-~]|[ !-~]{_MARK}|[\uff10-\uff5a]"
)
_KEPT = re.compile(
    r"「[^」\n]*」|『[^』\n]*』|《[^》\n]*》|“[^”\n]*”|‘[^’\n]*’"  # names, and what others said
    r"|〔[0-9]{4}〕第?[0-9]+号"  # numbers of documents
    r"|[A-Za-z][A-Za-z0-9+.-]*://[^\s)>，。；）]*|[\w.+-]+@[\w.-]+|`[^`\n]*`"  # addresses, code
)
_PLACE = "\ue000"  # a private character, around which autocorrect changes nothing, stands for what is kept


def mended(text: str, *, markdown: bool = False) -> str:
    """The text with blanks and marks set right; as it is where that would change anything else."""
    if not _DOUBTFUL.search(text) or _PLACE in text:
        return text
    import autocorrect_py

    kept = iter(_KEPT.findall(text))
    bare = _KEPT.sub(_PLACE, text)
    again = bare
    for _ in range(3):  # a blank may come to stand where a mark was mended
        before = again
        again = autocorrect_py.format_for(before, "markdown") if markdown else autocorrect_py.format(before)
        if again == before:
            break
    else:
        return text
    return re.sub(_PLACE, lambda _: next(kept), again) if _words(again) == _words(bare) else text


def _words(text: str) -> str:
    """All letters and digits of a text, whatever their width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum() or c == _PLACE)
