"""From entries to the directory: adoption, versions of templates, translations, references, and what is broken."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import checks, pipeline, resolve
from sitegen.directory import Directory
from sitegen.model import Service, Text
from tests.conftest import SiteFolder

OWN = "cities/guangzhou/tax/deed-tax.md"
TODAY = date(2026, 12, 31)
TEMPLATE = "catalogue/tax/deed-tax.md"
IDS = st.sampled_from(["tax/a", "tax/b", "law/a"])


def read(site: SiteFolder) -> Directory:
    """The directory of a site without faults."""
    directory, faults = pipeline.read(site.content)
    assert [d for d in faults if d.severity == "error"] == []
    assert directory is not None
    return directory


def faults_of(site: SiteFolder) -> list[tuple[str, str, int]]:
    """All that reading and checking a site finds: code, file, line."""
    directory, faults = pipeline.read(site.content)
    found = {*faults, *(checks.check(directory, TODAY) if directory else ())}
    return sorted((d.code.name, d.span.path, d.span.line) for d in found)


def service(directory: Directory, id: str, lang: str = "zh-Hans") -> Service:
    """A service by its full id in a language."""
    city, _, path = id.partition("/")
    return directory.edition(lang).services[city][path]


def state(site: SiteFolder, *lines: str) -> None:
    """Let 广州's version of the deed tax state these lines."""
    site.write(OWN, "\n".join(["---", "extends: tax/deed-tax", *lines, "---", ""]))


def test_a_version_states_only_what_differs(tiny: SiteFolder) -> None:
    """Lists replace, mappings merge, ~ deletes, and the rest is the template's."""
    state(tiny, "aliases: [房税]", 'contacts: {ask: "020-12366"}', "no_smartphone: ~")
    found = service(read(tiny), "guangzhou/tax/deed-tax")
    assert [alias.value for alias in found.aliases] == ["房税"]
    assert found.contacts is not None
    assert (str(found.contacts.ask), str(found.contacts.complain)) != ("", "")
    assert isinstance(found.contacts.ask, Text)
    assert found.contacts.ask.value == "020-12366"
    assert found.contacts.complain is not None
    assert found.contacts.complain.value == "12345"
    assert found.no_smartphone is None
    assert found.title.value == "契税申报"


def test_needed_fields_are_asked_of_the_whole(tiny: SiteFolder) -> None:
    """A version that deletes what every service states lacks it; one that leaves it to the template does not."""
    state(tiny, "summary: ~")
    assert faults_of(tiny) == [("missing-field", OWN, 3)]


def test_a_template_may_leave_things_to_its_cities(tiny: SiteFolder) -> None:
    """What a template lacks is asked of each city: the one that states it is complete."""
    tiny.edit(TEMPLATE, "summary: 买房后申报契税。\n", "")
    state(tiny, "summary: 在广州申报契税。")
    assert faults_of(tiny) == []


def test_a_translation_of_the_template_reaches_its_cities(tiny: SiteFolder) -> None:
    """A template is translated once for all cities that adopt it."""
    tiny.write("catalogue/tax/deed-tax.en.md", "---\ntitle: Deed tax\n---\n")
    assert service(read(tiny), "guangzhou/tax/deed-tax", "en").title == Text("Deed tax", "en")


def test_overridden_text_falls_back_in_its_own_language(tiny: SiteFolder) -> None:
    """A text that the city replaced is not covered by the template's translation: it is shown as it is, marked."""
    tiny.write("catalogue/tax/deed-tax.en.md", "---\ntitle: Deed tax\nsummary: Declare it.\n---\n")
    state(tiny, "title: 广州契税")
    found = service(read(tiny), "guangzhou/tax/deed-tax", "en")
    assert found.title == Text("广州契税", "zh-Hans")
    assert found.summary == Text("Declare it.", "en")


def test_the_citys_translation_is_the_last_word(tiny: SiteFolder) -> None:
    """A city's own translation lies over the template's."""
    tiny.write("catalogue/tax/deed-tax.en.md", "---\ntitle: Deed tax\n---\n")
    tiny.write("cities/guangzhou/tax/deed-tax.en.md", "---\ntitle: Guangzhou deed tax\n---\n")
    assert service(read(tiny), "guangzhou/tax/deed-tax", "en").title == Text("Guangzhou deed tax", "en")


def test_a_city_may_translate_an_adopted_template(tiny: SiteFolder) -> None:
    """A translation needs no file of the city beside it where the city adopts the template."""
    tiny.write("cities/guangzhou/social-security/insurance.en.md", "---\ntitle: Insurance of Guangzhou\n---\n")
    found = service(read(tiny), "guangzhou/social-security/insurance", "en")
    assert found.title == Text("Insurance of Guangzhou", "en")


def test_a_city_has_pages_in_its_own_languages(tiny: SiteFolder) -> None:
    """A city that lists its languages is left out of the others."""
    directory = read(tiny)
    assert sorted(directory.edition("zh-Hans").services) == ["guangzhou", "shenzhen"]
    assert sorted(directory.edition("en").services) == ["guangzhou"]


def test_a_minus_refuses(tiny: SiteFolder) -> None:
    """`adopts: ["*", -id]` takes everything but that; a file at the path is a service of its own then."""
    tiny.edit("cities/shenzhen/city.yaml", "[social-security/insurance, social-security/card]", '["*", -tax/deed-tax]')
    assert sorted(read(tiny).default.services["shenzhen"]) == ["social-security/card", "social-security/insurance"]


@settings(deadline=None)
@given(st.lists(IDS | IDS.map("-{}".format) | st.just("*")), st.lists(IDS, unique=True))
def test_adoption_is_a_set(patterns: list[str], catalogue: list[str]) -> None:
    """The order of what a city adopts and refuses does not matter, and a minus always wins."""
    taken = resolve.adoption(patterns, catalogue)
    assert taken == resolve.adoption(reversed(patterns), catalogue)
    assert taken == [c for c in catalogue if ("*" in patterns or c in patterns) and f"-{c}" not in patterns]


def test_an_own_service_at_a_refused_path(tiny: SiteFolder) -> None:
    """Where the template is refused, its path is free for another service, which inherits nothing."""
    tiny.edit("cities/guangzhou/city.yaml", '["*"]', '["*", -tax/deed-tax]')
    tiny.edit(OWN, "extends: tax/deed-tax\n", "title: 另一件事\nstatus: draft\n")
    codes = {code for code, path, _ in faults_of(tiny) if path == OWN}
    assert "adopted-path" not in codes
    assert "missing-field" in codes


def test_extends_at_another_path(tiny: SiteFolder) -> None:
    """The address is the entry's, the template is named: both resolve to one catalogue entry, found only once."""
    text = (tiny.content / OWN).read_text(encoding="utf-8")
    (tiny.content / OWN).unlink()
    tiny.write("cities/guangzhou/social-security/house-tax.md", text)
    directory = read(tiny)
    found = service(directory, "guangzhou/social-security/house-tax")
    assert (found.catalogue, found.category) == ("tax/deed-tax", "social-security")
    assert "tax/deed-tax" not in directory.default.services["guangzhou"]
    assert service(directory, "guangzhou/social-security/card").related == ("guangzhou/social-security/house-tax",)


def test_drafts_are_not_published(tiny: SiteFolder) -> None:
    """A draft version hides the service in its city; a draft template is offered to nobody."""
    state(tiny, "status: draft")
    directory = read(tiny)
    assert "tax/deed-tax" not in directory.default.services["guangzhou"]
    assert "tax/deed-tax" in directory.default.templates
    (tiny.content / OWN).unlink()
    tiny.edit(TEMPLATE, "status: active", "status: draft")
    directory = read(tiny)
    assert "tax/deed-tax" not in directory.default.services["guangzhou"]
    assert "tax/deed-tax" not in directory.default.templates


def test_closed_ones_keep_their_address(tiny: SiteFolder) -> None:
    """A closed service is still there with what replaces it, and is found by nobody else."""
    state(tiny, "status: closed", "replaced_by: social-security/card")
    directory = read(tiny)
    found = service(directory, "guangzhou/tax/deed-tax")
    assert found.replaced_by == "guangzhou/social-security/card"
    assert found not in directory.default.published


def test_a_closed_entry_needs_no_channels(tiny: SiteFolder) -> None:
    """A tombstone states its title and its status, and what replaces it."""
    tiny.write("cities/guangzhou/tax/old.md", "---\ntitle: 旧\nstatus: closed\nreplaced_by: tax/deed-tax\n---\n")
    assert faults_of(tiny) == []


def test_providers_of_a_city(tiny: SiteFolder) -> None:
    """A city names the bodies that act for the national ones; where it names none, the national one stays."""
    tiny.edit("catalogue/social-security/card.md", "provider: hrss", "provider: hrss\noperators: [tax-office, hrss]")
    directory = read(tiny)
    assert service(directory, "guangzhou/social-security/card").provider == "guangzhou-hrss"
    assert service(directory, "guangzhou/social-security/card").operators == ("tax-office", "guangzhou-hrss")
    assert service(directory, "shenzhen/social-security/card").provider == "hrss"


def test_references_become_full_ids(tiny: SiteFolder) -> None:
    """Parents, related services and counters are found in the same city first."""
    directory = read(tiny)
    assert service(directory, "guangzhou/social-security/card").parent == "guangzhou/social-security/insurance"
    assert service(directory, "shenzhen/social-security/card").parent == "shenzhen/social-security/insurance"
    assert service(directory, "guangzhou/tax/deed-tax").channels[0].location == "guangzhou/tianhe"


def test_a_city_without_the_related_service_leads_to_the_catalogue(tiny: SiteFolder) -> None:
    """A related service that a city does not offer leads to its page over all cities."""
    assert service(read(tiny), "shenzhen/social-security/card").related == ("tax/deed-tax",)


@pytest.mark.parametrize(
    ("path", "old", "new", "line"),
    [
        ("catalogue/social-security/insurance.md", "owner:", "parent: social-security/card\nowner:", 7),
        ("catalogue/social-security/card.md", "social-security/insurance", "social-security/card", 7),
    ],
    ids=["two", "itself"],
)
def test_circles_of_services_are_reported_once(tiny: SiteFolder, path: str, old: str, new: str, line: int) -> None:
    """A circle of templates is one report, not one for each city that adopts them."""
    tiny.edit(path, old, new)
    assert faults_of(tiny) == [("cycle", "catalogue/social-security/card.md", line)]


@pytest.mark.parametrize("kind", ["categories/tax.yaml", "providers/tax-office.yaml", "cities/shenzhen/city.yaml"])
def test_nothing_is_its_own_parent(tiny: SiteFolder, kind: str) -> None:
    """Categories, providers and cities cannot lie in themselves."""
    own = kind.split("/")[1].removesuffix(".yaml")
    text = (tiny.content / kind).read_text(encoding="utf-8")
    tiny.write(kind, f"{text}parent: {own}\n")
    assert [code for code, _, _ in faults_of(tiny)] == ["cycle"]


@pytest.mark.parametrize(
    "path",
    [
        "catalogue/social-security/insurance.md",
        "catalogue/tax/deed-tax.md",
        "categories/tax.yaml",
        "cities/guangzhou/city.yaml",
        "cities/guangzhou/locations/tianhe.yaml",
        "providers/hrss.yaml",
        "notices/holiday.md",
        "site.yaml",
        OWN,
    ],
)
def test_what_refers_to_a_broken_entry_is_not_at_fault(tiny: SiteFolder, path: str) -> None:
    """An entry that cannot be read still exists: the one report is its own."""
    tiny.write(
        "notices/tax.md",
        "---\ntitle: 税\nseverity: info\nscope: service/guangzhou/tax/deed-tax\nends: 2027-01-01\n---\n",
    )
    tiny.write(path, (tiny.content / path).read_text(encoding="utf-8").replace(": ", "：", 1))
    assert [(code, file) for code, file, _ in faults_of(tiny)] == [("full-width", path)]


@pytest.mark.parametrize("value", ["tax/deed-tx", "guangzhou/tax/deed-tax"])
def test_a_wrong_template_is_one_report(tiny: SiteFolder, value: str) -> None:
    """Where the template is not there, nobody can tell what the entry lacks: only the name is at fault."""
    tiny.edit(OWN, "extends: tax/deed-tax", f"extends: {value}")
    assert faults_of(tiny) == [("unknown-catalogue", OWN, 2)]


def test_a_city_cannot_be_called_like_a_language(tiny: SiteFolder) -> None:
    """The addresses of a language begin with its tag, so no city may have it as its id."""
    tiny.write("cities/en/city.yaml", "name: 恩\nlevel: city\n")
    assert faults_of(tiny) == [("reserved-id", "cities/en/city.yaml", 1)]


def test_a_site_without_its_file(tiny: SiteFolder) -> None:
    """Without site.yaml there is no directory, and one report says so."""
    (tiny.content / "site.yaml").unlink()
    (tiny.content / "site.en.yaml").unlink()
    assert faults_of(tiny) == [("missing-field", "site.yaml", 1)]
