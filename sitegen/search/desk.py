"""Where the terminal asks: the searches of a directory, each made when it is first asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitegen.directory import Directory
from sitegen.search import scope
from sitegen.search.answer import Answer
from sitegen.search.intent import Words, understand
from sitegen.search.records import Record, city_records, hub_records
from sitegen.search.scope import Found, Scope
from sitegen.search.words import groups, words


@dataclass
class Desk:
    """The searches of a directory by language and city; the hub's has no city."""

    directory: Directory
    scopes: dict[tuple[str, str], Scope] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)

    def scope(self, city: str, lang: str) -> Scope:
        """The search of a city in a language, or of the hub where the city is empty."""
        edition = self.directory.edition(lang)
        city = city or self.directory.only
        if edition.lang not in self.words:
            every = hub_records(edition) + [r for place in edition.services for r in city_records(edition, place)]
            self.words[edition.lang] = words(self.directory, edition.lang, every)
        if (edition.lang, city) not in self.scopes:
            records = city_records(edition, city) if city else hub_records(edition)
            self.scopes[edition.lang, city] = scope.make(records, groups(self.directory), self.words[edition.lang])
        return self.scopes[edition.lang, city]

    def found(self, query: str, city: str, lang: str) -> tuple[Scope, Found]:
        """What a query finds, and where: in the city that it names, else in the city given."""
        asked = self.scope(city, lang)
        understood = understand(query, asked.words, self.directory.edition(lang).city_names)
        where = self.scope(understood.city, lang) if understood.city else asked
        return where, scope.find(where, understood)

    def ask(self, query: str, city: str, lang: str) -> list[tuple[Record, Answer]]:
        """The records that answer a query, best first."""
        where, found = self.found(query, city, lang)
        return [(where.records[answer.number], answer) for answer in found.answers]
