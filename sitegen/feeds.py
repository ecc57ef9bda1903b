"""Files beside the pages: the include with notices, sitemap, robots, feed, OpenSearch, and the directory as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from sitegen import urls
from sitegen.model import Text
from sitegen.views.frame import Build, Frame, Page, notices_file, service_address

MAX_URLS = 50_000


def notices(build: Build) -> tuple[str, list[dict[str, object]]]:
    """The path of the include with the notices in force or to come, and what it holds."""
    root = build.here(urls.HUB)
    rows: list[dict[str, object]] = []
    for notice in build.in_force:
        address = build.here(urls.folder("notices", notice.id))
        rows.append(
            {
                "id": notice.id,
                "severity": notice.severity,
                "title": notice.title.value,
                "href": urls.relative(root, address, build.style),
                "scopes": list(notice.scope),
                "starts": build.moment(notice.starts).isoformat() if notice.starts else "",
                "ends": build.moment(notice.ends).isoformat(),
            }
        )
    return notices_file(build.lang), rows


def sitemap(builds: Sequence[Build], shown: Sequence[str]) -> Iterator[tuple[str, str]]:
    """robots.txt, and sitemap.xml of these addresses; it needs them absolute, so only where a base URL is known."""
    base = builds[0].base_url
    if not base:
        yield "robots.txt", "User-agent: *\nAllow: /\n"
        return
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    maps = [shown[i : i + MAX_URLS] for i in range(0, len(shown), MAX_URLS)]
    for number, part in enumerate(maps, 1):
        rows = "".join(f"<url><loc>{escape(urls.absolute(base, a))}</loc></url>\n" for a in part)
        name = "sitemap.xml" if len(maps) == 1 else f"sitemap-{number}.xml"
        yield name, f"{head}<urlset {space}>\n{rows}</urlset>\n"
    if len(maps) > 1:
        rows = "".join(
            f"<sitemap><loc>{urls.absolute(base, f'sitemap-{n}.xml')}</loc></sitemap>\n"
            for n in range(1, len(maps) + 1)
        )
        yield "sitemap.xml", f"{head}<sitemapindex {space}>\n{rows}</sitemapindex>\n"
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {urls.absolute(base, 'sitemap.xml')}\n"


def opensearch(build: Build) -> str:
    """The OpenSearch 1.1 description that lets a browser search here; it needs the base URL, so "" without one."""
    if not build.base_url:
        return ""
    name = escape(build.edition.site.name.value)
    address = escape(urls.absolute(build.base_url, build.here(urls.SEARCH)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{name[:16]}</ShortName>\n<Description>{name}</Description>\n"
        f"<InputEncoding>UTF-8</InputEncoding>\n<Language>{build.lang}</Language>\n"
        f'<Url type="text/html" method="get" template="{address}?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )


def is_indexed(page: Page) -> bool:
    """Whether a search engine shall list the page."""
    frame = getattr(page.view, "frame", None)
    return isinstance(frame, Frame) and frame.indexed


def atom(build: Build) -> str | None:
    """The feed of notices; its ids are addresses, so None where no base URL is known."""
    if not build.base_url:
        return None
    base, site = build.base_url, build.edition.site
    entries, latest = [], datetime(2000, 1, 1, tzinfo=UTC)
    for notice in build.in_force:
        address = urls.absolute(base, build.here(urls.folder("notices", notice.id)))
        updated = min(build.moment(notice.starts), build.now) if notice.starts else latest
        latest = max(latest, updated)
        entries.append(
            f"<entry><title>{escape(notice.title.value)}</title><id>{escape(address)}</id>"
            f'<link href="{escape(address)}"/><updated>{updated.isoformat()}</updated></entry>\n'
        )
    home, own = urls.absolute(base, build.here(urls.HUB)), urls.absolute(base, build.here("feed.xml"))
    return document(build, site.name.value, home, own, latest, entries)


def document(build: Build, title: str, id: str, own: str, updated: datetime, entries: Sequence[str]) -> str:
    """A feed (Atom, RFC 4287) of these entries; `own` is the address it lies at. It needs the base URL."""
    home = escape(urls.absolute(build.base_url, build.here(urls.HUB)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{build.lang}">\n<title>{escape(title)}</title><id>{escape(id)}</id>\n'
        f'<link href="{home}"/><link rel="self" href="{escape(own)}"/>\n'
        f"<author><name>{escape(build.edition.site.name.value)}</name></author>"
        f"<updated>{updated.isoformat()}</updated>\n{''.join(entries)}</feed>\n"
    )


def api(build: Build) -> Iterator[tuple[str, object]]:
    """The directory as JSON: what it holds, and the services of each city."""
    edition, site = build.edition, build.edition.site
    yield (
        "api/v1/directory.json",
        {
            "name": site.name.value,
            "languages": list(site.languages),
            "cities": [
                {
                    "id": c.id,
                    "name": c.name.value,
                    "level": c.level,
                    "parent": c.parent,
                    "division_code": c.division_code,
                }
                for c in edition.cities.values()
            ],
            "categories": [{"id": c.id, "name": c.name.value, "parent": c.parent} for c in edition.categories.values()],
        },
    )
    for city, services in edition.services.items():
        rows = [
            {
                "id": s.id,
                "title": s.title.value,
                "catalogue": s.catalogue,
                "parent": s.parent,
                "provider": s.provider,
                "summary": s.summary.value if isinstance(s.summary, Text) else s.summary,
                "path": service_address(s),
            }
            for s in services.values()
            if s.published
        ]
        yield f"api/v1/cities/{city}.json", {"city": city, "services": rows}
