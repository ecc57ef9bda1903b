"""Write a new entry to be filled in; on a terminal what is missing is asked for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sitegen.commands import asking, common
from sitegen.diagnostics import Translate

if TYPE_CHECKING:
    from sitegen.directory import Directory
    from sitegen.scaffold import Wish


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    kinds = "service, catalogue, city, category, provider, location, notice or journey"
    parser.add_argument("kind", nargs="?", default="", help=kinds)
    parser.add_argument("id", nargs="?", default="", help="such as guangzhou/tax/deed-tax; made of the title if absent")
    parser.add_argument("--title", default="", help="official name")
    parser.add_argument("--city", default="", metavar="ID", help="the city it is offered in")
    parser.add_argument("--category", default="", metavar="ID", help="the category it belongs to")
    parser.add_argument(
        "--extends", "--from", default="", metavar="ID", help="the catalogue entry it is a version of: fills from it"
    )
    parser.add_argument("--provider", default="", metavar="ID", help="the body whose service it is: fills from it")


def run(options: argparse.Namespace, translate: Translate) -> int:
    """Write a complete, commented entry in the right place."""
    from sitegen import pipeline, scaffold

    settings = common.settings(options)
    directory, faults = pipeline.read(settings.content, settings.general, settings.cache)
    if directory is None:
        return common.refused(faults, translate)
    made = scaffold.scaffold(directory, _wish(options, directory, translate), translate)
    scaffold.write(settings.content, made)
    path = settings.content / made.path
    print(translate("{path} is written; fill it in, then run: python build.py check {path}").format(path=path))
    return common.DONE


def _wish(options: argparse.Namespace, directory: Directory, translate: Translate) -> Wish:
    """What is wanted: from the options alone where they say enough, else from answers. Raises common.UsageError."""
    from sitegen import scaffold

    default = "service" if options.extends or options.provider else ""
    kind = asking.one_of(
        scaffold.KINDS, options.kind or default, "KIND", translate("What is it?"), translate, "service"
    )
    if options.id:
        return scaffold.Wish(kind, options.id, options.title, options.extends, options.provider)
    *folders, _ = scaffold.places(kind)
    category, _, name = options.extends.partition("/")
    title = options.title
    if not (title or name):
        title = asking.wanted("", "--title", translate("Its official name"), translate)
    given = {"city": options.city, "category": options.category or category}
    questions = {"city": translate("City"), "category": translate("Category")}
    parts = []
    for folder in folders:
        known = directory.shelf.kind(folder)
        only = next(iter(known)) if len(known) == 1 else ""
        parts.append(asking.one_of(known, given[folder], f"--{folder}", questions[folder], translate, only))
    id = "/".join((*parts, name)) if name and not title else scaffold.suggested(directory, kind, parts, title)
    if not id or (asking.on_terminal() and not all(given[folder] for folder in folders)):
        id = asking.wanted("", "ID", translate("Its id, in a-z, digits and hyphens"), translate, id)
    return scaffold.Wish(kind, id, title, options.extends, options.provider)
