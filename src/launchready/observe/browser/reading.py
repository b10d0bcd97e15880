"""Reads the page as it stands now: its markup with open shadow roots, and the buttons that may lead to signing in.

Runs in a world of its own, where scripts of the page have changed nothing.
"""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

LONGEST = 2_000_000
SECONDS = 4.0

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
const walk = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT);
for (let n = 0; n < 20000 && roots.length < 50 && walk.nextNode(); n++) {
  const root = walk.currentNode.shadowRoot;
  if (root) roots.push('<div>' + root.innerHTML.slice(0, 100000) + '</div>');
}
const end = page.lastIndexOf('</body>');
const whole = roots.length && end > 0 ? page.slice(0, end) + roots.join('') + page.slice(end) : page;
return {url: location.href, html: whole.slice(0, MOST), length: whole.length, buttons: buttons().map(said)};
})()"""
)
_PRESS = "(() => {" + _HELP + "const e = WHERE[NUMBER]; if (e) e.click(); return !!e; })()"


@dataclass(frozen=True, slots=True)
class Reading:
    """The page at one moment. Held in memory only, reduced before anything is kept."""

    url: str
    html: str
    length: int
    buttons: tuple[str, ...]


async def read(devtools: "CDPSession", frame: str) -> Reading:
    """Read the main frame. Raises Playwright's Error, TimeoutError when a script of the page does not let go."""
    found = await _run(devtools, frame, _READ.replace("MOST", str(LONGEST)))
    return Reading(
        url=str(found["url"]),
        html=str(found["html"]),
        length=int(found["length"]),
        buttons=tuple(map(str, found["buttons"])),
    )


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
