import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.facts.page import AddressKind
from launchready.formats.address import Home
from launchready.formats.script import Script, script, source_map
from launchready.formats.script_context import Use

HOME = Home(frozenset({"club.example"}), lambda host: host.endswith(".tunnel.example"))
CALLED, ASSIGNED, STANDS = Use(called=True), Use(assigned=True), Use()


def read(text: str) -> Script:
    return script(text, HOME)


def use(text: str) -> Use:
    found = read(text).found
    assert len(found) == 1, found
    return found[0].use


@pytest.mark.parametrize(
    "text",
    [
        'const Ae="http://localhost:8000/api";',
        'let a=1,bt="http://127.0.0.1:5000",c=2',
        'baseURL:"http://localhost:3000/api"',
        "axios.create({ baseURL: 'http://backend:8000' })",
        'window.API_URL = "http://localhost:3000"',
        '{"apiUrl":"http:\\/\\/192.168.1.5:3000\\/"}',
        'VITE_API_URL:"http://localhost:3000"',
        # A setting that was not there when the app was built: Vite, webpack, Next.js, the minifier's fold.
        'const u={BASE_URL:"/",DEV:!1,MODE:"production"}.VITE_API_URL||"http://localhost:3000"',
        'const u=({NODE_ENV:"production"}).REACT_APP_API??"http://localhost:3000"',
        'let u=r.env.NEXT_PUBLIC_API_URL||"http://localhost:3000"',
        'let u=void 0||"http://localhost:3000"',
        "const u = undefined ?? `http://localhost:3000`",
        "const u=`http://localhost:3000/${p}`",
        'SITE_URL:"https://demo.tunnel.example"',
    ],
)
def test_the_value_of_a_setting(text: str):
    assert use(text) == ASSIGNED


@pytest.mark.parametrize(
    "text",
    [
        'fetch("http://localhost:5000/api/login",{method:"POST"})',
        "fetch(`http://localhost:5000/api/${x}`)",
        'await axios.post("http://localhost:5000/x",d)',
        'ye.get("http://10.0.0.3/api")',
        'new WebSocket("ws://localhost:8080/live")',
        'new EventSource("http://localhost:8080/live")',
        'xhr.open("GET","http://localhost:5000/api")',
        'navigator.sendBeacon("http://localhost:5000/b")',
        'io("http://localhost:4000",{transports:["websocket"]})',
        '$.ajax("http://localhost:4000")',
        'import("http://localhost:5173/src/x.js")',
        'localhost(){fetch("http://localhost:3001/api/members").catch(()=>{})}',
    ],
)
def test_the_address_of_a_call(text: str):
    assert use(text) == CALLED


@pytest.mark.parametrize(
    "text",
    [
        # Library defaults, seen in real bundles.
        'const xx="http://localhost:9999"',  # supabase auth-js
        'new URL("http://localhost:3000/api/auth")',  # next-auth
        'url:"http://localhost:3000/api/auth"',
        'sidecarUrl:"http://localhost:8969/stream"',  # Sentry Spotlight
        'const u="http://localhost:8545"',  # ethers
        'const base="http://localhost";new URL(p,base)',  # axios, react-router
        'host:"http://127.0.0.1:11434"',
        # The developer's own branch.
        'location.hostname==="localhost"?"http://localhost:3000":"https://api.club.example"',
        'const a=isDev?"http://localhost:3000":"https://api.club.example"',
        'if(window.location.hostname==="localhost"){fetch("http://localhost:3000/x")}',
        '"production"!==process.env.NODE_ENV&&fetch("http://localhost:3000/x")',
        'p?"https://api.club.example/api":"http://localhost:3000"',
        # Somebody else's value comes first.
        'e.apiUrl||"http://localhost:3000"',
        'const u=opts.url??"http://localhost:3000"',
        # Compared, listed, shown, described.
        'if(origin==="http://localhost:3000")x()',
        'u.startsWith("http://localhost:3000")',
        '["http://localhost:3000","https://club.example"].includes(o)',
        'placeholder:"http://localhost:3000"',
        'children:"http://localhost:3000"',
        'apiUrlPlaceholder:"http://localhost:3000"',
        '"open http://localhost:3000 in your browser"',
        'throw Error("http://localhost:3000 is down")',
        'fetch("http://localhost:3000 ")',
        "http://localhost:3000",
        'fetch("http://user:pass@localhost:3000/x");"http://localhost:3000"',
        # In comments.
        '// fetch("http://localhost:3000/a")',
        'a();  // const x = "http://localhost:3000/a"',
        '/** @example\n * const api = "http://localhost:3000/a"\n */',
        '/* fetch("http://localhost:3000/a")',
    ],
)
def test_what_only_stands_there(text: str):
    assert use(text) == STANDS


def test_a_comment_that_is_over_hides_nothing():
    assert use('/* a */fetch("http://localhost:3000/a") /* b */') == CALLED
    assert use('x="https://club.example/a";\nfetch("http://localhost:3000/a")') == CALLED
    assert use("/*" + "a" * 4000 + '*/fetch("http://localhost:3000/a")') == CALLED


def test_kinds_and_what_follows_an_address():
    made = read('a("http://localhost:1/x."),b("http://10.1.1.1/"),c("https://q.tunnel.example/?t=secret")')
    assert [(found.address.shown, found.kind) for found in made.found] == [
        ("http://localhost:1/x", AddressKind.LOCALHOST),
        ("http://10.1.1.1/", AddressKind.PRIVATE),
        ("https://q.tunnel.example/?t=…", AddressKind.PREVIEW),
    ]


def test_hosts_of_programs_the_sites_own_first():
    made = read(
        'a="https://www.w3.org/2000/svg",b="https://api.partner.example/v1",c="https://abc.supabase.co",'
        'd="https://members.club.example/x";fetch("https://other.example/data");e="https://react.dev/errors"'
    )
    assert made.hosts == ("members.club.example", "abc.supabase.co", "api.partner.example", "other.example")
    many = "".join(f'fetch("https://h{n}.example/x");' for n in range(99))
    assert len(read(many).hosts) == 40


def test_what_is_called_without_encryption():
    made = read(
        'fetch("http://api.club.example/x");new WebSocket("ws://club.example/live");baseURL:"http://api.partner.example";'
        'fetch("https://club.example/y");x="http://www.w3.org/1999/xhtml";fetch("http://localhost:3000/z")'
    )
    assert [(address.shown, use) for address, use in made.insecure] == [
        ("http://api.club.example/x", CALLED),
        ("ws://club.example/live", CALLED),
        ("http://api.partner.example/", ASSIGNED),
    ]


def test_a_host_that_is_not_written_out_is_none():
    assert (
        read("fetch(`https://api.${h}/feed`);fetch(`http://localhost:${port}/x`);new WebSocket(`ws://${h}/live`)")
        == Script()
    )


def test_payment_keys_come_along():
    assert read('k="rzp_test_abcDEF123456"').keys[0].test


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("x()\n//# sourceMappingURL=index-4f3a9c1b.js.map", "index-4f3a9c1b.js.map"),
        ("//@ sourceMappingURL=a.map\n//# sourceMappingURL=b.map\n", "b.map"),
        ("a{}\n/*# sourceMappingURL=app.css.map */", "app.css.map"),
        ("x()", ""),
        ("//# sourceMappingURL=a.map" + " " * 2000, ""),
    ],
)
def test_the_source_map_that_is_named(text: str, named: str):
    assert source_map(text) == named


def test_floods_end():
    assert read('fetch("http://localhost:1/");' * 6000).found
    assert len(read("".join(f'fetch("http://localhost:1/a{n}");' for n in range(200))).found) == 30
    assert len(read("".join(f'fetch("http://h{n}.example/a");' for n in range(200))).insecure) == 20
    assert read("http://" * 9000) == Script()
    assert read("http:// " * 6000 + 'fetch("http://localhost:1/")') == Script()


@given(st.text(alphabet="fetch(\"'`http://localhost:30ws.=|?&/*\n${}", max_size=200), st.booleans())
def test_anything_is_read(text: str, called: bool):
    read(('fetch("http://localhost:3000/' if called else "") + text)
