"""What an editor most likely meant by a word or a value that is not known: for "did you mean" and "like this"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from unicodedata import normalize

from sitegen import schema
from sitegen.diagnostics import suggest

_WORDS = {
    "wechat": "mini_program",
    "微信": "mini_program",
    "小程序": "mini_program",
    "公众号": "official_account",
    "网上": "web",
    "网站": "web",
    "网页": "web",
    "website": "web",
    "电话": "phone",
    "热线": "phone",
    "短信": "sms",
    "窗口": "counter",
    "现场": "counter",
    "大厅": "counter",
    "自助机": "kiosk",
    "自助终端": "kiosk",
    "邮寄": "mail",
    "上门": "home_visit",
    "免费": "free",
    "不收费": "free",
    "无": "free",
    "0": "free",
    "未知": "unknown",
    "不详": "unknown",
    "是": "yes",
    "可以": "yes",
    "需要": "yes",
    "否": "no",
    "不可以": "no",
    "不需要": "no",
    "视情况": "conditional",
    "必要": "required",
    "必需": "required",
    "必须": "required",
    "非必要": "optional",
    "可选": "optional",
    "原件": "original",
    "复印件": "copy",
    "电子": "electronic",
    "电子版": "electronic",
    "工作日": "workday",
    "天": "day",
    "日": "day",
    "小时": "hour",
    "省": "province",
    "市": "city",
    "区": "district",
    "县": "county",
    "草稿": "draft",
    "正常": "active",
    "在用": "active",
    "有效": "active",
    "暂停": "suspended",
    "停办": "closed",
    "取消": "closed",
    "published": "active",
    "中文": "zh-Hans",
    "简体": "zh-Hans",
    "cn": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh": "zh-Hans",
    "英文": "en",
    "英语": "en",
    "Asia/Beijing": "Asia/Shanghai",
    "北京时间": "Asia/Shanghai",
    "北京": "Asia/Shanghai",
    "utc+8": "Asia/Shanghai",
    "+08:00": "Asia/Shanghai",
    "主项": "group",
    "gmt+8": "Asia/Shanghai",
    "y": "yes",
    "n": "no",
    **{
        f"{week}{day}": name
        for week in ("周", "星期")
        for day, name in zip("一二三四五六日天", ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "sun"), strict=True)
    },
}
_FIELDS = {
    "name": ("title",),
    "title": ("name",),
    "desc": ("summary",),
    "description": ("summary",),
    "标题": ("title", "name"),
    "名称": ("name", "title"),
    "简介": ("summary", "about"),
    "分类": ("also_in",),
    "category": ("also_in",),
    "department": ("provider",),
    "部门": ("provider",),
    "费用": ("fees",),
    "cost": ("fees",),
    "材料": ("documents",),
    "materials": ("documents",),
    "地址": ("address",),
    "电话": ("number", "phone", "phones", "hotline"),
    "tel": ("number", "phone", "phones", "hotline"),
    "phone": ("number", "phones", "hotline"),
    "link": ("url", "source_url"),
    "latitude": ("lat",),
    "longitude": ("lon",),
    "网址": ("url", "source_url"),
    "start": ("starts", "from"),
    "end": ("ends", "to"),
    "open": ("from",),
    "close": ("to",),
    "text": ("body", "about"),
    "type": ("kind",),
}
_QUOTES = "\"'“”‘’「」『』＂＇"
_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")


def word(text: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant, or an empty text."""
    known = list(known)
    plain = _plain(text)
    if plain in known:
        return plain
    meant = _WORDS.get(plain, "") or _WORDS.get(plain.lower(), "")
    return meant if meant in known else _several(plain, known) or suggest(plain, known)


def _several(text: str, known: list[str]) -> str:
    """A list of known words where the text holds several of them, or the first and the last: mon-fri."""
    ends = [_known(part, known) for part in re.split(r"\s*(?:-|–|~|至|到)\s*", text)]
    if len(ends) == 2 and all(ends) and known.index(ends[0]) < known.index(ends[1]):
        return f"[{', '.join(known[known.index(ends[0]) : known.index(ends[1]) + 1])}]"
    words = [_known(part, known) for part in re.split(r"[\s,、/]+", text)]
    return f"[{', '.join(words)}]" if len(words) > 1 and all(words) else ""


def _known(text: str, known: list[str]) -> str:
    """The known word that a text is, in Chinese or in full, else an empty text."""
    text = text.lower()
    return next((one for one in (text, _WORDS.get(text, ""), text[:3]) if one in known), "")


def field(text: str, known: Iterable[str]) -> str:
    """The field that goes by this name elsewhere: in another kind of file, in Chinese, in common speech."""
    known = list(known)
    plain = _plain(text).lower().replace("-", "_").replace(" ", "_")
    if plain in known:
        return plain
    return next((name for name in _FIELDS.get(plain, ()) if name in known), "")


def owners(name: str, record: schema.Record) -> list[str]:
    """The fields of a record that hold a field of this name."""
    return [f.name for f in record.fields if schema.field_of(_record_in(f.type), name)]


def _record_in(kind: schema.Type) -> schema.Record:
    match kind:
        case schema.Listing():
            return _record_in(kind.of)
        case schema.Either():
            return kind.structured
        case schema.Record():
            return kind
    return schema.Record(dict, ())


def reference(text: str, ids: Iterable[str], names: Mapping[str, str]) -> str:
    """The id that was most likely meant: by its last part, by its Chinese or other name, or by likeness."""
    ids = list(ids)
    text = re.sub(r"(\.[A-Za-z-]+)?\.(md|ya?ml)$", "", text)
    last = sorted((id.count("/"), id) for id in ids if id.rsplit("/", 1)[-1] == text.rsplit("/", 1)[-1])
    if last and (len(last) == 1 or last[0][0] < last[1][0]):
        return last[0][1]
    called = suggest(text, names)
    return names[called] if called else suggest(text, ids)


def repaired(text: str, kind: schema.Type, fits: Callable[[str], bool]) -> str:
    """The text in the form that was asked for, where only its form is wrong; else an empty text."""
    return next((one for one in _repairs(_plain(text), kind) if one != text and fits(one)), "")


def _plain(text: str) -> str:
    """The text with half-width signs and without stray quotation marks."""
    return normalize("NFKC", text).strip(_QUOTES + " ")


def _repairs(text: str, kind: schema.Type) -> Iterator[str]:
    yield text
    yield _WORDS.get(text, "")
    match kind:
        case schema.Day() | schema.Instant():
            parts = re.fullmatch(r"([0-9]{4})[^0-9]{1,2}([0-9]{1,2})[^0-9]{1,2}([0-9]{1,2})[日号]?", text)
            if parts:
                yield f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}"
            yield text[:10]
            if re.fullmatch("[0-9]{5}", text):
                yield (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()  # as spreadsheets count days
            if re.fullmatch("[0-9]{8}", text):
                yield f"{text[:4]}-{text[4:6]}-{text[6:]}"
        case schema.Clock():
            plain = text.lower().translate(_DIGITS)
            parts = re.fullmatch(r"(上午|下午|晚上|早上)?([0-9]{1,2})[::.点时]?([0-9]{2})?分? ?(am|pm)?", plain)
            if parts:
                afternoon = (parts[1] in ("下午", "晚上") or parts[4] == "pm") and int(parts[2]) < 12
                yield f"{int(parts[2]) + 12 * afternoon:02}:{parts[3] or '00'}"
        case schema.Span():
            parts = re.fullmatch(
                r"([0-9一二两三四五六]{1,3})\s*个?(天|日|周|星期|月|年|day|week|month|year)s?", text.lower()
            )
            if parts:
                units = {"天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "年": "year"}
                number, unit = parts[1].translate(_DIGITS), units.get(parts[2], parts[2])
                yield f"{number} {unit}" + ("s" if number != "1" else "")
            yield f"{text} months"
        case schema.Amount() | schema.Whole():
            yield re.sub(r"[¥$,元次份天]|人民币|CNY|RMB", "", text).strip()
        case schema.Url():
            yield text.split()[0] if text else ""
            yield from re.findall(r"https?://[^\s)\]]+", text)[:1]
            if re.match(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/|$)", text):
                yield f"https://{text}"


def example(kind: schema.Type) -> str:
    """A value of this type as an editor would write it on one line; records with their needed fields."""
    match kind:
        case schema.Listing():
            return f"[{example(kind.of)}]"
        case schema.Record():
            needed = [f for f in kind.fields if f.need == "R"] or list(kind.fields[:1])
            values = {f.name: '"17:00"' if f.name == "to" else example(f.type) for f in needed}
            return "{" + ", ".join(f"{name}: {value}" for name, value in values.items()) + "}"
        case schema.Either():
            return example(kind.structured)
        case schema.Choice():
            return kind.options[0]
        case schema.Flag():
            return "yes"
        case schema.Whole():
            return str(kind.low)
        case schema.Degrees(bound):
            return "113.32" if bound > 90 else "23.13"
        case schema.Amount():
            return "40"
        case schema.Day() | schema.Instant():
            return "2026-11-22"
        case schema.Clock():
            return '"09:00"'
        case schema.Span():
            return "12 months"
        case schema.Url():
            return '"https://…"'
        case schema.Language():
            return "en"
        case schema.Plain():
            return f'"{kind.example}"' if kind.example else "…"
        case schema.Table():
            return "{…: …}"
    return "…"
