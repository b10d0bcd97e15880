"""Whether a file's name changes with its content, so that a browser may keep it for ever."""

import re

from launchready.formats.url import Url

# Folders whose files never change under one name: Next.js, SvelteKit, Nuxt, Astro, Vite's usual one of Remix.
_FOLDERS = re.compile(r"/_next/static/(?!development/)|/_app/immutable/|/_nuxt/[\w-]{8,}\.|/_astro/[\w.-]+\.[\w-]{8}\.")
# webpack, Angular, Rails, Django, Parcel, CRA: a dot or hyphen, 8 to 64 hex digits, the ending.
_HEX = re.compile(r"(?:^|[.-])([0-9a-f]{8,64})(?:\.chunk|\.min|\.bundle)?\.[a-z0-9]{2,5}(?:\.map)?$")
# No date and no word (`defaced`): letters and digits, or the seconds since 1970.
_HASH = re.compile(r"(?=.*[a-f])(?=.*\d).+|1\d{9}(?:\d{3})?")
# Vite, Rollup, esbuild: eight characters of base64url or upper case.
_SHORT = re.compile(r"[.-]([A-Za-z0-9_-]{8})\.[a-z0-9]{2,5}$")
_VERSION = re.compile(r"(?:^|&)(?:v|ver|version|hash|rev|cb|t|_)=[\w.-]*\d[\w.-]*(?:&|$)")


def is_hashed(url: Url) -> bool:
    """Whether the address carries a content hash or a build number.

    A word of eight letters is no hash: one has a digit, or capitals among small letters.
    """
    name = url.path.rpartition("/")[2]
    if _FOLDERS.search(url.path) or _VERSION.search(url.query or ""):
        return True
    hexed = _HEX.search(name)
    if hexed and _HASH.fullmatch(hexed[1]):
        return True
    short = _SHORT.search(name)
    return short is not None and _is_mixed(short[1])


def _is_mixed(piece: str) -> bool:
    digits = sum(character.isdigit() for character in piece)
    if digits == len(piece):
        return False  # a date
    upper = sum(character.isupper() for character in piece)
    lower = sum(character.islower() for character in piece)
    # `Settings`, `main-v1-2`: one capital at the start and a number at the end are words.
    if upper == len(piece):
        return True
    worded = re.fullmatch(r"[A-Z]?[a-z_-]+\d{0,2}", piece) is not None
    return not worded and (digits > 0 or (upper > 0 and lower > 0))
