"""The word by which an owner shows that a host is hers: made from a secret of hers and the host's name.

The published word is worth nothing to a stranger who copies it: he holds another secret, so he would have to
find another word there; and for another host the word is another.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256

from launchready.formats.html import parsed

MARK = "launchready-proof=v1:"
RECORD = "_launchready"
FILE = "/.well-known/launchready.txt"
META = "launchready"
_MOST = 20  # words and tags looked at; nobody needs more


def word_of(secret: bytes, host: str) -> str:
    """Give the word for one host (A-labels, lower case, no trailing dot), base64url without padding."""
    digest = sha256(secret + host.encode("ascii")).digest()
    return MARK + urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def in_text(text: str, word: str) -> bool:
    """Whether the text of a file or a record holds the word, standing alone between spaces."""
    found = [part.rstrip("=") for part in text.split() if part.startswith(MARK)]
    return word in found[:_MOST]


def in_page(html: str, word: str) -> bool:
    """Whether the head of a page names it: what visitors write into a page stands in its body."""
    tree = parsed(html)
    nodes = tree.css(f"head > meta[name={META} i][content]") if tree else []
    return any(in_text(node.attributes["content"] or "", word) for node in nodes[:_MOST])


def meta_tag(word: str) -> str:
    """Give the line for the head of a page."""
    return f'<meta name="{META}" content="{word}">'
