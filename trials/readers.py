"""What others read and judge: the log of findings in two foreign readers, the page under axe-core in both schemes."""

import json
import os
import shutil
import subprocess
import sys
import venv
from contextlib import closing
from pathlib import Path

from launchready.observe.temporary import hold
from launchready.tour import browser
from trials.kit import Ground, Notes

SCENARIOS = ("golden", "mended-name", "rate-limited")
SIZES = ((390, 844), (1200, 900))
SERIOUS = {"serious", "critical"}


def sarif_read(ground: Ground) -> Notes:
    """`--sarif` is counted by sarif-tools and validated by Microsoft's SARIF Multitool without an error."""
    notes = Notes()
    folder = ground.lab.folder / "readers"
    tools = _fetched(folder, notes)
    if not tools:
        return notes
    counted = []
    for name in SCENARIOS:
        place = ground.place()
        done = place.audit(ground.scenarios[name], "--sarif", "out.sarif", "--json")
        log = place.cwd / "out.sarif"
        if not notes.must(log.is_file(), f"{name}: no file was written ({done.stderr.strip()[-200:]})"):
            continue
        runs = json.loads(log.read_text())["runs"]
        wanted = sum(len(run["results"]) for run in runs)
        read = _ran(str(tools[0]), "csv", "--output", str(folder / f"{name}.csv"), str(log))
        rows = len((folder / f"{name}.csv").read_text().splitlines()) - 1 if read.returncode == 0 else -1
        notes.must(rows == wanted, f"{name}: sarif-tools reads {rows} of {wanted} results: {read.stderr[-300:]}")
        checked = _ran(str(tools[1]), "validate", str(log))
        wrong = [line for line in checked.stdout.splitlines() if ": error " in line]
        notes.must(
            checked.returncode == 0 and not wrong, f"{name}: the Multitool says {wrong or checked.stdout[-300:]}"
        )
        counted.append(wanted)
    notes.measured = f"{len(counted)} logs, {sum(counted)} results"
    return notes


def page_by_axe(ground: Ground) -> Notes:
    """The page of three audits has no serious violation by axe-core, on a phone and a desk, light and dark."""
    from playwright.sync_api import sync_playwright

    notes = Notes()
    folder = ground.lab.folder / "readers"
    axe = _package(folder, "axe-core") / "axe.min.js"
    if not notes.must(axe.is_file(), "axe-core could not be fetched"):
        return notes
    looked = 0
    with closing(hold()) as temporary, sync_playwright() as play:
        env: dict[str, str | float | bool] = {**os.environ, **temporary.environment()}
        chromium = play.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"], env=env)
        for name in SCENARIOS:
            place = ground.place()
            place.audit(ground.scenarios[name], "--html", "page.html")
            for width, height in SIZES:
                for scheme in ("light", "dark"):
                    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
                    page = context.new_page()
                    page.goto((place.cwd / "page.html").as_uri())
                    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
                    page.evaluate(f"{axe.read_text()};0")
                    found = page.evaluate("axe.run(document)")["violations"]
                    bad = [one["id"] for one in found if one["impact"] in SERIOUS]
                    notes.must(not bad, f"{name}, {width} pixels, {scheme}: {', '.join(bad)}")
                    looked += 1
                    context.close()
        chromium.close()
    notes.measured = f"{looked} looks, 0 serious or critical" if not notes.problems else f"{looked} looks"
    return notes


def _fetched(folder: Path, notes: Notes) -> tuple[Path, Path] | None:
    """Fetch both readers by their own clients; nothing of them stays."""
    folder.mkdir(exist_ok=True)
    place = folder / "python"
    if not place.exists():
        venv.create(place, with_pip=True)
        _ran(str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", "sarif-tools", timeout=300)
    multitool = _package(folder, "@microsoft/sarif-multitool-linux") / "Sarif.Multitool"
    if multitool.is_file():
        multitool.chmod(0o755)
    found = (place / "bin" / "sarif", multitool)
    whole = [notes.must(path.is_file(), f"{path.name} could not be fetched") for path in found]
    return found if all(whole) else None


def _package(folder: Path, name: str) -> Path:
    """Fetch one package of npm; gives where it lies."""
    folder.mkdir(exist_ok=True)
    place = folder / name.replace("/", "-")
    if not place.exists():
        done = _ran("npm", "pack", name, "--silent", "--pack-destination", str(folder), timeout=300)
        named = done.stdout.strip().splitlines()
        if done.returncode == 0 and named:
            shutil.unpack_archive(folder / named[-1], place, filter="data")
    return place / "package"


def _ran(*words: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    print(f"  {Path(words[0]).name} {' '.join(words[1:3])}", file=sys.stderr)
    return subprocess.run(words, capture_output=True, text=True, timeout=timeout, check=False, env=env)
