"""redirects/http-served and redirects/downgrade."""

from dataclasses import replace

from launchready.facts.http import End, RedirectChain
from launchready.facts.names import HostNames, KnownName, Origin
from launchready.facts.page import FormPurpose
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.target import HostRole
from launchready.model.words import Level, Status
from tests.checks.cases import CLUB, LITERAL, LOCALHOST, Case, Kind, declared, gap
from tests.checks.headers._pages import form
from tests.checks.headers._pages import page as seen_page
from tests.checks.redirects._ways import DEEP, HTTP, HTTPS, WWW, WWW_HTTP, answer, sound, way

SERVED, DOWN = "redirects/http-served", "redirects/downgrade"
WWW_HOST = Subject.host("www.club.example")
APP = "http://app.club.example/"
SAFE = sound(HTTP)
SIGN_IN = replace(form(FormPurpose.LOGIN), fields=("email", "password"))
NOT_APPLICABLE = Status.NOT_APPLICABLE


def names(**roles: str) -> HostNames:
    known = tuple(
        KnownName(name=f"{label}.club.example", origins=(Origin.WORD,), role=role, required=False)
        for label, role in roles.items()
    )
    return HostNames(subject=Subject.site(CLUB.host), names=known, tried=40, wildcard_only=0)


def served(name: str, *facts: Fact, level: Level = Level.IMPORTANT, host: str = CLUB.host, **more) -> Case:
    case = "login" if level is Level.BLOCKER else ""
    return Case(
        check=SERVED,
        name=name,
        kind=Kind.FAILING,
        facts=facts,
        levels=(level,),
        cases=(case,),
        groups=(f"host:{host}",),
        **more,
    )


def led(name: str, *facts: Fact, kind: Kind = Kind.TRAP, **more) -> Case:
    return Case(check=SERVED, name=name, kind=kind, facts=facts, **more)


SERVINGS = (
    led("http leads to https", *sound(), kind=Kind.PASSING),
    served("http shows the site", *SAFE, way(HTTP, "200"), answer(HTTP)),
    served("http shows deep pages only", *SAFE, way(HTTP, f"301 {HTTPS}", "200"), way(HTTP + DEEP, "200")),
    served("http://www leads to http", *sound(WWW_HTTP), way(WWW_HTTP, f"301 {HTTP}", "200")),
    served("a password field", *SAFE, way(HTTP, "200"), answer(HTTP, has_password_field=True), level=Level.BLOCKER),
    served(
        "the way in is shown, too",
        *SAFE,
        way(HTTP, "200"),
        answer(HTTP, sign_in_path="/login", sign_in_password=True),
        level=Level.BLOCKER,
        host="club.example",
    ),
    served(
        "the way in is built by its scripts",
        *SAFE,
        way(HTTP, "200"),
        answer(HTTP, sign_in_path="/login"),
        seen_page("https://club.example/login", forms=(SIGN_IN,)),
        level=Level.BLOCKER,
    ),
    served(
        "a page where people would sign in asks for nothing",
        *SAFE,
        way(HTTP, "200"),
        answer(HTTP, sign_in_path="/login"),
        seen_page("https://club.example/login"),
        seen_page("https://club.example/", forms=(SIGN_IN,)),
    ),
    served(
        "a session is set",
        *SAFE,
        way(HTTP, "200", on={HTTP: {"session_cookies": ("sessionid",)}}),
        way(HTTP + DEEP, "200"),
        level=Level.BLOCKER,
    ),
    served(
        "a declared app",
        *sound(),
        answer(APP),
        target=declared("app.club.example"),
        host="app.club.example",
        level=Level.BLOCKER,
    ),
    served(
        "a declared host of no such role",
        *sound(),
        answer(APP),
        target=declared("app.club.example", role=HostRole.OTHER),
        host="app.club.example",
    ),
    served(
        "a members' door that was merely found", *sound(), answer(APP), names(app="members"), host="app.club.example"
    ),
    Case(check=SERVED, name="the target was not followed", kind=Kind.UNKNOWN, gaps=(gap(RedirectChain),)),
    Case(
        check=SERVED,
        name="http was not followed",
        kind=Kind.UNKNOWN,
        facts=sound(HTTP, WWW_HTTP),
        gaps=(gap(RedirectChain, WWW_HOST),),
    ),
    led(
        "port 80 is closed",
        *sound(HTTP, WWW_HTTP),
        way(HTTP, "200", end=End.REFUSED),
        way(WWW_HTTP, "200", end=End.UNREACHABLE),
    ),
    led("http leads to another host first", *SAFE, way(HTTP, f"301 {WWW}", f"301 {HTTPS}", "200")),
    led("http answers with an error", *SAFE, way(HTTP, "404"), way(HTTP + DEEP, "403")),
    led("http ends somewhere else altogether", *SAFE, way(HTTP, "301 http://old-name.example/", "200")),
    led("a blog by http, merely found", *sound(), answer("http://blog.club.example/"), names(blog="other")),
    led("an app that redirects", *sound(), answer(APP, 301, leads_to="https://app.club.example/"), names(app="app")),
    led("an app by https", *sound(), answer("https://app.club.example/"), names(app="app")),
    led("an app behind its host's sign-in", *sound(), answer(APP, sign_in="Vercel"), names(app="app")),
    led("an API that has no page there", *sound(), answer(APP, 404), names(app="app")),
    led("the target's own name counts as an app for others", *sound(), answer(HTTP), names()),
    led("a machine on the desk", way(LOCALHOST.url, "200"), target=LOCALHOST, status=NOT_APPLICABLE),
    led("a number", way(LITERAL.url, "200"), target=LITERAL, status=NOT_APPLICABLE),
    led("a port of its own", way("https://club.example:8443/", "200"), status=NOT_APPLICABLE),
)


def falls(name: str, *facts: Fact, group: str = "", **more) -> Case:
    return Case(check=DOWN, name=name, kind=Kind.FAILING, facts=facts, levels=(Level.BLOCKER,), groups=(group,), **more)


def safe(name: str, *facts: Fact, kind: Kind = Kind.TRAP, **more) -> Case:
    return Case(check=DOWN, name=name, kind=kind, facts=facts, **more)


FALLS = (
    safe("every way goes up", *sound(), kind=Kind.PASSING),
    falls(
        "https://www leads to http, which leads to https", *sound(WWW), way(WWW, f"301 {HTTP}", f"301 {HTTPS}", "200")
    ),
    falls(
        "several entries by one step",
        way(WWW, f"301 {HTTP}", f"301 {HTTPS}", "200"),
        way(WWW + DEEP, f"301 {HTTP}{DEEP}", f"301 {HTTPS}{DEEP}", "404"),
    ),
    falls("https leads to http, which serves", way(HTTPS, f"301 {HTTP}", "200"), group="host:club.example"),
    falls("inside a circle", way(HTTPS, f"301 {HTTP}", f"301 {HTTPS}"), group="redirects/loop:club.example"),
    falls(
        "to an old domain by http",
        way(HTTPS, "301 http://old-name.example/", "200"),
        group="redirects/foreign-host:old-name.example",
    ),
    falls("over a counter's http and back", way(HTTPS, "302 http://count.example/", f"302 {HTTPS}start", "200")),
    falls("to an end that cannot be read", way(HTTPS, f"301 {HTTP}", "200", final_url="…")),
    Case(check=DOWN, name="the target was not followed", kind=Kind.UNKNOWN, gaps=(gap(RedirectChain),)),
    safe(
        "to the developer's own machine, judged by itself",
        way(HTTPS, "301 http://localhost:3000/", end=End.PRIVATE_ADDRESS),
    ),
    safe("to a number, judged by itself", way(HTTPS, "301 http://203.0.113.7/", "200")),
    safe(
        "a stranger's own downgrade",
        way(HTTPS, "302 https://login.provider.example/", "302 http://login.provider.example/", "200"),
    ),
    safe("an address that cannot be read", way(HTTPS, "200", end=End.BAD_LOCATION)),
    safe("another entry was not followed", *sound(WWW), gaps=(gap(RedirectChain, WWW_HOST),)),
)

CASES = (*SERVINGS, *FALLS)
