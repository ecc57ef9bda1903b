"""The first content of a hub: what no hub does without, and the general catalogue where it is true there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen import front_matter, source
from sitegen.canonical import Plain
from sitegen.kit.hub import Hub

# Branches that people look for anywhere; their names and icons are true everywhere, the rest of them is not.
ANYWHERE = (
    "social-security",
    "traffic",
    "tax",
    "education",
    "health",
    "marriage-family",
    "seniors-disability",
    "employment",
    "property",
    "legal",
    "bills",
    "transport",
    "business",
)
EXAMPLE = "example"
EXPECTED = {"q": "居民身份证补领", "id": "household/id-card-replace"}
WITH_CATALOGUE = ("hotline", "emergency", "currency")


def entries(hub: Hub, shipped: Path) -> dict[str, str]:
    """The files of a new content folder; `shipped` is the content that comes with the generator."""
    files = {"site.yaml": _render(_site(hub, shipped)), **dict(_places(hub))}
    files |= {f"providers/{id}.yaml": _render({"name": name}) for id, name in hub.providers}
    files |= dict(_catalogue(hub, shipped) if hub.catalogue else _categories(hub, shipped))
    return files


def example(hub: Hub) -> tuple[str, str, dict[str, Plain]]:
    """The id, the title and further fields of the first entry: a draft that waits to be filled in."""
    category = ANYWHERE[0]
    title, counter = ("示例事项", "服务窗口") if hub.chinese else ("Example service", "Service counter")
    provider: dict[str, Plain] = {"provider": hub.providers[0][0]} if hub.providers else {}
    channels: list[Plain] = [{"kind": "counter", "name": counter}]
    return f"{hub.cities[0][0]}/{category}/{EXAMPLE}", title, {**provider, "channels": channels}


def _render(fields: dict[str, Plain]) -> str:
    return front_matter.render(fields, "entry.yaml")


def _read(shipped: Path, path: str) -> dict[str, Plain]:
    """The fields of a file that comes with the generator; none where there is no such file."""
    text = source.load(shipped, path)[0] if (shipped / path).is_file() else None
    return (front_matter.fields_of(text) if text else None) or {}


def _site(hub: Hub, shipped: Path) -> dict[str, Plain]:
    general = _read(shipped, "site.yaml") if hub.catalogue else {}
    own: dict[str, Plain] = {"name": hub.name, "languages": list(hub.languages), "default_language": hub.language}
    own |= {"timezone": hub.timezone} | {name: general[name] for name in WITH_CATALOGUE if name in general}
    return own | ({"repository": hub.repository} if hub.repository else {})


def _places(hub: Hub) -> Iterator[tuple[str, str]]:
    for id, name in hub.cities:
        adopts: list[Plain] = ["*"] if hub.catalogue else []
        yield f"cities/{id}/city.yaml", _render({"name": name, "level": "city", "adopts": adopts})


def _categories(hub: Hub, shipped: Path) -> Iterator[tuple[str, str]]:
    """Branches with name, icon and order, in the languages of the hub as far as their names are known."""
    for id in ANYWHERE:
        path = f"categories/{id}"
        own, english = _read(shipped, f"{path}.yaml"), _read(shipped, f"{path}.en.yaml")
        names = {"zh-Hans": own["name"], "en": english["name"]}
        stated = {"name": names.get(hub.language, names["en"]), "icon": own["icon"], "order": own["order"]}
        yield f"{path}.yaml", _render(stated)
        for language in hub.languages[1:]:
            if language in names:
                yield f"{path}.{language.lower()}.yaml", _render({"name": names[language]})


def _catalogue(hub: Hub, shipped: Path) -> Iterator[tuple[str, str]]:
    """The general catalogue as it is, with the bodies that it names, in the languages of the hub."""
    others = tuple(language.lower() for language in hub.languages[1:])
    templates = _files(shipped, "catalogue")
    bodies = set().union(*(_bodies(_read(shipped, path)) for path in templates))
    while (
        above := {p for id in bodies if (p := str(_read(shipped, f"providers/{id}.yaml").get("parent", "")))} - bodies
    ):
        bodies |= above
    kept = [f"providers/{id}.yaml" for id in sorted(bodies) if (shipped / f"providers/{id}.yaml").is_file()]
    for path in [*templates, *kept, *_files(shipped, "categories"), *_files(shipped, "journeys")]:
        stem, ending = path.rsplit(".", 1)
        for file in (path, *(f"{stem}.{language}.{ending}" for language in others)):
            if (shipped / file).is_file():
                yield file, (shipped / file).read_text(encoding="utf-8")
    if "en" in others:
        labels = {"emergency": _read(shipped, "site.en.yaml").get("emergency")}
        yield "site.en.yaml", _render(labels)
    found: list[Plain] = [{"id": f"{hub.cities[0][0]}/{EXPECTED['id']}", "grade": "3"}]
    expected: dict[str, Plain] = {"q": EXPECTED["q"], "city": hub.cities[0][0], "lang": hub.language, "find": found}
    yield "search/expectations.yaml", _listed(expected)


def _listed(fields: dict[str, Plain]) -> str:
    """A list of one mapping as YAML."""
    first, *rest = _render(fields).splitlines()
    return "".join(f"{line}\n" for line in (f"- {first}", *(f"  {line}" for line in rest)))


def _files(shipped: Path, folder: str) -> list[str]:
    """The entries below a folder, without their translations."""
    paths = sorted(path.relative_to(shipped).as_posix() for path in (shipped / folder).rglob("*.*"))
    return [path for path in paths if path.rpartition("/")[2].count(".") == 1]


def _bodies(fields: dict[str, Plain]) -> set[str]:
    operators = fields.get("operators") or []
    stated = [fields.get("provider"), *(operators if isinstance(operators, list) else [operators])]
    return {str(id) for id in stated if id and id != "unknown"}
