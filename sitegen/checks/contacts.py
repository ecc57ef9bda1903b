"""Questions and complaints have contacts of their own.

Reason: a complaint that reaches the counter it is about helps nobody.
Source: 实施清单, 咨询方式 and 监督投诉方式, which are two elements.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import codes, model
from sitegen.checks.walk import place_of, services
from sitegen.diagnostics import Diagnostic, fault
from sitegen.directory import Directory


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each entry that names one contact for both."""
    for entry, service in services(directory):
        contacts = service.contacts
        if contacts is None or contacts.ask is None or contacts.complain is None or not entry.values.get("contacts"):
            continue
        if _signs(contacts.ask) == _signs(contacts.complain):
            place = place_of(entry, ("contacts", "complain"))
            yield fault(codes.SAME_CONTACT, place, word=contacts.complain.value)


def _signs(contact: model.Text) -> list[str]:
    """Letters and digits alone: 020-12345 and 020 12345 are one number."""
    return [sign for sign in contact.value if sign.isalnum()]
