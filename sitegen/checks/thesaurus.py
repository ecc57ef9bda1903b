"""The thesaurus: circles of meanings, words that say too little, what is given twice, what no query can hold.

Words are compared as search compares them (`terms.spaced`). A word that people type stands in `words` or `from`; it
means the others in `words`, or those in `to`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sitegen import codes, model, source, terms
from sitegen.checks.walk import Keys
from sitegen.diagnostics import Code, Diagnostic, Span, fault
from sitegen.directory import Directory
from sitegen.entry import Entry
from sitegen.source import Mapping

FEWEST_SERVICES = 50
GENERAL_SHARE = 1 / 5
SHOWN = 4

Groups = Sequence[model.Synonyms]
Finding = tuple[Code, Keys, dict[str, str]]


def check(directory: Directory) -> Iterator[Diagnostic]:
    """A report for each word or group that does harm or nothing, at the word in question."""
    entry = directory.shelf.get("synonyms", "synonyms")
    if entry is None:
        return
    groups = directory.synonyms
    phrases = dict(directory.stop_phrases).get(directory.default.lang.lower(), ())
    found = [*_circles(groups), *_general(groups, _names(directory)), *_unheard(groups, phrases)]
    repeated = list(_repeated(groups))
    if found or repeated:
        spans = _Spans(entry)
        if len(spans.rows) == len(groups):  # a faulty row was left out: the others are judged once it is mended
            for code, keys, values in found:
                yield fault(code, spans.of(keys), **values)
            for keys, word, first in repeated:
                yield fault(codes.SYNONYM_REPEATED, spans.of(keys), word=word, first=str(spans.of(first).line))


class _Spans:
    """The places of words in the file, which is read again once for all of them."""

    def __init__(self, entry: Entry) -> None:
        parsed, _ = source.parse(entry.source)
        self.rows = parsed.root.items if parsed and isinstance(parsed.root, source.Sequence) else ()

    def of(self, keys: Keys) -> Span:
        """The place of a row (its number), or of a word in it (and the list's name, and the word's number)."""
        row = self.rows[int(keys[0])]
        if len(keys) == 1 or not isinstance(row, Mapping):
            return row.span
        value = next(value for name, value in row.pairs if name.value == keys[1])
        return value.items[int(keys[2])].span if isinstance(value, source.Sequence) else value.span


def _typed(group: model.Synonyms) -> tuple[str, tuple[str, ...]]:
    """The words of a group that people type, behind the name of their list."""
    return ("words", group.words) if group.words else ("from", group.source)


def _circles(groups: Groups) -> Iterator[Finding]:
    """Words that mean but themselves, and for each one-way group the shortest circle that it lies in, each once.

    Every word of `from` means every word of `to`: groups lie in a circle if some words of them do.
    """
    sources = [_first_places(group.source if not group.words else ()) for group in groups]
    targets = [_first_places(group.target if not group.words else ()) for group in groups]
    asking: dict[str, list[int]] = {}
    for number, said in enumerate(sources):
        for word in said:
            asking.setdefault(word, []).append(number)
    following = [
        dict.fromkeys(n for word in means for n in asking.get(word, ()) if n != number)
        for number, means in enumerate(targets)
    ]
    reported: set[frozenset[int]] = set()
    for number, said in enumerate(sources):
        for word in said.keys() & targets[number].keys() if len(said) == 1 else ():
            own = groups[number].source[said[word]]
            yield codes.SYNONYM_CYCLE, (number, "from", said[word]), {"chain": f"{own} → {own}"}
        circle = _way_back(number, following)
        if circle and frozenset(circle) not in reported:
            reported.add(frozenset(circle))
            low = circle.index(min(circle))
            circle = circle[low:] + circle[:low]
            steps = zip([circle[-1], *circle[:-1]], circle, strict=True)
            places = [next(sources[b][word] for word in targets[a] if word in sources[b]) for a, b in steps]
            words = [groups[n].source[place] for n, place in zip(circle, places, strict=True)]
            shown = [*words, words[0]] if len(words) <= SHOWN else [*words[:SHOWN], "…"]
            yield codes.SYNONYM_CYCLE, (circle[0], "from", places[0]), {"chain": " → ".join(shown)}


def _first_places(words: Sequence[str]) -> dict[str, int]:
    """The words as search compares them, in their order, and where each stands first."""
    found: dict[str, int] = {}
    for place, word in enumerate(words):
        found.setdefault(terms.spaced(word), place)
    return {word: place for word, place in found.items() if word}


def _way_back(start: int, following: Sequence[Iterable[int]]) -> list[int]:
    """The shortest way from a group back to itself over others; empty where there is none."""
    before: dict[int, int] = {}
    edge = [start]
    while edge and start not in before:
        further = []
        for number in edge:
            for after in following[number]:
                if after not in before:
                    before[after] = number
                    further.append(after)
        edge = further
    way = [start] if start in before else []
    while way and before[way[-1]] != start:
        way.append(before[way[-1]])
    return way[:1] + way[:0:-1]


def _names(directory: Directory) -> list[str]:
    """What each service is called in all languages, folded: one text for a catalogue entry and its cities' versions."""
    found: dict[str, set[str]] = {}
    for edition in directory.editions:
        for service in (*edition.templates.values(), *edition.published):
            names = [service.title, *([service.short_title] if service.short_title else []), *service.aliases]
            if service.published:
                found.setdefault(service.catalogue or service.id, set()).update(map(str, names))
    return ["\n".join(map(terms.fold, sorted(names))) for names in found.values()]


def _general(groups: Groups, names: Sequence[str]) -> Iterator[Finding]:
    """Words of one character, and those whose meanings stand in the names of more than a fifth of the services.

    A word is reported once, at the group that brings most of what it brings.
    """
    holders: dict[str, set[int]] = {}
    for number, text in enumerate(names):
        for char in set(text):
            holders.setdefault(char, set()).add(number)
    nobody: set[int] = set()
    held: dict[str, set[int]] = {}

    def called(target: str) -> set[int]:
        if target not in held:
            plain = terms.fold(target)
            rarest = min((holders.get(char, nobody) for char in plain), key=len, default=nobody)
            held[target] = {number for number in rarest if plain in names[number]}
        return held[target]

    brought: dict[str, set[int]] = {}
    places: dict[str, tuple[int, Keys, str]] = {}
    for number, group in enumerate(groups):
        name, said = _typed(group)
        for place, word in enumerate(said):
            plain = terms.spaced(word)
            meant = [called(target) for target in group.words or group.target if terms.spaced(target) != plain]
            services = nobody.union(*meant)
            brought.setdefault(plain, set()).update(services)
            if plain not in places or len(services) > places[plain][0]:
                places[plain] = len(services), (number, name, place), word
    for plain, (_, keys, word) in places.items():
        count, total = len(brought[plain]), len(names)
        if len(plain) == 1 or (total >= FEWEST_SERVICES and count > total * GENERAL_SHARE):
            yield codes.SYNONYM_GENERAL, keys, {"word": word, "count": str(count), "total": str(total)}


def _repeated(groups: Groups) -> Iterator[tuple[Keys, str, Keys]]:
    """Words that stand in a list twice, and groups that stood before: the place, what it is, its first place."""
    known: dict[tuple[frozenset[str], ...], int] = {}
    for number, group in enumerate(groups):
        lists = {"words": group.words, "from": group.source, "to": group.target}
        for name, words in lists.items():
            first: dict[str, int] = {}
            for place, word in enumerate(words):
                earlier = first.setdefault(terms.spaced(word), place)
                if earlier != place:
                    yield (number, name, place), word, (number, name, earlier)
        same = tuple(frozenset(map(terms.spaced, words)) for words in lists.values())
        before = known.setdefault(same, number)
        if before != number and any(same):
            said = _typed(group)[1]
            yield (number,), ", ".join(said[:SHOWN]) + (" …" if len(said) > SHOWN else ""), (before,)


def _unheard(groups: Groups, phrases: Iterable[str]) -> Iterator[Finding]:
    """Words that hold a question word, which every query loses before the thesaurus is asked."""
    stripped = {terms.spaced(phrase) for phrase in phrases}
    for number, group in enumerate(groups):
        name, said = _typed(group)
        for place, word in enumerate(said):
            held = stripped.intersection(_parts(terms.runs(word)))
            if held and terms.spaced(word) not in stripped:
                longest = min(held, key=lambda phrase: (-len(phrase), phrase))
                yield codes.SYNONYM_UNHEARD, (number, name, place), {"word": word, "phrase": longest}


def _parts(runs: Sequence[terms.Run]) -> Iterator[str]:
    """All that can be taken out of a text: characters that stand together, and neighbouring whole words."""
    for start, run in enumerate(runs):
        if run.cjk:
            yield from (
                run.text[low:high] for low in range(len(run.text)) for high in range(low + 1, len(run.text) + 1)
            )
        for end in range(start + 1, len(runs) + 1):
            yield " ".join(other.text for other in runs[start:end])
