"""Reads the page as it stands now: its markup with open shadow roots, and the buttons that may lead to signing in.

Runs in a world of its own, where scripts of the page have changed nothing.
"""

import asyncio
import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from launchready.formats.one_colour import one_colour

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

LONGEST = 2_000_000
SECONDS = 4.0
_SCALE = 0.25

# `buttons` are things to press that are no links and belong to no form: a press on them submits nothing by itself.
_HELP = """
const shown = e => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0; };
const said = e => (e.innerText || e.getAttribute('aria-label') || '').trim().slice(0, 80);
const buttons = () => [...document.querySelectorAll(
  'button, [role=button], [role=link], a:not([href]), a[href^="#"], a[href^="javascript:"]')]
  .slice(0, 2000).filter(e => !e.closest('form') && !e.disabled && shown(e)).slice(0, 100);
const links = () => [...document.querySelectorAll('a[href]')].slice(0, 2000);
"""
_READ = (
    "(() => {"
    + _HELP
    + """
const page = document.documentElement ? document.documentElement.outerHTML : '';
const roots = [];
const inside = [];
const walk = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT);
for (let n = 0; n < 20000 && roots.length < 50 && walk.nextNode(); n++) {
  const root = walk.currentNode.shadowRoot;
  if (root) {
    roots.push('<div>' + root.innerHTML.slice(0, 100000) + '</div>');
    inside.push(...[...root.children].slice(0, 50));
  }
}
const end = page.lastIndexOf('</body>');
const places = [document.body, ...inside].filter(Boolean);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const letters = sum(places.map(e => (e.innerText || '').replace(/[\\s\\p{C}]/gu, '').length));
const seen = e => { const b = e.getBoundingClientRect(); return b.width >= 8 && b.height >= 8
  && getComputedStyle(e).visibility !== 'hidden'; };
const parts = e => [e, ...[...e.querySelectorAll('*')].slice(0, 20000)].filter(p => p.matches(THINGS)).slice(0, 2000);
const things = sum(places.map(e => parts(e).filter(seen).length));
const whole = roots.length && end > 0 ? page.slice(0, end) + roots.join('') + page.slice(end) : page;
return {url: location.href, html: whole.slice(0, MOST), length: whole.length, buttons: buttons().map(said),
  letters, things};
})()"""
)
# What shows something, or can be used, without a word of text.
_THINGS = (
    "img, svg, canvas, video, audio[controls], iframe, frame, object, embed, dialog[open], input, button, select, "
    "textarea, progress, meter, math, a[href]"
)
_PRESS = "(() => {" + _HELP + "const e = WHERE[NUMBER]; if (e) e.click(); return !!e; })()"


@dataclass(frozen=True, slots=True)
class Reading:
    """The page at one moment. Held in memory only, reduced before anything is kept.

    `letters` and `things` count what takes room, as in `Sight`.
    """

    url: str
    html: str
    length: int
    buttons: tuple[str, ...]
    letters: int = 0
    things: int = 0

    @property
    def is_bare(self) -> bool:
        """Whether the page holds nothing that one could see, as far as its elements say."""
        return not self.letters and not self.things


async def read(devtools: "CDPSession", frame: str) -> Reading:
    """Read the main frame. Raises Playwright's Error, TimeoutError when a script of the page does not let go."""
    found = await _run(devtools, frame, _READ.replace("MOST", str(LONGEST)).replace("THINGS", _quoted(_THINGS)))
    return Reading(
        url=str(found["url"]),
        html=str(found["html"]),
        length=int(found["length"]),
        buttons=tuple(map(str, found["buttons"])),
        letters=int(found["letters"]),
        things=int(found["things"]),
    )


async def in_one_colour(devtools: "CDPSession", width: int, height: int) -> bool | None:
    """Take a small picture of what is on the screen and say whether all of it is alike; None: there was no picture."""
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": _SCALE}
    async with asyncio.timeout(SECONDS):
        answer = await devtools.send("Page.captureScreenshot", {"format": "png", "clip": clip})
    return one_colour(base64.b64decode(str(answer["data"])))


async def press_button(devtools: "CDPSession", frame: str, number: int) -> bool:
    """Press one of the buttons of the reading."""
    return bool(await _run(devtools, frame, _PRESS.replace("WHERE", "buttons()").replace("NUMBER", str(number))))


async def press_link(devtools: "CDPSession", frame: str, address: str) -> bool:
    """Press the first link that leads to this address, as written or resolved."""
    where = f"links().filter(e => e.href.split('#')[0] === {_quoted(address)})"
    return bool(await _run(devtools, frame, _PRESS.replace("WHERE", where).replace("NUMBER", "0")))


async def _run(devtools: "CDPSession", frame: str, script: str) -> Any:  # noqa: ANN401 - JSON of the script's making
    async with asyncio.timeout(SECONDS):
        world = await devtools.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "launchready"})
        answer = await devtools.send(
            "Runtime.evaluate",
            {
                "expression": script,
                "contextId": world["executionContextId"],
                "returnByValue": True,
                "timeout": SECONDS * 1000,
            },
        )
    value = answer.get("result", {}).get("value")
    if "exceptionDetails" in answer or value is None:
        raise TimeoutError("the page cannot be read")
    return value


def _quoted(text: str) -> str:
    """Write a string for JavaScript; JSON is one, but for two line separators, which no address holds."""
    import json

    return json.dumps(text)
