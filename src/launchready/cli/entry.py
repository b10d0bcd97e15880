"""Finds the verb, runs it, turns problems into one sentence and an exit code."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from launchready.cli import exits, verbs
from launchready.cli.flags import Parser, bare_words, global_flags, split_verb
from launchready.cli.streams import UNWRITABLE, drop_output

if TYPE_CHECKING:
    from launchready.app.request import Request


def run(argv: Sequence[str]) -> int:
    """Run one command line; gives the exit code."""
    if list(argv) in (["--version"], ["-V"]):
        from launchready import __version__

        sys.stdout.write(f"launchready {__version__}\n")
        return exits.OK
    verb, rest = split_verb(argv, verbs.NAMES)
    if verb == "help":
        return _help(bare_words(rest))
    if "--completion" in rest:
        return _completion(rest)
    try:
        args = _parser(verb).parse_args(rest)
    except SystemExit as end:
        return int(end.code or 0) if not isinstance(end.code, str) else exits.USAGE
    return _guarded(_module(verb or "joined"), args)


def _help(words: list[str]) -> int:
    """Show the page for everybody, that with every verb, or that of one verb."""
    about = [word for word in words if word != "all"]
    if not about:
        sys.stdout.write(verbs.long_help() if words else verbs.short_help())
        return exits.OK
    known = next((word for word in about if word in verbs.NAMES), "")
    if len(about) == 1 and known and known != "help":
        sys.stdout.write(_parser(known).format_help())
        return exits.OK
    strange = next((word for word in about if word not in verbs.NAMES), about[-1])
    sys.stderr.write(f"launchready: {verbs.no_verb(strange, 'help ')}\n")
    return exits.USAGE


def _parser(verb: str) -> Parser:
    module = _module(verb or "joined")
    parser = Parser(prog=f"launchready {verb}".strip(), parents=[global_flags()], description=module.__doc__)
    module.add_arguments(parser)
    return parser


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"launchready.cli.{name}_verb")


def _guarded(module: ModuleType, args: argparse.Namespace) -> int:
    """Run a verb; what the user can mend becomes one sentence and exit code 2."""
    from launchready.app.request import UsageError
    from launchready.cli.outputs import to_screen
    from launchready.config.errors import ConfigError
    from launchready.engine.bugs import contained
    from launchready.engine.bundle import BundleError
    from launchready.engine.record import RecordError
    from launchready.formats.plain import harmless

    def verb() -> int:
        try:
            to_screen(args)
            code = int(module.run(args))
            sys.stdout.flush()
            return code
        except (UsageError, ConfigError, BundleError, RecordError) as problem:
            sys.stderr.write(f"launchready: {harmless(str(problem))}\n")
            return exits.USAGE
        except OSError as problem:
            if problem.errno not in UNWRITABLE:
                raise
            drop_output(problem)
            return exits.CANNOT_TELL

    with contained(_say_bug):
        return verb()
    return exits.OUR_BUG


def _say_bug(trace: str) -> None:
    """Keep the traceback of our own crash for a report; show one sentence. A Ctrl-C is no crash."""
    from launchready.app.places import state_folder
    from launchready.cli.stopping import by_ctrl_c

    if by_ctrl_c(sys.exc_info()[1]):
        raise KeyboardInterrupt
    path = state_folder() / "last-bug.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(trace, encoding="utf-8")
        where = f"Please report it with {path}."
    except OSError:
        where = trace
    sys.stderr.write(f"launchready: this is a bug of ours, not of your site. {where}\n")


def request_of(args: argparse.Namespace) -> "Request":
    """Give the global flags as one value."""
    from launchready.app.request import Request

    return Request(
        folder=Path.cwd(),
        config=getattr(args, "config", None),
        profile=getattr(args, "profile", ""),
        strict=getattr(args, "strict", False),
        authorised=getattr(args, "authorised", False),
        keep_record=not getattr(args, "no_record", False),
        resolvers=tuple(getattr(args, "resolver", ())),
        pins=tuple(getattr(args, "resolve", ())),
        ca=getattr(args, "ca", None),
        deep=getattr(args, "deep", False),
        repo=getattr(args, "repo", None),
    )


def whole_parser() -> argparse.ArgumentParser:
    """Give one parser with every verb, for shell completion."""
    flags = global_flags()
    parser = argparse.ArgumentParser(prog="launchready", parents=[flags])
    parser.add_argument("--completion", choices=("bash", "zsh", "tcsh"))
    sub = parser.add_subparsers(dest="verb")
    for name, line in verbs.VERBS:
        if name == "help":
            sub.add_parser(name, help=line).add_argument("what", nargs="?", choices=("all", *verbs.NAMES))
            continue
        _module(name).add_arguments(sub.add_parser(name, help=line, parents=[flags]))
    return parser


def _completion(argv: Sequence[str]) -> int:
    import shtab

    index = list(argv).index("--completion") + 1
    shell = argv[index] if index < len(argv) else ""
    if shell not in shtab.SUPPORTED_SHELLS:
        sys.stderr.write(f"launchready: --completion takes one of {', '.join(shtab.SUPPORTED_SHELLS)}.\n")
        return exits.USAGE
    sys.stdout.write(shtab.complete(whole_parser(), shell) + "\n")
    return exits.OK
