"""What a text says where nothing was found that could be named: words in the place of values and cases.

A value or a case that stands in no list here is said by its own name.
"""

import re
from collections.abc import Mapping

from launchready.formats.text import CheckText
from launchready.reference import Reference

# As in `formats.text`: `{name}` is a value, `{{name}}` is the word in braces. What stands before it belongs to it.
_VALUE = re.compile(r"(?P<before>https?://|www\.|\*\.)?(?<!\{)\{(?P<name>[a-z][a-z0-9_]*)\}(?!\})")
_BRACED = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")
_BEGINNING = re.compile(r"(?:^|[.!?]\s+|\")$")
_BEFORE = {
    "https://": "https:// and then {}",
    "http://": "http:// and then {}",
    "www.": "www. and then {}",
    "*.": "every name below {}",
}
VALUES: Mapping[str, str] = {
    "address": "the address that was found",
    "addresses": "the addresses that were found",
    "at": "the name with the entry",
    "before": "what it was before",
    "by": "the mails",
    "builder": "your builder",
    "card_description": "what your page says about itself",
    "card_picture": "the picture of your link",
    "card_title": "the title of your page",
    "cause": "a script or a style",
    "cdn": "the service in front of your site",
    "change": "the setting that limits it",
    "circle": "the way",
    "claimed": "the name that asks for it",
    "control": "as it is now",
    "cookie": "that keeps people signed in",
    "count": "several",
    "date": "the date",
    "doubled": "the doubled name",
    "domain": "the domain that it leads to",
    "entry": "the address that leads away",
    "files": "the scripts and styles",
    "final": "the place where it ends",
    "flaw": "something is wrong with it",
    "folder": "/the-folder",
    "found": "the address that was found",
    "from": "the old address",
    "good": "the address that works",
    "guests": "some hundred",
    "host": "your address",
    "icon": "of the tab",
    "issuer": "the company that issues your certificate",
    "issuer_domain": "the company that issues your certificate",
    "keep": "your address",
    "left": "a few days",
    "missing": "its protection",
    "name": "this name",
    "names": "the names that were found",
    "origin": "the address of your front end",
    "other": "the other address",
    "others": "the other addresses",
    "own": "the address of your own front end",
    "page": "the page",
    "path": "one of your pages",
    "paths": "some of your pages",
    "plain": "the page without https",
    "platform": "your host",
    "provider": "the provider",
    "records": "Set the entries that your host shows at the company that runs your DNS.",
    "registrar": "the company where you bought the domain",
    "robots": "your robots.txt",
    "seconds": "a few",
    "secrets": "the secrets",
    "servers": "the name servers that do not answer",
    "since": "the last look",
    "source": "what the platform says",
    "subject": "your site",
    "target": "the place that it should lead to",
    "to": "the address without https",
    "tools": "what was found",
    "type": "its kind, for example CNAME",
    "url": "the page",
    "urls": "the addresses that were found",
    "when": "from",
    "zone": "your domain",
}
CASES: Mapping[str, str] = {
    "app": "the limit is in your app",
    "by-http": "it is the address without https that sets the cookie",
    "cookies": "it only happens with cookies",
    "flexible": "only half of the way is encrypted",
    "header": "a header says so",
    "itself": "an address leads to itself",
    "other": "it leads to somebody else's site",
    "platform": "your host decides it",
    "provider": "another company runs that name",
    "robots": "the file robots.txt says so",
    "root": "the files stand beside the pages",
    "root-both": "the files stand beside the pages, and are sent at full size too",
    "two-rules": "two rules send visitors to each other",
    "unknown": "it is not known where your site is hosted",
}


def general(template: str, known: Mapping[str, str]) -> str:
    """Give a text without a finding: what is `known` by its name, the rest in words."""

    def said(found: re.Match[str]) -> str:
        before, name = found["before"] or "", found["name"]
        if name in known:
            return f"{before}{known[name]}"
        words = _BEFORE.get(before, "{}").format(VALUES.get(name, name.replace("_", " ")))
        begins = _BEGINNING.search(template[: found.start()]) is not None
        return f"{words[:1].upper()}{words[1:]}" if begins and not before else words

    return _BRACED.sub(r"{\1}", _VALUE.sub(said, template))


def heading(variant: str, text: CheckText, known: Mapping[str, str], reference: Reference) -> str:
    """Give the line above the steps of one variant: with what, and when."""
    slug, _, case = variant.partition(": ")
    platform = "" if slug == "any" else f" with {_name(slug, reference)}"
    if not case:
        return f"How to mend it{platform}"
    if case in text.front.cases and (title := text.front.cases[case].title):
        return f"How to mend it{platform} if I say: {general(title, known)}"
    return f"How to mend it{platform} if {CASES.get(case, _its_name(case))}"


def _its_name(case: str) -> str:
    """Give a case without words of its own by its name: a check is whole without a line here."""
    return f"this is the case: {case.replace('-', ' ')}"


def _name(slug: str, reference: Reference) -> str:
    platform = reference.platform(slug)
    return platform.name if platform is not None else reference.dns_host(slug).name
