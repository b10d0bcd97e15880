"""Whether a page's markup holds content of its own, or only the frame in which a script builds the page."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Elements whose text no visitor reads.
_UNREAD = ("script", "style", "noscript", "template", "svg", "iframe", "head", "object", "audio", "video", "dialog")
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
# A loader says "Loading your dashboard, please wait"; a page has more to say, or something to click on.
_FEW = 25
_ACTIVE = "x-a[href], button, input:not([type=hidden]), select, textarea"
# Where frameworks build their page: React, Next, Nuxt, Vue, Angular, Svelte, Ember, Flutter, Gatsby, Blazor.
_ROOT = (
    "#root, #app, #__next, #__nuxt, #___gatsby, #svelte, #app-root, #react-root, #main-app, #q-app, #ember-app,"
    " [data-reactroot], [ng-version], app-root, flt-glass-pane, [data-server-rendered], [data-sveltekit-preload-data]"
)
_NEEDS_SCRIPT = re.compile(
    r"(?:enable|need|requires?|without|activ|aktivier|ben[öo]tig|activer|habilit|attiva|inschakel)[^.]{0,60}javascript"
    r"|javascript[^.]{0,60}(?:enable|disabled|required|need|aktivier|erforder|activ|habilit|abilit|nodig)",
    re.IGNORECASE,
)
_BUILDS = re.compile(r"\bimport\(|__NEXT_DATA__|__next_f|_flutter|__remixContext|__NUXT__")


def readable(tree: LexborHTMLParser) -> str:
    """Give the text that a visitor may read. Takes what nobody reads out of the tree: call it last."""
    tree.strip_tags(list(_UNREAD), recursive=True)
    body = tree.body
    return body.text(separator=" ") if body else ""


def count_words(text: str) -> int:
    """Count the words of a text; where none are set apart, two characters are one."""
    return sum(len(word) // 2 + 1 if _UNSPACED.search(word) else 1 for word in _WORD.findall(text))


def is_frame(tree: LexborHTMLParser, without_script: str) -> bool:
    """Whether scripts are there to build the page. `without_script` is what it says where none run."""
    body = tree.body
    if body is None or body.css_first(_ACTIVE) is not None:
        return False
    scripts = tree.css("script")[:200]
    modules = any((node.attributes.get("type") or "").lower() == "module" for node in scripts)
    loaded = modules or any(node.attributes.get("src") for node in scripts)
    builds = modules or any(_BUILDS.search(node.text()[:20_000]) for node in scripts)
    if not (loaded or builds):
        return False
    return (
        _NEEDS_SCRIPT.search(without_script) is not None
        or builds
        or tree.css_first(_ROOT) is not None
        or _is_bare(body)
    )


def is_few(words: int) -> bool:
    """Whether so few words are no page of their own."""
    return words <= _FEW


def _is_bare(body: LexborNode) -> bool:
    """Whether the body holds nothing but scripts."""
    return all(node.tag in {"script", "noscript", "style"} for node in body.iter())
