"""Writes a launchready.toml for this folder, or vouches for the one that is there."""

import argparse
import sys

from launchready.cli import exits
from launchready.cli.entry import request_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what init takes."""
    parser.add_argument("url", nargs="?", default="", metavar="URL", help="the site that this folder is about")
    parser.add_argument("--trust", action="store_true", help="vouch for the acting keys of the launchready.toml here")
    parser.add_argument("--agents", action="store_true", help="add a section for coding agents to AGENTS.md")


def run(args: argparse.Namespace) -> int:
    """Write or vouch."""
    from launchready.app.init import trust_here, write_agents, write_config

    request = request_of(args)
    lines = []
    if args.trust:
        lines.append(trust_here(request))
    if args.agents:
        lines.append(write_agents(request))
    if not (args.trust or args.agents):
        lines.append(write_config(args.url, request))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return exits.OK
