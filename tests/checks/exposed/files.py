"""exposed/secrets."""

from launchready.facts.exposed import ExposedFiles, Shape
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level
from tests.checks.cases import LITERAL, Case, Kind, gap
from tests.checks.exposed._open import files, opened

ID = "exposed/secrets"
B, I, O = Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL
SECRET = {"names": ("DATABASE_URL", "PORT"), "secret_names": ("DATABASE_URL",)}
API = Subject.host("api.club.example")


def case(name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, **more)


def lies_open(name: str, *facts: Fact, level: Level = B, words: str = "", **more) -> Case:
    group = f"exposed/secrets:club.example:{words or 'settings'}"
    return case(name, Kind.FAILING, *facts, **{"levels": (level,), "cases": (words,), "groups": (group,), **more})


ENV = opened("/.env", Shape.ENV, **SECRET)
HEAD, CONFIG = opened("/.git/HEAD", Shape.GIT_HEAD), opened("/.git/config", Shape.GIT_CONFIG, names=("core",))
CASES = (
    case("every path is closed", Kind.PASSING, files()),
    lies_open("settings with a password", files(ENV), values={"names": ["DATABASE_URL"]}),
    lies_open("two files of settings, one finding", files(ENV, opened("/.env.local", Shape.ENV, **SECRET))),
    lies_open("the code's history", files(CONFIG, HEAD), words="git"),
    lies_open("a dump of the database", files(opened("/backup.sql", Shape.SQL_DUMP, names=("members",))), words="backup", values={"names": ["members"]}),
    lies_open("a backup of the program", files(opened("/backup.zip", Shape.ARCHIVE, names=("app.py",))), words="backup"),
    lies_open("the database itself", files(opened("/db.sqlite3", Shape.SQLITE)), words="backup"),
    lies_open("a private key", files(opened("/id_rsa", Shape.PRIVATE_KEY)), words="key"),
    lies_open("keys of a cloud", files(opened("/.aws/credentials", Shape.AWS, **SECRET)), words="key"),
    lies_open("a service account", files(opened("/serviceAccountKey.json", Shape.SERVICE_ACCOUNT, **SECRET)), words="key"),
    lies_open("a token for packages", files(opened("/.npmrc", Shape.NPMRC, **SECRET))),
    lies_open("a password in the settings of PHP", files(opened("/wp-config.php.bak", Shape.PHP_SETTINGS, **SECRET))),
    lies_open("a password in the list of containers", files(opened("/docker-compose.yml", Shape.COMPOSE, **SECRET))),
    lies_open("a token that a coding agent was given", files(opened("/.cursor/mcp.json", Shape.AGENT_SETTINGS, **SECRET))),
    lies_open("settings without a password", files(opened("/.env", Shape.ENV, names=("NODE_ENV",))), level=I, words="settings"),
    lies_open("a list of containers", files(opened("/docker-compose.yml", Shape.COMPOSE)), level=O, words="traces"),
    lies_open("traces of tools", files(opened("/.DS_Store", Shape.DS_STORE, filled=False), opened("/venv/pyvenv.cfg", Shape.VENV, filled=False)), level=O, words="traces"),
    lies_open("settings and history: two causes", files(ENV, HEAD), levels=(B, B), cases=("", "git"), groups=None),
    lies_open("two hosts", files(ENV), files(ENV, host="api.club.example"), levels=(B, B), cases=("", ""), groups=None),
    lies_open("seen before a limit stopped us", files(ENV), gaps=(gap(ExposedFiles, Subject.host("club.example"), GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    lies_open("an address written as a number", files(ENV), target=LITERAL),
    case("nothing was asked", Kind.UNKNOWN, gaps=(gap(ExposedFiles),)),
    case("a limit stopped us", Kind.UNKNOWN, files(), gaps=(gap(ExposedFiles, API, GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    case("every path shows the same: an app made of scripts, or a lure", Kind.TRAP, files(decoys=("/.env", "/.git/config"))),
    case("an example with placeholders", Kind.TRAP, files(opened("/.env", Shape.ENV, names=("API_KEY",), filled=False))),
    case("settings that every browser gets", Kind.TRAP, files(opened("/.env", Shape.ENV, names=("VITE_API_URL",), filled=False))),
    case("pictures for the press", Kind.TRAP, files(opened("/club.zip", Shape.ARCHIVE, names=("logo.svg",), filled=False))),
    case("a registry without a token", Kind.TRAP, files(opened("/.npmrc", Shape.NPMRC, filled=False))),
    case("placeholders for a cloud's keys", Kind.TRAP, files(opened("/.aws/credentials", Shape.AWS, filled=False))),
    case("a firewall guards the paths", Kind.TRAP, files(refused=("/.env",))),
)  # fmt: skip
