"""Start a directory of your own; on a terminal what is missing is asked for."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands import asking, common
from sitegen.diagnostics import Translate

if TYPE_CHECKING:
    from sitegen.kit.hub import Hub

CATALOGUES = ("china", "none")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    parser.add_argument("--name", default="", help="name of the hub")
    parser.add_argument("--languages", default="", metavar="TAGS", help="its languages, that of the entries first")
    parser.add_argument("--city", action="append", default=[], metavar="ID=NAME", help="a city; may be repeated")
    parser.add_argument("--provider", action="append", default=[], metavar="ID=NAME", help="a body; may be repeated")
    parser.add_argument("--catalogue", choices=CATALOGUES, default="", help="begin with China's national services")
    parser.add_argument("--timezone", default="", metavar="ZONE", help="such as Asia/Shanghai")
    parser.add_argument("--repository", default="", metavar="URL", help="where its editors will send changes")
    parser.add_argument("--generator", default="", metavar="REQUIREMENT", help="where pip finds the generator")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Start a directory of your own that builds, passes `check` and is published by the usual services."""
    from sitegen import disk, pipeline, scaffold
    from sitegen.kit import content, repository
    from sitegen.strings import of_messages

    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or {p.name for p in folder.iterdir()} - {".git"}):
        raise common.UsageError(translate("{folder} is not empty; name a new folder").format(folder=folder))
    hub = _hub(options, translate)
    for path, text in content.entries(hub, common.shipped("content")).items():
        disk.write(folder / "content" / path, text.encode())
    directory, faults = pipeline.read(folder / "content")
    if directory is None:
        return common.refused(faults, translate)
    id, title, stated = content.example(hub)
    wish = scaffold.Wish("service", id, title)
    first = scaffold.scaffold(directory, wish, of_messages(hub.language).gettext, stated)
    scaffold.write(folder / "content", first)
    for path, text in repository.files(hub, f"content/{first.path}").items():
        disk.write(folder / path, text.encode())
        if text.startswith("#!"):
            (folder / path).chmod(0o755)
    print(translate("{folder} is ready; its README.md says how to go on").format(folder=folder))
    if not hub.generator:
        print(translate("{file} has yet to say where pip finds the generator").format(file=folder / "requirements.txt"))
    return common.DONE


def _hub(options: argparse.Namespace, translate: Translate) -> Hub:
    """The hub that is wanted, from the options and from answers. Raises common.UsageError."""
    from sitegen.kit.hub import Hub

    name = asking.wanted(options.name, "--name", translate("Name of the hub"), translate)
    question = translate("Its languages, that of the entries first (zh-Hans, en …)")
    languages = _languages(asking.wanted(options.languages, "--languages", question, translate, "zh-Hans"), translate)
    cities = options.city or [asking.wanted("", "--city", translate("Name of its first city"), translate)]
    catalogue = options.catalogue
    if languages[0] == "zh-Hans" and not catalogue and asking.on_terminal():
        question = translate("Begin with the national services of China?")
        catalogue = asking.one_of(CATALOGUES, "", "--catalogue", question, translate, "china")
    if catalogue == "china" and languages[0] != "zh-Hans":
        raise common.UsageError(translate("the national services of China are written in zh-Hans: name it first"))
    return Hub(
        name,
        languages,
        tuple(_named(city, translate) for city in cities),
        options.timezone or ("Asia/Shanghai" if languages[0] == "zh-Hans" else "UTC"),
        tuple(_named(provider, translate) for provider in options.provider),
        options.repository,
        catalogue == "china",
        options.generator or _generator(),
    )


def _languages(text: str, translate: Translate) -> tuple[str, ...]:
    """Language tags in their canonical case. Raises common.UsageError."""
    from sitegen.values import canonical_language

    try:
        return tuple(dict.fromkeys(canonical_language(tag) for tag in re.split("[,，、 ]+", text.strip())))
    except ValueError as error:
        told = translate('"{word}" is no language tag; write zh-Hans, en or zh-Hans,en')
        raise common.UsageError(told.format(word=error)) from None


def _named(text: str, translate: Translate) -> tuple[str, str]:
    """An id with its name; a name alone gives its id. Raises common.UsageError."""
    from sitegen import urls
    from sitegen.importers import names

    id, equals, name = text.partition("=")
    if not equals:
        id, name = names.slug(text), text
    if not urls.is_slug(id) or not name:
        told = translate('"{text}" gives no id; write it like this: guangzhou=广州市')
        raise common.UsageError(told.format(text=text))
    return id, name


def _generator() -> str:
    """Where pip finds this very generator: the repository and commit that it was installed from, or cloned from."""
    try:
        record = importlib.metadata.distribution("sitegen").read_text("direct_url.json")
    except importlib.metadata.PackageNotFoundError:
        record = None
    came = json.loads(record) if record else {}
    if "vcs_info" in came:
        return _requirement(came["url"], came["vcs_info"]["commit_id"])
    return _requirement(_git("remote", "get-url", "origin"), _git("rev-parse", "HEAD"))


def _git(*words: str) -> str:
    """What git says of the clone that the generator runs in; empty where it runs in none."""
    beside = common.PACKAGE.parent
    if not (beside / ".git").exists():
        return ""
    return subprocess.run(["git", "-C", beside, *words], capture_output=True, text=True, check=False).stdout.strip()


def _requirement(url: str, commit: str) -> str:
    """A pinned requirement of pip; empty where anybody else would not reach the address."""
    address = re.sub(r"^(?:ssh://)?git@([^:/]+)[:/]", r"https://\1/", url)
    return f"sitegen @ git+{address}@{commit}" if address.startswith("https://") and commit else ""
