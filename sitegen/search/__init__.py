"""Search: records of services, their index in chunks, and the answers to a query. The only package that knows lunr."""

from sitegen.search.answer import Answer
from sitegen.search.desk import Desk
from sitegen.search.intent import Words, understand
from sitegen.search.keywords import Keywords, keywords
from sitegen.search.meanings import Groups
from sitegen.search.records import Record, city_records, hub_records
from sitegen.search.scope import PART, Found, Scope, chunk_files, find, make
from sitegen.search.words import as_json, groups, words

__all__ = [
    "PART",
    "Answer",
    "Desk",
    "Found",
    "Groups",
    "Keywords",
    "Record",
    "Scope",
    "Words",
    "as_json",
    "chunk_files",
    "city_records",
    "find",
    "groups",
    "hub_records",
    "keywords",
    "make",
    "understand",
    "words",
]
