"""New entries from the schema: a complete, commented file in the right place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen import front_matter, likely, model, schema, urls
from sitegen.canonical import Plain
from sitegen.diagnostics import Translate, suggest
from sitegen.directory import Directory
from sitegen.importers import names

KINDS = {kind.name: kind for kind in schema.KINDS if "{" in kind.pattern}
LEFT_OUT = ("extends", "imported")


class ScaffoldError(Exception):
    """What was asked for cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a kind of entry, its id, its name, the template and the body that it is filled in from."""

    kind: str
    id: str
    title: str = ""
    extends: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True)
class New:
    """A file to be written: its path below the content folder, and its text."""

    path: str
    text: str


def places(kind: str) -> tuple[str, ...]:
    """What an id of this kind is made of: ("city", "category", "id"); the last one is the entry's own."""
    return tuple(part.strip("{}") for part in KINDS[kind].pattern.split("/") if part.startswith("{"))


def suggested(directory: Directory, kind: str, folders: Sequence[str], title: str) -> str:
    """A free id within these folders, such as a city and a category, made of the title; empty where it yields none."""
    name = names.slug(title)
    if not name:
        return ""
    taken = directory.shelf.kind(kind)
    (own,) = names.different([(name, "")], lambda name: "/".join((*folders, name)) in taken)
    return "/".join((*folders, own))


def scaffold(
    directory: Directory, wish: Wish, translate: Translate = str, more: Mapping[str, Plain] | None = None
) -> New:
    """The file of a new entry, explained in the language of `translate`; `more` are further fields that it states.

    Raises ScaffoldError where its id, city, category, template or body is none, or where the entry exists.
    """
    shape, parts, wanted = KINDS[wish.kind], wish.id.split("/"), places(wish.kind)
    if len(parts) != len(wanted) or not all(urls.is_slug(part) for part in parts):
        text = translate('"{id}" is no id of a {kind}; write {example}, in a-z, digits and hyphens')
        raise ScaffoldError(text.format(id=wish.id, kind=wish.kind, example="/".join(wanted)))
    ids = dict(zip(wanted, parts, strict=True))
    _known(directory, "city", ids.get("city") if wish.kind != "city" else None, translate)
    _known(directory, "category", ids.get("category"), translate)
    for option, value in (("extends", wish.extends), ("provider", wish.provider)):
        if value and schema.field_of(shape.record, option) is None:
            text = translate("a {kind} has no {option}; leave --{option} out")
            raise ScaffoldError(text.format(kind=wish.kind, option=option))
    _known(directory, "catalogue", wish.extends or None, translate)
    _known(directory, "provider", wish.provider or None, translate)
    existing = directory.shelf.get(wish.kind, wish.id)
    if existing:
        raise ScaffoldError(translate("{path} exists already; edit it").format(path=existing.path))
    path = shape.pattern
    for name, value in ids.items():
        path = path.replace("{" + name + "}", value)
    ending = "md" if schema.field_of(shape.record, "body") else "yaml"
    template = directory.shelf.get("catalogue", wish.extends) if wish.extends else None
    inherited = (front_matter.fields_of(template.source) if template else None) or {}
    stated: dict[str, Plain] = {"title": wish.title, "name": wish.title} if wish.title else {}
    if wish.provider:
        own = _of_provider(directory.default.providers[wish.provider])
        stated |= {name: value for name, value in own.items() if name != "channels" or name not in inherited}
    stated |= more or {}
    if wish.extends:
        stated["extends"] = wish.extends
    fields = "".join(f"{line}\n" for line in _lines(shape, stated, inherited, ending, translate))
    return New(f"{path}.{ending}", f"---\n{fields}---\n" if ending == "md" else fields)


def _known(directory: Directory, kind: str, id: str | None, translate: Translate) -> None:
    ids = directory.shelf.kind(kind)
    if id is not None and id not in ids:
        close = suggest(id, ids)
        if close:
            text = translate('there is no {kind} "{id}"; did you mean "{close}"?')
        else:
            text = translate('there is no {kind} "{id}"; the known ones are: {known}')
        raise ScaffoldError(text.format(kind=kind, id=id, close=close, known=", ".join(sorted(ids)[:20])))


def _of_provider(provider: model.Provider) -> dict[str, Plain]:
    """What a body's own entry says of its services: who answers for them, and where the body itself is reached."""
    channels: list[Plain] = [{"kind": "web", "url": provider.url, "does": ["info"]}] if provider.url else []
    for phone in provider.phones:
        label: dict[str, Plain] = {"name": phone.label.value} if phone.label else {}
        channels.append({"kind": "phone", **label, "number": phone.number, "does": ["info"]})
    found: dict[str, Plain] = {"provider": provider.id, "owner": provider.owner, "channels": channels}
    found["contacts"] = {"ask": provider.phones[0].number} if provider.phones else None
    return {name: value for name, value in found.items() if value}


def _lines(
    kind: schema.Kind, stated: dict[str, Plain], inherited: dict[str, Plain], ending: str, translate: Translate
) -> Iterator[str]:
    """Every field with its meaning: as a line where it is stated, else as a comment, as the template has it."""
    if "extends" in stated:
        yield from _stated("extends", stated["extends"])
    for field in kind.record.fields:
        if field.name in LEFT_OUT or (field.name == "body" and "body" not in inherited):
            continue
        value = stated.get(field.name) or ("" if inherited else _placeholder(field))
        if value:
            yield f"# {translate(field.doc)}"
            yield from _stated(field.name, value)
        elif field.name in inherited:
            yield f"# {translate(field.doc)} {translate('The catalogue states:')}"
            yield from (f"# {line}".rstrip() for line in _stated(field.name, inherited[field.name]))
        else:
            yield f"# {translate(field.doc)}"
            yield f"# {field.name}: {_example(field.type)}"


def _stated(name: str, value: Plain) -> list[str]:
    """A field as it stands in a file; the text below the fields too, to be read beside them."""
    return front_matter.render({name: value}, "entry.yaml").splitlines()


def _placeholder(field: schema.Field) -> str:
    """What stands in a needed field until its editor knows: `unknown` where that is legal."""
    if field.need != "R":
        return ""
    if "unknown" in field.keywords:
        return "unknown"
    return {"status": "draft", "level": "city", "severity": "info", "kind": "life_event", "ends": "2099-01-01"}.get(
        field.name, ""
    )


def _example(kind: schema.Type) -> str:
    """A value of this type as an editor would write it; of a few words all of them."""
    return " | ".join(kind.options) if isinstance(kind, schema.Choice) else likely.example(kind)


def write(content: Path, new: New) -> None:
    """Write the file. Raises FileExistsError where one stands there."""
    path = content / new.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(new.text)
