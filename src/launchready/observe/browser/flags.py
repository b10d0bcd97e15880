"""How Chromium is started: few processes, little memory, nothing of its own on the network."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from launchready.observe.dial import Dial
from launchready.observe.temporary import Folder

# Playwright's own list (chromiumSwitches.ts, 1.65) in the first line: of two lists Chromium takes the last one.
_OFF = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *(
        "HttpsFirstBalancedModeAutoEnable",
        "LensOverlay",
        "MediaRouter",
        "PaintHolding",
        "ThirdPartyStoragePartitioning",
    ),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    *("PreconnectToSearch", "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion"),
    # The address bar and the toolbar are pages in a process of their own: 86 MB that nobody sees.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "InitialWebUI", "WebUIToolbar"),
    # A process kept ready for a next page.
    *("SpareRendererForSitePerProcess", "Translate", "IsolateOrigins", "site-per-process"),
)
_ON = (
    *("CDPScreenshotNewSurface", "SkipListAccountsWithoutGaiaCookies"),
    # 25 MB less than a process for the network.
    "NetworkServiceInProcess2",
)
_SWITCHES = (
    "--disable-gpu",
    "--in-process-gpu",
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    "--js-flags=--max-old-space-size=256",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-print-preview",
    "--no-first-run",
    "--no-pings",
    "--no-proxy-server-fallback",
    # Peers of WebRTC are reached past any proxy, by UDP.
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    # The browser asks no DNS: the door resolves. What slips past the door finds no address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
LEFT_OUT = ("--disable-popup-blocking",)
"""Of what Playwright adds. No visitor's browser opens the windows that a page asks for by itself."""

# What Chromium needs to run; the rest of our environment holds the owner's secrets.
_ENVIRONMENT = (
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "LC_ALL",
    "TZ",
    "XDG_RUNTIME_DIR",
    "SYSTEMROOT",
)
# mallopt(3): what is freed after the driver has read its own seven megabytes of source is given back, 10 MB.
_SMALL = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "32768",
    "MALLOC_TRIM_THRESHOLD_": "65536",
    "MALLOC_TOP_PAD_": "0",
}
_SMALL_NODE = "--max-semi-space-size=1 --jitless"


def switches() -> list[str]:
    """Give the command line, beside what Playwright adds."""
    return [*_SWITCHES, f"--disable-features={','.join(_OFF)}", f"--enable-features={','.join(_ON)}"]


def environment(folder: Folder) -> dict[str, str | float | bool]:
    """Give the little of our environment that the browser gets, and the place for its temporary files."""
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return {**kept, **folder.environment()}


@contextmanager
def driver_environment(folder: Folder) -> Iterator[None]:
    """Start the driver in a folder of ours and with little memory: 91 MB instead of 124, at no cost in time that shows.

    It takes our environment as it is and nothing else, so the words stand there while it starts.
    """
    words = folder.environment() | _SMALL
    if not {"NODE_OPTIONS", "PLAYWRIGHT_NODEJS_PATH"} & set(os.environ):
        words["NODE_OPTIONS"] = _SMALL_NODE  # a node of the user's own may not know these words
    before = {name: os.environ.get(name) for name in words}
    os.environ.update(words)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def sandboxed() -> bool:
    """Whether the sandbox is asked for: Chromium refuses to start with it as root, which is where containers are."""
    return not (hasattr(os, "geteuid") and os.geteuid() == 0)


def user_agent(own: str, dial: Dial) -> str:
    """Give the browser's own name with ours at its end: sites serve it what they serve a browser, and can see us."""
    product = next((word for word in dial.settings.user_agent.split() if word.startswith("launchready/")), "")
    about = dial.settings.user_agent.partition(product)[2].strip() if product else ""
    return " ".join(part for part in (own.replace("HeadlessChrome", "Chrome"), product, about) if part)
