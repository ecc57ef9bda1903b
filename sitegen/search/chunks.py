"""An index in chunks: terms in the order of their filing keys (`filing`), cut into ranges.

Ranges are separated by the fewest letters that tell them apart, looked for in the middle half of what is to be cut
(prefix B-trees, Bayer and Unterauer 1977): an edit hardly ever moves a cut. What can be told from the rest is not
written: weights from the postings, single characters from pairs, parents' names from the names, categories from their
records, of a term what it shares with the one before (front coding: Witten, Moffat and Bell 1999). In a language
without pinyin, ranges are larger: a mistyped word is looked for among all with its first letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise, takewhile

from sitegen import terms
from sitegen.search.filing import LAST, filing_keys
from sitegen.search.intent import LATER_WORDS, Words
from sitegen.search.records import Record, core

Fields = dict[str, list[int]]
MARKS = {
    "name": "!",
    "title": "#",
    "alias": "$",
    "question": "%",
    "synonym": "&",
    "related": "(",
    "category": "*",
    "said": ")",
}
TEXT_MARKS = {"summary": "#", "body": "$"}
FIRST_WORDS = "设立 新设 注册 申领 核发 新办 首次".split()
HEAD_LIMIT, TEXT_LIMIT, LETTER_LIMIT = 4_000, 5_000, 12_000
WHOLE = 2**40
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_CODED = re.compile("([A-Z])([^A-Z]*)")


@dataclass(frozen=True, slots=True)
class Shape:
    """How the records of a scope hang together: the parent of each (-1: none), and how many lie in each folder.

    `lengths` are those of their shortest titles, in characters or words; `later` tells which change or end something.
    """

    parents: tuple[int, ...]
    folders: tuple[tuple[str, int], ...]
    lengths: tuple[int, ...]
    later: tuple[bool, ...]

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self.parents)

    def members(self) -> list[range]:
        """The numbers of the records of each folder."""
        ends = list(accumulate(length for _, length in self.folders))
        return [range(end - length, end) for end, (_, length) in zip(ends, self.folders, strict=True)]

    def children(self) -> dict[int, list[int]]:
        """The numbers of the records below each record."""
        found: dict[int, list[int]] = {}
        for number, parent in enumerate(self.parents):
            if parent >= 0:
                found.setdefault(parent, []).append(number)
        return found


@dataclass(frozen=True, slots=True)
class Chunk:
    """The terms whose filing keys begin at `low`, and their postings: two texts, item by item.

    The terms are written as `front_code` does.
    """

    low: str
    terms: str
    postings: str


def shape(records: Sequence[Record]) -> Shape:
    """How these records hang together."""
    number = {record.id: n for n, record in enumerate(records)}
    parents = tuple(number.get(record.parent or "", -1) for record in records)
    folders = tuple((folder, len(list(group))) for folder, group in groupby(record.folder for record in records))
    lengths = tuple(min(map(length, record.texts["title"]), default=1) for record in records)
    later = tuple(any(map(is_later, record.texts["title"])) for record in records)
    return Shape(parents, folders, lengths, later)


def is_later(title: str) -> bool:
    """Whether a service changes or ends something that another one begins.

    What stands in brackets counts (`医疗机构执业审批（注销）`), unless it says what is included.
    """
    title = (core(title, ()) if "含" in title or "包括" in title else title).lower()
    return any(word in title for word in LATER_WORDS) and not any(word in title for word in FIRST_WORDS)


def length(name: str) -> int:
    """How many positions a query that is this name has: one for each character, one for each word."""
    return sum(len(run.text) if run.cjk else 1 for run in terms.runs(name)) or 1


def pack(
    postings: Mapping[str, Fields], marks: Mapping[str, str], words: Words, whole: Shape, limit: int
) -> list[Chunk]:
    """The index in chunks of about `limit` characters at most, by filing key."""
    folder = {n: number for number, members in enumerate(whole.members()) for n in members}

    def encode(fields: Fields) -> str:
        if "category" in fields:
            fields = {**fields, "category": sorted({folder[n] for n in fields["category"]})}
        return _encode(fields, marks)

    shared = {id(fields): encode(fields) for fields in {id(fields): fields for fields in postings.values()}.values()}
    written = {term: shared[id(fields)] for term, fields in postings.items()}
    filed: dict[str, list[str]] = {}
    pairs: dict[str, list[Fields]] = {}
    for term, fields in postings.items():
        for key in filing_keys(term, words):
            filed.setdefault(key, []).append(term)
        if is_pair(term):
            pairs.setdefault(term[0], []).append(fields)
    for char in pairs.keys() & postings.keys():
        written[char] = encode(_residue(postings[char], pairs[char]))
    sizes = [(key, sum(len(term) + len(written[term]) + 1 for term in held)) for key, held in sorted(filed.items())]
    keys = [key for key, _ in sizes]
    chunks = []
    for low, high in pairwise(["", *cuts(sizes, limit), LAST]):
        within = keys[bisect_left(keys, low) : bisect_left(keys, high)]
        items = list(_items({term for key in within for term in filed[key]}, written))
        chunks.append(Chunk(low, front_code(item for item, _ in items), " ".join(row for _, row in items)))
    return chunks


def _items(held: Iterable[str], written: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Terms and their postings as a chunk holds them: a character with the second ones of its pairs is one item."""
    for start, group in groupby(sorted(held), key=lambda term: term[0] if terms.is_cjk(term[0]) else term):
        together = list(group)
        if not terms.is_cjk(start[0]):
            yield start, written[start]
            continue
        seconds = [term for term in together if is_pair(term)]
        alone = written[start] if start in together else ""
        yield start + "".join(term[1] for term in seconds), ",".join([alone, *(written[term] for term in seconds)])


def front_code(items: Iterable[str]) -> str:
    """Texts without capital letters as one: each begins with a capital that says how much it shares with the last.

    A stands for nothing, Z for 25 characters. What browsers count as two characters is never shared.
    """
    text = last = ""
    for item in items:
        count = sum(
            1 for _ in takewhile(lambda pair: pair[0] == pair[1] <= "\uffff", zip(last[:25], item, strict=False))
        )
        text += CAPITALS[count] + item[count:]
        last = item
    return text


def front_decode(text: str) -> Iterator[str]:
    """The texts that `front_code` wrote."""
    item = ""
    for capital, rest in _CODED.findall(text):
        item = item[: CAPITALS.index(capital)] + rest
        yield item


def cuts(sizes: Sequence[tuple[str, int]], limit: int) -> list[str]:
    """Where to cut keys of these sizes, in order, so that no range is much larger than `limit`."""
    separators = [separator(low, high) for (low, _), (high, _) in pairwise(sizes)]
    ends = [0, *accumulate(size for _, size in sizes)]

    def cut(low: int, high: int) -> list[str]:
        whole = ends[high] - ends[low]
        if whole <= limit or high - low < 2:
            return []

        def far(n: int) -> int:
            return abs(2 * (ends[n] - ends[low]) - whole)

        within = range(low + 1, high)
        middle = [n for n in within if 2 * far(n) <= whole]
        best = min(middle, key=lambda n: (len(separators[n - 1]), far(n), n)) if middle else min(within, key=far)
        return [*cut(low, best), separators[best - 1], *cut(best, high)]

    return cut(0, len(sizes))


def separator(low: str, high: str) -> str:
    """The shortest beginning of `high` that is greater than `low`."""
    for end in range(1, len(high)):
        if high[:end] > low:
            return high[:end]
    return high


def locate(lows: Sequence[str], keys: Iterable[tuple[str, str]]) -> list[int]:
    """The numbers of the chunks that hold these ranges of keys."""
    found: set[int] = set()
    for low, high in keys:
        found.update(range(max(bisect_right(lows, low) - 1, 0), max(bisect_right(lows, high), 1)))
    return sorted(found)


def is_pair(term: str) -> bool:
    """Whether a term is two neighbouring characters."""
    return len(term) == 2 and terms.is_cjk(term[0])


def is_single(term: str) -> bool:
    """Whether a term is one character."""
    return len(term) == 1 and terms.is_cjk(term)


def _residue(single: Fields, pairs: Iterable[Fields]) -> Fields:
    """Of the records that hold a character, those that do not hold a pair that begins with it."""
    rest = {}
    rows = list(pairs)
    for name, numbers in single.items():
        left = set(numbers).difference(*(row.get(name, ()) for row in rows))
        if left:
            rest[name] = sorted(left)
    return rest


def numbers(steps: Iterable[int]) -> str:
    """Whole numbers as text, five bits a character, the lowest first; all characters but the last add 32."""
    text = ""
    for step in steps:
        while step > 31:
            text += DIGITS[32 + (step & 31)]
            step >>= 5
        text += DIGITS[step]
    return text


def _encode(fields: Fields, marks: Mapping[str, str]) -> str:
    """A posting as text: the mark of each field, then the steps from one number to the next."""
    text = ""
    for name, mark in marks.items():
        held = fields.get(name)
        if held:
            text += mark + numbers(b - a for a, b in pairwise((0, *held)))
    return text


def _decode(text: str, marks: Mapping[str, str]) -> Fields:
    names = {mark: name for name, mark in marks.items()}
    fields: Fields = {}
    numbers: list[int] = []
    at = step = shift = 0
    for char in text:
        if char in names:
            numbers = fields.setdefault(names[char], [])
            at = step = shift = 0
            continue
        digit = DIGITS.index(char)
        step |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            at += step
            numbers.append(at)
            step = shift = 0
    return fields


class Held:
    """The part of an index that some chunks hold, as a query needs it.

    `is_head` tells the index of names, where a wrong character is worth a second look, from that of running text.
    """

    def __init__(self, chunks: Iterable[Chunk], marks: Mapping[str, str], words: Words, whole: Shape) -> None:
        self._marks, self._children, self._members = marks, whole.children(), whole.members()
        self.is_head = "title" in marks  # the text index knows neither single characters nor families
        self._written: dict[str, str] = {}
        self._seconds: dict[str, list[str]] = {}
        self._sounding: dict[tuple[str, str], list[str]] = {}
        for chunk in chunks:
            for item, row in zip(front_decode(chunk.terms), chunk.postings.split(" "), strict=bool(chunk.terms)):
                if item in self._written:
                    continue
                if not terms.is_cjk(item[0]):
                    self._written[item] = row
                    if item[0] == "~" and terms.is_cjk(item[1]):
                        self._sound(item, item[1], "~", words)
                    continue
                for second, posting in zip(("", *item[1:]), row.split(","), strict=True):
                    self._add_character(item[0], second, posting, words)

    def _add_character(self, char: str, second: str, posting: str, words: Words) -> None:
        """Add a pair, or a character of its own: what is left of that lies in one of its chunks only."""
        known = self._written.get(char + second)
        if known is None and (second or self.is_head):
            self._written[char + second] = posting
            self._sound(char + second, char, "2" if second else "1", words)
            if second:
                self._seconds.setdefault(char, []).append(second)
        elif known == "":
            self._written[char] = posting

    def _sound(self, term: str, char: str, mark: str, words: Words) -> None:
        for syllable in words.readings(char):
            self._sounding.setdefault((syllable, mark), []).append(term)

    def has(self, term: str) -> bool:
        """Whether the index holds the term."""
        return term in self._written

    def sounding(self, syllable: str, mark: str) -> Iterable[str]:
        """Terms of characters whose first can be read so: pairs (mark `2`), single ones (`1`), meanings (`~`)."""
        return self._sounding.get((syllable, mark), ())

    def beginning(self, letters: str, mark: str) -> Iterator[str]:
        """Words, names or meanings of words with their marks, that begin with these letters."""
        for term in self._written:
            if term.startswith(mark + letters) and term[0] not in "=~".replace(mark, "") and not terms.is_cjk(term[0]):
                yield term

    def postings(self, term: str) -> Fields:
        """The numbers of the records that hold a term, by field."""
        fields = _decode(self._written[term], self._marks)
        if len(term) == 1 and term in self._seconds:
            rows = [_decode(self._written[term + second], self._marks) for second in self._seconds[term]]
            for name in {name for row in rows for name in row}:
                fields[name] = sorted({*fields.get(name, ()), *(n for row in rows for n in row.get(name, ()))})
        if "category" in fields:
            fields["category"] = sorted({n for c in fields["category"] for n in self._members[c]})
        heads = {*fields.get("title", ()), *fields.get("alias", ())}
        below = sorted({child for n in heads for child in self._children.get(n, ())})
        return {**fields, "parent": below} if below else fields
