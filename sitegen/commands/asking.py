"""Questions on a terminal: what was not given as options is asked for there, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Collection

from sitegen.commands import common
from sitegen.diagnostics import Translate


def on_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def ask(question: str, translate: Translate, default: str = "") -> str:
    """What was typed, the default for an empty line. Raises common.UsageError where nobody is there to answer."""
    print(f"{question} [{default}]: " if default else f"{question}: ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise common.UsageError(translate("the answers ended before all was asked"))
    return line.strip() or default


def wanted(given: str, option: str, question: str, translate: Translate, default: str = "") -> str:
    """What was given, else what is answered; asked again until there is an answer. Raises common.UsageError."""
    if given:
        return given
    if not on_terminal():
        raise common.UsageError(translate("{option} is needed where nobody can be asked").format(option=option))
    answer = ""
    while not answer:
        answer = ask(question, translate, default)
    return answer


def one_of(
    known: Collection[str], given: str, option: str, question: str, translate: Translate, default: str = ""
) -> str:
    """One of the known words: given, or answered; a mistyped answer is asked again with the likely word."""
    choice = ", ".join(known) if len(known) <= 30 else ""
    answer = wanted(given, option, f"{question} ({choice})" if choice else question, translate, default)
    while answer not in known:
        told = common.unknown(answer, sorted(known))
        if given:
            raise common.UsageError(told)
        print(told, file=sys.stderr)
        answer = wanted("", option, question, translate, default)
    return answer
