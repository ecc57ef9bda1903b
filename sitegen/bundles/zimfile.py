"""ZIM files with the same bytes on every machine. The only module that knows libzim, and loaded only when asked for."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b, md5
from pathlib import Path

from libzim.writer import Creator, Hint, IndexData, Item, StringProvider

from sitegen import cache
from sitegen.bundles.articles import Article, Redirect

ICON_SIZE = 48
CALLED = 3  # times that a name counts as much as another word for the same thing
# https://wiki.openzim.org/wiki/ZIM_file_format: the file's UUID stands at byte 8, the MD5 of all before it at the end.
# https://xapian.org: a database is known by these bytes and the number of its format, its UUID follows.
UUID_AT, UUID_SIZE, SUM_SIZE = 8, 16, 16
DATABASE = re.compile(rb"\x0f\rXapian Glass..", re.DOTALL)


class _Words(IndexData):  # type: ignore[misc]  # the library is untyped
    """What the full text knows of an article."""

    def __init__(self, article: Article) -> None:
        super().__init__()
        self.article = article

    def has_indexdata(self) -> bool:
        return bool(self.article.title)

    def get_title(self) -> str:
        return _plain(self.article.title)

    def get_content(self) -> str:
        return _plain(self.article.text)

    def get_keywords(self) -> str:
        words = self.article.keywords
        return _plain("\n".join(words.called * CALLED + words.meant))

    def get_wordcount(self) -> int:
        return len(self.article.text)

    def get_geoposition(self) -> None:
        return None


class _Item(Item):  # type: ignore[misc]  # the library is untyped
    """An article with its bytes."""

    def __init__(self, article: Article, store: Path) -> None:
        super().__init__()
        self.article, self.store = article, store

    def get_path(self) -> str:
        return self.article.path

    def get_title(self) -> str:
        return self.article.title

    def get_mimetype(self) -> str:
        return self.article.mime

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(cache.get(self.store, self.article.blob))

    def get_hints(self) -> dict[Hint, bool]:
        return {Hint.FRONT_ARTICLE: bool(self.article.title), Hint.COMPRESS: self.article.mime != "image/png"}

    def get_indexdata(self) -> _Words:
        return _Words(self.article)


def write(
    articles: Iterable[Article],
    redirects: Iterable[Redirect],
    metadata: Mapping[str, str],
    icon: bytes,
    main: str,
    store: Path,
    to: Path,
) -> None:
    """Write a ZIM file. `metadata` is by the names of openZIM, `icon` a PNG of 48 by 48, `main` the first page's path.

    Raises OSError where the disk fails, RuntimeError where libzim does.
    """
    language = metadata["Language"].split(",")[0]
    with _no_output():
        creator = Creator(to).config_indexing(True, language).config_nbworkers(1).set_mainpath(main)
        with creator:
            for article in articles:
                creator.add_item(_Item(article, store))
            for redirect in redirects:
                creator.add_redirection(redirect.path, redirect.title, redirect.target, {Hint.FRONT_ARTICLE: True})
            creator.add_illustration(ICON_SIZE, icon)
            for name, text in metadata.items():
                creator.add_metadata(name, text)
    to.write_bytes(_settled(to.read_bytes()))


def _settled(data: bytes) -> bytes:
    """A ZIM file whose random numbers follow from the rest of it: its UUID, and those of the databases in it."""
    made = bytearray(data[:-SUM_SIZE])
    places = [UUID_AT, *(found.end() for found in DATABASE.finditer(data))]
    for at in places:
        made[at : at + UUID_SIZE] = bytes(UUID_SIZE)
    for at in places:
        made[at : at + UUID_SIZE] = blake2b(made, digest_size=UUID_SIZE).digest()
    return bytes(made) + md5(made, usedforsecurity=False).digest()


def _plain(text: str) -> str:
    """A text as libzim takes queries: lower case, without accents."""
    letters = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.category(c).startswith("M")))


@contextmanager
def _no_output() -> Iterator[None]:
    """Keep standard output free of what libzim tells there on its own: it belongs to `--json`."""
    kept = os.dup(1)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
