"""What an error answer tells of the inside of a server: its files with line numbers, its framework, its database."""

import re

# Pages are written as elements (`<span>…/Home.php</span><span>:41</span>`), data with escaped strokes.
_TAG = re.compile(r"<[/a-zA-Z!][^<>]{0,2000}>")
_QUOTED = re.compile(r"<(pre|code|textarea|blockquote)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ESCAPES = (("\\/", "/"), ("\\\\", "\\"), ('\\"', '"'), ("&quot;", '"'), ("&#34;", '"'), ("&#039;", "'"))

_AT_LINE = (
    r"(?:\s{0,200}:\d{1,6}\b|\(\d{1,6}\)|[\"']?,? (?:on |at )?line \d{1,6}\b|:line \d{1,6}\b| {0,3}\(line \d{1,6}\))"
)
_PROGRAM = r"(?:php|phtml|py|rb|erb|java|kt|go|cs|cshtml|vb|exs?|pl)"
_SCRIPT = r"(?:[cm]?js|tsx?)"
# Folders in which servers keep programs. Sites have folders `/app` and `/data` for visitors, too: there a script that a
# browser runs says nothing.
_FOLDERS = r"/(?:var/(?:www|task|app)|srv|home/[\w.-]{1,40}|Users/[\w.-]{1,40}|usr/(?:src|local|lib|share)|opt|root)/"
_OPEN_FOLDERS = r"/(?:app|code|workspace|www|data|htdocs|builds?|project|web)/"
_REST = r"[\w./@+-]{1,200}\."
_START = r"(?<![\w.:/-])"
_PLACES = (
    rf"{_START}(?:{_FOLDERS}{_REST}(?:{_PROGRAM}|{_SCRIPT})|{_OPEN_FOLDERS}{_REST}{_PROGRAM})",
    rf"{_START}(?:vendor|app|src)/{_REST}php",
    rf"(?<!\w)[A-Z]:\\[\w\\ .-]{{1,200}}\.(?:{_PROGRAM}|{_SCRIPT})",
    r"\b(?:Illuminate|Symfony\\Component|Doctrine|Livewire|Filament)\\[\w\\]{2,160}",
)
_WITH_LINE = re.compile("(?:" + "|".join(_PLACES) + ")" + _AT_LINE)
_IN_DATA = re.compile(
    rf"\"file\" ?: ?\"[^\"\n]{{3,240}}\.{_PROGRAM}\" ?, ?\"line(?:_?number)?\" ?: ?\d"
    rf"|\"line(?:_?number)?\" ?: ?\d{{1,6}} ?,[^{{}}\n]{{0,200}}\"file\" ?: ?\"[^\"\n]{{3,240}}\.{_PROGRAM}\"",
    re.IGNORECASE,
)
# Files of a framework and of its package manager, which no address of a site shows.
_FRAMEWORK = re.compile(
    r"/vendor/(?:laravel|symfony|illuminate|doctrine|yiisoft|cakephp|slim|laminas)/[\w./-]{1,200}\.php\b"
    r"|/(?:site|dist)-packages/\w[\w./-]{1,200}\.py\b|/gems/[\w.-]{2,80}/lib/[\w./-]{1,200}\.rb\b"
)
_DATABASE = re.compile(r"\bSQLSTATE\[\w{2,8}\]|\bORA-\d{5}:|\bpsycopg2?\.errors\.\w|\bPDOException\b")
_SERVER_FAILED = 500


def inside(text: str, status: int) -> tuple[str, ...]:
    """Kinds of what an error answer shows: `trace:server`, `trace:database`.

    An answer that only misses a page may list the articles of a site on programs, so there what is quoted does not
    count, nor what an article's title may say.
    """
    failed = status >= _SERVER_FAILED
    bare = _TAG.sub(" ", text if failed else _QUOTED.sub(" ", text))
    for written, meant in _ESCAPES:
        bare = bare.replace(written, meant)
    found = []
    if _WITH_LINE.search(bare) or _IN_DATA.search(bare) or (failed and _FRAMEWORK.search(bare)):
        found.append("trace:server")
    if failed and _DATABASE.search(bare):
        found.append("trace:database")
    return tuple(found)
