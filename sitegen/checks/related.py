"""What an entry leads on to is open, and not itself.

Reason: "see also" is an offer; a closed service or the same page again is none. That what is named exists at all is
`references`' rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import codes
from sitegen.checks.walk import place_of, services
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory

CLOSED = "it is closed"
ITSELF = "it is this very service"
ALL = (CLOSED, ITSELF)


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each service under `related` or `requires` that is closed or the entry itself."""
    edition = directory.default
    for entry, service in services(directory):
        own = (service.id, service.catalogue, f"{service.category}/{service.slug}")
        for field in ("related", "requires"):
            for number, ref in enumerate(entry.values.get(field) or ()):
                found = edition.service(f"{service.city}/{ref}") or edition.service(ref)
                problem = ITSELF if ref in own else CLOSED if found and found.status == "closed" else ""
                if problem:
                    meant = found.replaced_by if found and problem == CLOSED and found.replaced_by not in own else ""
                    span = place_of(entry, (field, number))
                    yield fault(codes.CLOSED_RELATED, span, word=ref, problem=problem, suggestion=meant or "")
