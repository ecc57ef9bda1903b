"""Links into the repository of the content, as the service that hosts it knows them: edit a file, report a problem."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

FORM = "wrong.yml"


def edit(repository: str, file: str) -> str:
    """Where a file below the content folder can be edited; the repository itself where its service is unknown."""
    base, path = repository.rstrip("/"), f"edit/main/content/{quote(file)}"
    return {"github": f"{base}/{path}", "gitlab": f"{base}/-/{path}"}.get(_service(repository), repository)


def report(repository: str, title: str, page: str, entry: str) -> str:
    """Where a problem of a page can be reported, its title, address and file filled in where the service takes them.

    GitHub fills in the fields of the form `FORM` by their ids; without that form it opens an empty issue.
    """
    base = repository.rstrip("/")
    github = {"template": FORM, "title": title, "page": page, "entry": entry}
    gitlab = {"issue[title]": title, "issue[description]": "\n\n".join(part for part in (page, entry) if part)}
    return {
        "github": f"{base}/issues/new?{urlencode(github, quote_via=quote)}",
        "gitlab": f"{base}/-/issues/new?{urlencode(gitlab, quote_via=quote)}",
    }.get(_service(repository), repository)


def _service(repository: str) -> str:
    """The service at an address: "github", "gitlab" (anybody's), or empty."""
    host = urlsplit(repository).hostname or ""
    return "github" if host == "github.com" else "gitlab" if "gitlab" in host.split(".") else ""
