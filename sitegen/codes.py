"""Every kind of fault content can have, in one table; docs/errors/ explains each, tests/invalid/ has a sample."""

from __future__ import annotations

from sitegen.diagnostics import Code

NOT_UTF8 = Code(
    "not-utf8",
    "error",
    "this file is not UTF-8 text",
    "save it as UTF-8",
    "Entries are UTF-8, so that every script can be read on every machine.",
)
CONTROL_CHARACTER = Code(
    "control-character",
    "error",
    "the invisible character {character} stands here",
    "delete it",
    "Invisible control characters can hide lines from a reader and change what a program reads.",
)
TOO_LARGE = Code(
    "too-large",
    "error",
    "this file has {size} bytes, {limit} are allowed",
    "split it or shorten it",
    "A page that long is not read by anybody and slows every build.",
)
FRONT_MATTER = Code(
    "front-matter",
    "error",
    "the entry does not begin with a line of ---",
    "begin with a line of ---, then the fields, then a second line of --- before the text",
    "The fields stand first, then the text.",
)
FRONT_MATTER_END = Code(
    "front-matter-end",
    "error",
    "the line of --- that ends the fields is missing",
    "put a line of --- behind the last field, before the text",
    "Without it nobody can tell where the fields end and the text begins.",
)
MERGE_CONFLICT = Code(
    "merge-conflict",
    "error",
    "two versions of the text stand here one after the other: a merge was not finished",
    "keep the right one and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
    "A merge tool leaves both versions where it cannot choose; a person must.",
)
LOST_TEXT = Code(
    "lost-text",
    "warning",
    "the text from # on is taken for a comment and does not appear",
    "put the whole value into quotation marks; where it is a comment, write a space behind the #",
    "In YAML a # behind a space begins a comment, and what follows is lost silently.",
)
YAML_SYNTAX = Code(
    "yaml-syntax",
    "error",
    "the fields cannot be read here: {problem}",
    "{cure}",
    "Fields are written in YAML; where its rules are broken, a program cannot tell names from values.",
)
FULL_WIDTH = Code(
    "full-width",
    "error",
    'a full-width {character} stands where "{plain}" belongs',
    'switch the keyboard to half-width signs and type "{plain}" in its place',
    "Names and values are told apart by plain signs only; inside a text full-width signs are right.",
)
YAML_DUPLICATE = Code(
    "duplicate-key",
    "error",
    '"{key}" is stated twice',
    "keep one of them; the first stands in line {first}",
    "YAML would keep one value silently and lose the other.",
)
YAML_ANCHOR = Code(
    "yaml-anchor",
    "error",
    "anchors, aliases and merge keys (&, *, <<) are not used here",
    "write the value out",
    "They make a value depend on another place, which editors and forms do not see.",
)
YAML_TAG = Code(
    "yaml-tag",
    "error",
    'the tag "{tag}" is not used here',
    "remove it, or put the whole value into quotation marks",
    "The schema says what type a value has.",
)
YAML_DEPTH = Code(
    "yaml-depth",
    "error",
    "values are nested more than {limit} deep",
    "state them more simply",
    "No field of an entry is nested that deep.",
)
STRAY_FILE = Code(
    "stray-file",
    "warning",
    "this file is no part of the directory and is not published",
    "move it out of content/, or give it the place and the ending of an entry (.md or .yaml)",
    "A misplaced entry would silently not appear.",
)
BAD_ID = Code(
    "bad-id",
    "error",
    '"{word}" cannot be an id',
    "use lower-case letters a-z, digits and single hyphens",
    "Ids become addresses, which must work on every server, disk and keyboard.",
)
RESERVED_ID = Code(
    "reserved-id",
    "error",
    '"{word}" is the address of another page',
    "choose another id",
    "Some first path segments belong to the hub, some last ones to the lists of a city.",
)
DUPLICATE_ENTRY = Code(
    "duplicate-entry",
    "error",
    "this entry exists twice: {other} holds the same id",
    "keep one of the two files",
    "Two files would fight for one address.",
)
UNKNOWN_LANGUAGE = Code(
    "unknown-language",
    "error",
    '"{word}" is not a language of this site',
    "the languages are {known}",
    "A translation is only shown in a language that site.yaml lists.",
)
NOT_MAPPING = Code(
    "not-mapping",
    "error",
    "{what} must be fields with values, not {found}",
    "write one `name: value` a line",
    "The schema gives every value a name.",
)
NOT_LIST = Code(
    "not-list",
    "error",
    '"{field}" must be a list, not {found}',
    "put a hyphen before each of its values",
    "This field may hold several values.",
)
NOT_TEXT = Code(
    "not-text",
    "error",
    '"{field}" must be a single value, not {found}',
    "write one value behind the colon",
    "This field holds one value.",
)
UNKNOWN_FIELD = Code(
    "unknown-field",
    "error",
    '"{word}" is not a field of {what}',
    "the fields are {known}",
    "A misspelt field would silently be lost.",
)
MISPLACED_FIELD = Code(
    "misplaced-field",
    "error",
    '"{word}" is a field of {owner}, not of {what}',
    "move it there and check the indentation, or remove it",
    "A field at the wrong level would silently be lost.",
)
NOT_TRANSLATED = Code(
    "not-translated",
    "error",
    '"{word}" is not a text field and is not stated in a translation',
    "remove it; the entry itself states it",
    "Facts are stated once, in the entry; a translation holds texts only.",
)
TRANSLATION_LENGTH = Code(
    "translation-length",
    "error",
    '"{field}" has {found} values here and {expected} in the entry',
    "translate the list value by value, in its order; ~ leaves one out",
    "Lists align by their order; an extra value would belong to nothing.",
)
TRANSLATION_ORPHAN = Code(
    "translation-orphan",
    "error",
    "there is no entry that this file translates",
    "rename it after the entry, or add the entry {expected}",
    "A translation lies beside the file that it translates.",
)
TRANSLATION_OF_DEFAULT = Code(
    "translation-of-default",
    "error",
    '"{word}" is the language of the entries themselves',
    "write it into the entry and delete this file, or name another language",
    "An entry is written in the site's default language; only other languages have files of their own.",
)
UNKNOWN_WORD = Code(
    "unknown-word",
    "error",
    '"{word}" is not a value of "{field}"',
    "the values are {known}",
    "Pages, filters and exports know these words only.",
)
MISSING_FIELD = Code(
    "missing-field", "error", '"{field}" is missing', "state it: {doc}", "Readers need it, so every entry states it."
)
EMPTY_FIELD = Code(
    "empty-field",
    "warning",
    '"{field}" has no value',
    "fill it in, remove the line, or write ~ to delete an inherited value",
    "An empty value says nothing; it may be forgotten.",
)
JOINED_LIST = Code(
    "joined-list",
    "warning",
    '"{word}" is read as one single name',
    "put each name into quotes or on a line of its own and separate them with a plain comma: [{split}]",
    "Only a plain comma separates the values of a list.",
)
TOO_LONG = Code(
    "too-long",
    "error",
    '"{field}" has {found} characters, at most {limit} are allowed',
    "say it shorter; the body has room",
    "Lists and search results show this text whole.",
)
BAD_NUMBER = Code(
    "bad-number",
    "error",
    '"{word}" is not a whole number from {low} to {high}',
    "write digits only",
    "The value is counted with.",
)
BAD_DEGREES = Code(
    "bad-degrees",
    "error",
    '"{word}" is not a number of degrees between -{bound} and {bound}',
    "write decimal degrees, and take care not to exchange the two: lat: 23.13, lon: 113.32",
    "A map would show the wrong place.",
)
BAD_AMOUNT = Code(
    "bad-amount",
    "error",
    '"{word}" is not an amount of money',
    "write digits with at most two decimals and no currency sign, such as 40 or 12.50",
    "Amounts are shown and compared; the currency has a field of its own.",
)
BAD_DATE = Code(
    "bad-date",
    "error",
    '"{word}" is not a date',
    "write year-month-day, such as 2026-11-22",
    "Dates are ISO 8601, so that nobody has to guess which number is the month.",
)
BAD_MOMENT = Code(
    "bad-moment",
    "error",
    '"{word}" is not a date or a time of a date',
    "write 2026-11-22 or 2026-11-22T09:00",
    "A notice starts and ends at a moment that a computer understands.",
)
BAD_CLOCK = Code(
    "bad-clock",
    "error",
    '"{word}" is not a time of day',
    'write hours and minutes, such as "09:00"',
    "Opening hours are calculated with.",
)
BAD_PERIOD = Code(
    "bad-period",
    "error",
    '"{word}" is not a length of time',
    "write a number and days, weeks, months or years: 12 months",
    "It says when the entry must be checked again.",
)
BAD_URL = Code(
    "bad-url",
    "error",
    '"{word}" is not an address that may be linked',
    "write it whole with its scheme: https://…; allowed are {schemes}",
    "Other schemes can run programs on a reader's device; half addresses lead nowhere.",
)
BAD_PATTERN = Code(
    "bad-pattern",
    "error",
    '"{word}" does not look like a value of "{field}"',
    'an example: "{example}"',
    "The value is used by programs, which need its usual form.",
)
BAD_LANGUAGE = Code(
    "bad-language",
    "error",
    '"{word}" is not a language tag',
    "write a BCP 47 tag such as zh-Hans or en",
    "Browsers choose fonts and voices by it.",
)
BAD_TIMEZONE = Code(
    "bad-timezone",
    "error",
    '"{word}" is not a time zone',
    "write an IANA name such as Asia/Shanghai",
    "Notices start and end in the site's time zone.",
)
BAD_SPAN = Code(
    "bad-span",
    "error",
    "it closes at {to}, before it opens at {opens}",
    "write the earlier time first; split hours over midnight in two",
    "Readers would stand before a closed door.",
)
BAD_VISITS = Code(
    "bad-visits",
    "error",
    "the fewest visits ({low}) are more than the most ({high})",
    "exchange them",
    "The page says how often one has to go there.",
)
BAD_PERIOD_ORDER = Code(
    "bad-order",
    "error",
    "it ends at {ends}, before it starts at {starts}",
    "exchange them",
    "The notice would never show.",
)
BAD_DEFAULT_LANGUAGE = Code(
    "bad-default-language",
    "error",
    '"{word}" is not among the languages of the site',
    "the languages are {known}",
    "The default language is the one at the root of the site.",
)
UNKNOWN_CITY = Code(
    "unknown-city",
    "error",
    'there is no city "{word}"',
    "a city has a folder in cities/ with a city.yaml",
    "Every entry of a city needs the city.",
)
UNKNOWN_CATEGORY = Code(
    "unknown-category",
    "error",
    'there is no category "{word}"',
    "categories are the files in categories/",
    "Readers find a service through its category.",
)
UNKNOWN_SERVICE = Code(
    "unknown-service",
    "error",
    'there is no service "{word}"',
    "write <category>/<service> of the same city or catalogue, or <city>/<category>/<service>",
    "A link to nothing helps nobody.",
)
UNKNOWN_CATALOGUE = Code(
    "unknown-catalogue",
    "error",
    'the catalogue has no "{word}"',
    "its entries are the files in catalogue/",
    "An entry can only be a version of a template that exists.",
)
UNKNOWN_PROVIDER = Code(
    "unknown-provider",
    "error",
    'there is no provider "{word}"',
    "providers are the files in providers/",
    "Readers must learn who is responsible.",
)
UNKNOWN_LOCATION = Code(
    "unknown-location",
    "error",
    'there is no location "{word}"',
    "locations are the files in cities/<city>/locations/",
    "Readers would be sent to a place nobody knows.",
)
UNKNOWN_NOTICE = Code(
    "unknown-notice",
    "error",
    'there is no notice "{word}"',
    "notices are the files in notices/",
    "It would replace nothing.",
)
UNKNOWN_SCOPE = Code(
    "unknown-scope",
    "error",
    '"{word}" is no scope',
    "write hub, city/ID, category/ID, provider/ID, service/CITY/CATEGORY/SERVICE or services/CATEGORY/SERVICE",
    "The notice would show nowhere.",
)
ADOPTED_PATH = Code(
    "adopted-path",
    "error",
    "the city adopts {catalogue}, and this file does not say that it extends it",
    "add `extends: {catalogue}`, or take it out of the city's adopts with -{catalogue}",
    "Two services would claim one address.",
)
CYCLE = Code(
    "cycle",
    "error",
    "the parents go round in a circle: {chain}",
    "remove one of them",
    "A family needs a head, a tree a root.",
)
NO_CHANNEL = Code(
    "no-channel",
    "error",
    "there is no channel",
    "state at least one way to be served, such as a phone number",
    "A reader must learn where to turn.",
)
SAME_PATH = Code(
    "same-path",
    "error",
    'the former path "{word}" is the address of a page today',
    "remove it from redirects",
    "A page cannot be at two places.",
)
DUPLICATE_CATALOGUE = Code(
    "extended-twice",
    "error",
    "{other} is a version of the same catalogue entry",
    "keep one of the two in this city",
    "In one city a service of the catalogue exists once.",
)
PRIVATE_PATH = Code(
    "bad-redirect",
    "error",
    '"{word}" is not a former path',
    "write the path without the site's address, such as guangzhou/tax/old-name",
    "It must be a path inside the site.",
)
REPLACED_MISSING = Code(
    "closed-alone",
    "warning",
    "the closed entry does not say what replaces it",
    "add replaced_by, or say in the body where to turn",
    "Who comes here should be led on.",
)
RELATIVE_LINK = Code(
    "relative-link",
    "warning",
    'the link to "{word}" is taken out: only whole addresses can be linked in a text',
    "write https://…, or list the service under related",
    "A text is shown at several addresses, so a half address would be dead on some of them.",
)
RAW_HTML = Code(
    "raw-html",
    "warning",
    "HTML is shown as it stands, it is not run: {word}",
    "write plain words; the text below the fields may be Markdown",
    "HTML in entries could harm readers.",
)
GAP = Code(
    "gap",
    "warning",
    '"{field}" is not known yet',
    "find it out and state it: {doc}",
    "Readers ask for it; where nothing certain is known it stays a gap that the report counts.",
)
GAPS = Code(
    "gaps",
    "warning",
    'imported entries of {owner} that do not state "{field}": {count}',
    "find it out and state it: {doc}",
    "Gaps of imported entries are reported in one line, since they are filled one owner at a time.",
)
DEBRIS = Code(
    "debris",
    "warning",
    'a remnant of machine translation stands here: "{word}"',
    "translate the sentence again",
    "Readers meet a word that means nothing.",
)
ZERO_VISITS = Code(
    "zero-visits",
    "warning",
    "it says that nobody need come, and every channel is a place to go to",
    "state the channel by web, app, phone or post that saves the way, or correct the visits",
    "Who reads 0 visits must find the way to be served from home.",
)
NO_REASON = Code(
    "no-reason",
    "warning",
    "a visit is asked for, and no reason is stated",
    "state why one must come: visits: {{min: …, max: …, reason: …}}",
    "A visit that has no reason can be spared; who must go wants to know why.",
)
NO_BASIS = Code(
    "no-basis",
    "warning",
    'the fee "{name}" has no basis',
    "name the rule that sets it: basis: …",
    "A public fee rests on a published rule; without one nobody can tell whether it is due.",
)
SAME_CONTACT = Code(
    "same-contact",
    "warning",
    "questions and complaints go to the same contact: {word}",
    "state another one to complain to, or leave complain out",
    "A complaint must reach somebody else than the one complained about.",
)
QUESTION_TITLE = Code(
    "question-title",
    "warning",
    'the {field} asks a question: "{word}"',
    "write the service's name, and the question under questions",
    "Titles are names, so that lists can be scanned; questions have a field of their own that search asks.",
)
TAKEN_ALIAS = Code(
    "taken-alias",
    "warning",
    'the alias "{word}" is the name of another service: {other}',
    "remove it, or choose the word that people use for this one only",
    "Who types the name of a service wants that one.",
)
SAME_TITLE = Code(
    "same-title",
    "warning",
    '{other} has the same name: "{word}"',
    "merge the two, give them one parent, or say in the short_title how they differ",
    "Two lines that read the same in a list leave the choice to luck.",
)
OTHER_CITY = Code(
    "other-city",
    "warning",
    'the text speaks of another city: "{word}"',
    "correct it, or make it a link to that city's page",
    "An entry copied from another city sends its readers to the wrong place.",
)
EMPTY_BODY = Code(
    "empty-body",
    "warning",
    "this text says nothing",
    "write a sentence, or remove the text",
    "A heading without a text under it promises what the page does not hold.",
)
COPIED_BODY = Code(
    "copied-body",
    "warning",
    "this text is the same as the one of {other}",
    "write what is special here, or remove it; a text for all belongs into the catalogue",
    "A copied text is right for one of the two at most, and nobody corrects it twice.",
)
HEADING_ORDER = Code(
    "heading-order",
    "warning",
    "a heading of level {found} stands here, where level {expected} belongs",
    "begin it with {like_this}",
    "Screen readers lead through a page by its headings; the title of the page is level 1.",
)
LINK_TEXT = Code(
    "link-text",
    "warning",
    'the link says "{word}", not where it leads',
    "name the page: [title of the page](https://…)",
    "Who hears the links of a page one by one learns nothing from such a text.",
)
PLAIN_HTTP = Code(
    "plain-http",
    "warning",
    'addresses at {host} that begin with "http://": {count}',
    "write https:// where the host answers to it",
    "On the way a page without encryption can be read and changed by anybody.",
)
FALSE_HOST = Code(
    "false-host",
    "error",
    'the address "{word}" leads elsewhere than it seems',
    "write the body's own address, with no name and @ before the host and in the letters of one alphabet",
    "Such addresses are made to deceive: https://gov.cn@example.org leads to example.org.",
)
UNNAMED_HOST = Code(
    "unnamed-host",
    "warning",
    "nobody can read whose host this is: {word}",
    "write the host's name in its own letters",
    "Readers and reviewers tell an official address by its name.",
)
CLOSED_RELATED = Code(
    "closed-related",
    "warning",
    '"{word}" leads to nothing new: {problem}',
    "remove it, or name another service",
    "A list of related services leads on, not to a closed door and not back.",
)
ODD_VERIFIED = Code(
    "odd-verified",
    "warning",
    "{found} cannot be the day on which this was checked",
    "write the day on which somebody last compared the entry with its source, not a later one",
    "The day says how far the entry can be trusted, and when it falls due.",
)
LEFTOVER = Code(
    "leftover",
    "warning",
    '{problem}: "{word}"',
    "{cure}",
    "Readers meet signs that were meant for a program or an editor.",
)
IMPORTED = Code(
    "imported",
    "warning",
    'imported entries of {owner} with "{name}": {count}; this is the first',
    "mend them through the mapping file, or ask the owner",
    "What is wrong with imported entries is reported in one line for each owner, since it is mended at its source.",
)
SYNONYM_CYCLE = Code(
    "synonym-cycle",
    "warning",
    "meanings go round in a circle: {chain}",
    "use `words` where both mean the same, else remove one of them",
    "Words that mean each other mean the same, and one list says so at a glance.",
)
SYNONYM_GENERAL = Code(
    "synonym-general",
    "warning",
    'the word "{word}" is too short or too general: it stands for {count} of {total} services',
    "use a longer word that says which of them is meant, or remove it",
    "Such a word drowns whatever else a query asks for.",
)
SYNONYM_REPEATED = Code(
    "synonym-repeated",
    "warning",
    '"{word}" stands in line {first} already',
    "remove one of the two; search takes no notice of signs, width, case and traditional characters",
    "What is said twice is mended once.",
)
SYNONYM_UNHEARD = Code(
    "synonym-unheard",
    "warning",
    'no query can hold "{word}": the question word "{phrase}" is taken out first',
    "write the word without it, or remove it from search/stop_phrases.yaml",
    "Question words are taken out of a query before the thesaurus is asked.",
)
EXPECTATION_MISSED = Code(
    "expectation",
    "warning",
    'the query "{query}" does not bring {word} among the first {limit}',
    "add an alias or a synonym, or correct the expectation",
    "Ranking must not rot unnoticed.",
)
EXPECTATION_UNWANTED = Code(
    "expectation-unwanted",
    "warning",
    'the query "{query}" brings {word}, which it must not',
    "look at the aliases and synonyms that match it",
    "Nothing may pretend to match.",
)
DEAD_LINK = Code(
    "dead-link",
    "error",
    'the link to "{word}" leads nowhere',
    "correct the template or the entry that makes it",
    "Every link between pages must lead somewhere, from a server and from disk.",
)
OUTSIDE_GONE = Code(
    "outside-gone",
    "warning",
    '"{word}" leads nowhere: {problem}',
    "look for the new address of the page, or take the link away",
    "Whoever follows the link stands before nothing.",
)
OUTSIDE_MOVED = Code(
    "outside-moved",
    "warning",
    '"{word}" has moved for good',
    "write the new address",
    "Old addresses are forwarded for a while only.",
)
OUTSIDE_UNSAFE = Code(
    "outside-unsafe",
    "warning",
    '"{word}" has no safe connection: {problem}',
    "open it in a browser; where that warns too, ask the body for an address that works",
    "A browser warns readers away from such a page.",
)
OUTSIDE_SILENT = Code(
    "outside-silent",
    "warning",
    '"{word}" could not be checked since {since}: {problem}',
    "open it in a browser; where it fails too, correct the link or take it away",
    "A server may be down for a night; one that fails on several days may be gone.",
)
UNREACHED = Code(
    "unreached",
    "error",
    "the hub does not lead here in {steps} steps",
    "link to it from a list",
    "Readers must find every page by links alone.",
)
EMPTY_GROUP = Code(
    "empty-group",
    "error",
    "a group has no {field}",
    "remove the field, or remove kind: group",
    "A group only holds its services together.",
)
NO_TABLE = Code(
    "no-table",
    "error",
    'there is no file "{file}"',
    "paths in a mapping begin at the mapping file's folder",
    "An import reads its rows and tables from files.",
)
BAD_TABLE = Code(
    "bad-table",
    "error",
    "this table cannot be read: {problem}",
    "{cure}",
    "An import takes a whole table or nothing.",
)
UNKNOWN_COLUMN = Code(
    "unknown-column",
    "error",
    'no row has a column "{word}"',
    "the columns are {known}",
    "A misspelt column would silently leave its field empty.",
)
UNKNOWN_TABLE = Code(
    "unknown-table",
    "error",
    'there is no table "{word}"',
    "tables get their names under tables: {known}",
    "Values are looked up in tables that the mapping names.",
)
BAD_REGEX = Code(
    "bad-regex",
    "error",
    '"{word}" is no regular expression: {problem}',
    "check its brackets and backslashes",
    "A pattern takes a part out of a text.",
)
REPEATED_KEY = Code(
    "repeated-key",
    "warning",
    'the key "{key}" stands in line {first} of {file} too',
    "give each row a key of its own; both were imported",
    "The key tells an import which entry a row belongs to.",
)
ROW_DROPPED = Code(
    "row-dropped",
    "warning",
    "this row became no {kind}: {reason}",
    "mend the row, or the mapping",
    "An entry that readers cannot use is not written.",
)
ROW_VANISHED = Code(
    "row-vanished",
    "warning",
    "the table of {mapping} has no row for this entry any more",
    "close it with status: closed and replaced_by, or delete the file",
    "An import never deletes: links may lead here.",
)
MOVED_PAGE = Code(
    "moved-page",
    "error",
    "the page {old} is at {new} now, and its old address leads nowhere",
    "add or replace this line: {line}",
    "People keep addresses and other websites link to them: an old address must lead on.",
)

SPACING = Code(
    "spacing",
    "warning",
    '"{word}" should be "{better}"',
    "write it so, or run: python build.py check --fix",
    "Chinese is easier to read with a blank beside Latin letters and digits, and with full-width marks.",
)
ALL: tuple[Code, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Code))
BY_NAME: dict[str, Code] = {code.name: code for code in ALL}
