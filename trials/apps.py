"""
Audits real applications behind nginx with TLS in the lab: `python -m trials.apps [WORD ...]`.

They are fetched by pip and npm into `build/apps` the first time. What must hold: none is called broken that works.
Every finding is listed, so that a person can look at each. Written to `bench/results/apps.md` when all were run.
"""

import argparse
import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab import grants
from lab.up import ROOT, Lab, LabBroken, missing
from trials.recipes import ADDRESS, RECIPES, Recipe

FOLDER = ROOT / "build" / "apps"
RESULTS = ROOT / "bench" / "results" / "apps.md"
FIRST_PORT = 8100
SCENARIO = """why = "{name} as it comes, behind nginx."
exit_in = [0, 1, 3]

[web]
"https @" = '''%bare-hsts% client_max_body_size 10m; location / {{ proxy_pass http://{address}:{port}; proxy_http_version 1.1;
proxy_set_header Host $host; proxy_set_header X-Real-IP $remote_addr; proxy_set_header X-Forwarded-Proto https;
proxy_set_header X-Forwarded-Host $host; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade; }}'''
"""


@dataclass(frozen=True, slots=True)
class Audited:
    """One application and what was said about it."""

    recipe: Recipe
    run: dict[str, Any]
    seconds: float
    trouble: str = ""

    @property
    def findings(self) -> list[tuple[str, str, str, str]]:
        found = [
            (f["level"], r["check"], f["confidence"], f["message"])
            for r in self.run.get("results", ())
            for f in r.get("findings", ())
        ]
        order = ("BLOCKER", "IMPORTANT", "OPTIONAL")
        return sorted(found, key=lambda row: (order.index(row[0]), row))


def fetch(recipe: Recipe) -> str:
    """Fetch and make ready; what went wrong, or nothing."""
    folder = FOLDER / recipe.name
    done = folder / ".ready"
    if done.exists():
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    commands = [
        [sys.executable, "-m", "venv", "."],
        ["bin/pip", "install", "--quiet", *recipe.packages],
    ]
    if recipe.manager == "npm":
        commands = [["npm", "init", "-y"], ["npm", "install", "--no-audit", "--no-fund", *recipe.packages]]
    env = {**os.environ, "HOST": ADDRESS, "PORT": "0"}
    for command in [*commands, ["bash", "-c", recipe.make]]:
        ran = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=600, check=False)
        if ran.returncode:
            return f"{command[0]} ended with {ran.returncode}: {ran.stderr[-400:]}"
    done.touch()
    return ""


def audit(lab: Lab, recipe: Recipe, port: int, *, browser: bool) -> Audited:
    """Start the application inside the lab, wait until it answers, look at it as any visitor's helper would."""
    folder = FOLDER / recipe.name
    env = {"HOST": ADDRESS, "PORT": str(port), "HOME": str(folder), "LANG": "C.UTF-8"}

    def serve() -> None:
        with contextlib.suppress(LabBroken):  # the lab goes down while it runs
            lab.run(["bash", "-c", recipe.start], cwd=folder, env=env, timeout=120)

    threading.Thread(target=serve, daemon=True).start()
    wait = f"for i in $(seq {int(recipe.seconds * 2)}); do curl -s -o /dev/null http://{ADDRESS}:{port}/ && exit 0; sleep 0.5; done; exit 1"
    if lab.run(["bash", "-c", wait], timeout=recipe.seconds + 30).code:
        return Audited(recipe, {}, 0.0, "it did not start")
    command = [
        sys.executable,
        "-m",
        "launchready",
        "audit",
        f"https://{recipe.zone}{recipe.path}",
        "--json",
        "--no-record",
    ]
    command += ["--authorised", "--ca", str(lab.ca), "--resolver", "127.53.0.53", "--resolver", "127.53.0.54"]
    home = {"HOME": str(lab.folder), "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"}
    before = time.monotonic()
    done = lab.run(command, env={**home, **grants.environment(browser=browser)}, timeout=90)
    seconds = time.monotonic() - before
    try:
        return Audited(recipe, json.loads(done.stdout), seconds)
    except ValueError:
        return Audited(recipe, {}, seconds, done.stderr[-300:] or "no answer")


def markdown(audited: Sequence[Audited]) -> str:
    day = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d")
    blockers = sum(level == "BLOCKER" for one in audited for level, *_ in one.findings)
    lines = [
        "# Real applications",
        "",
        f"{len(audited)} applications, {blockers} blockers. {day}. Again: `python -m trials.apps`",
        "",
    ]
    for one in audited:
        version = f"{one.run.get('verdict', {}).get('answer', one.trouble)}, {one.seconds:.1f} s"
        lines += [f"## {one.recipe.name} ({', '.join(one.recipe.packages)}): {version}", ""]
        lines += [f"- {level} {check} ({sure}): {message}" for level, check, sure, message in one.findings] or [
            "- nothing"
        ]
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m trials.apps", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--no-browser", action="store_true")
    asked = parser.parse_args()
    if lacks := missing():
        print("Skipped: the lab needs " + ", ".join(lacks), file=sys.stderr)
        return 2
    chosen = [r for r in RECIPES if not asked.words or any(word in r.name for word in asked.words)]
    troubles = {recipe.name: fetch(recipe) for recipe in chosen}
    with tempfile.TemporaryDirectory(prefix="apps-") as folder:
        (Path(folder) / "apps").mkdir()
        for place, recipe in enumerate(chosen):
            text = SCENARIO.format(name=recipe.name, address=ADDRESS, port=FIRST_PORT + place)
            (Path(folder) / "apps" / f"{recipe.name}-app.toml").write_text(text)
        with Lab(Path(folder)) as lab:
            audited = [
                Audited(recipe, {}, 0.0, troubles[recipe.name])
                if troubles[recipe.name]
                else audit(lab, recipe, FIRST_PORT + place, browser=not asked.no_browser)
                for place, recipe in enumerate(chosen)
            ]
    text = markdown(audited)
    print(text)
    if not asked.words:
        RESULTS.write_text(text)
    blockers = [one for one in audited for level, *_ in one.findings if level == "BLOCKER"]
    return 1 if blockers or any(one.trouble for one in audited) else 0


if __name__ == "__main__":
    sys.exit(main())
