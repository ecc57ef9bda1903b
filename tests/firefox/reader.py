"""What a reader of a page does and sees in Firefox."""

from __future__ import annotations

from tests.firefox.marionette import Firefox, until

BOX = "input[name=q]"


def texts(firefox: Firefox, selector: str, wanted: str = "e.innerText") -> list[str]:
    """What is wanted of each element in sight that fits."""
    seen = "Array.from(document.querySelectorAll(arguments[0])).filter((e) => e.offsetHeight)"
    found: list[str] = firefox.run(f"return {seen}.map((e) => {wanted})", selector)
    return found


def ids(firefox: Firefox) -> list[str]:
    """The ids of the results, once those of the present query stand."""
    until(lambda: firefox.run("return document.documentElement.dataset.search === 'done'"), "results")
    return texts(firefox, "[data-result]", "e.dataset.id")


def page(firefox: Firefox) -> str:
    """The id of the page that is open."""
    return str(firefox.run("return document.body?.dataset.id"))


def type_query(firefox: Firefox, query: str) -> None:
    """Type into the search box of the open page."""
    firefox.type(BOX, query)
    until(lambda: texts(firefox, BOX, "e.value") == [query], f"{query} to stand in the box")


def suggestions(firefox: Firefox, query: str) -> list[str]:
    """Type into the box of the open page; the names that it suggests."""
    firefox.click(BOX)
    until(lambda: texts(firefox, f"{BOX}[role=combobox]"), "the box to become a combobox")
    type_query(firefox, query)
    until(lambda: texts(firefox, f"{BOX}[aria-expanded=true]"), "suggestions")
    return texts(firefox, ".suggestion__name")
