"""The text of a body, by the character set that a browser would take (WHATWG Encoding)."""

import re

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_IN_TYPE = re.compile(r"""charset\s*=\s*["']?([\w:.-]+)""", re.IGNORECASE)
_IN_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
# Only sets that pages are really written in: Python also "decodes" punycode and the like, at a stranger's price.
_KNOWN = re.compile(
    r"utf-?8|(iso[-_]?8859|windows|cp)-?[0-9]{1,4}|latin1|us-ascii|ascii|koi8-[ru]|shift[-_]jis|euc-(jp|kr)|gbk|gb2312|gb18030|big5"
)
# The web says Latin-1 and means Windows-1252.
_MEANT = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252", "ascii": "windows-1252"}


def decoded(body: bytes, content_type: str) -> str:
    """Decode by byte order mark, header, meta element, else UTF-8; what does not fit becomes U+FFFD."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    named = _IN_TYPE.search(content_type)
    inside = _IN_META.search(body[:2048])
    name = named[1] if named else inside[1].decode("ascii", "replace") if inside else "utf-8"
    name = name.lower()
    if not _KNOWN.fullmatch(name):
        name = "utf-8"
    try:
        return body.decode(_MEANT.get(name, name), "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
