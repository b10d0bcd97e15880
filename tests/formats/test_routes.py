import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.routes import lazy_files, routes

REACT = (
    'function Zo(){const e=useNavigate();return h.jsx(Ve,{path:"/",element:h.jsx(a,{})}),h.jsx(Ve,{path:"/pricing",element:b}),'
    'h.jsx(Ve,{path:"/login",element:c}),h.jsx(Ve,{path:"/members/:id",element:d}),h.jsx(Ve,{path:"*",element:f}),'
    'h.jsx(Ve,{path:"/admin/reports/",element:g}),h.jsx(Le,{to:"/admin/reports",children:"R"})}'
)


def test_pages_that_are_declared_and_led_to_come_first():
    assert routes(REACT) == ("/admin/reports", "/pricing", "/login")


@pytest.mark.parametrize(
    "text",
    [
        "createWebHistory();[{path:'/login',component:A},{path:'/pricing',name:'p',component:B}]",
        'createRouter;pushState;({path:"/login",getParentRoute:()=>r}),({path:`/pricing`,component:x})',
        'Outlet;({"path":"/login","lazy":()=>1}),({"path":"/pricing", "children":[]})',
        'useRoutes;({path:"/login"}),navigate("/login"),({path:"/pricing"}),router.push("/pricing")',
    ],
)
def test_each_router(text: str):
    assert routes(text) == ("/login", "/pricing")


@pytest.mark.parametrize(
    "text",
    [
        'path:"/login",element:a',  # no router anywhere
        'useNavigate;({path:"/docs/channels/server_api"})',  # a manual's address in a library
        'useNavigate;({path:"/api/users",element:a}),({path:"/auth/v1/token",element:b}),({path:"/socket",component:c})',
        'useNavigate;({path:"/logout",element:a}),({path:"/reset-password",element:b}),({path:"/invite",element:c})',
        'useNavigate;({path:"/Login",element:a}),({path:"/a.b",element:b}),({path:"login",element:c}),({path:"/",element:d})',
        'useNavigate;({fullpath:"/login",element:a}),h("a",{to:"/somewhere"})',
        "",
    ],
)
def test_what_is_no_page_of_the_app(text: str):
    assert routes(text) == ()


def test_files_that_a_script_loads_later():
    text = (
        'const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/Login-Ab12Cd34.js","assets/Login-Ab12Cd34.css"])));'
        'import("./Login-Ab12Cd34.js");import("/x/y.mjs");import("https://other.example/z.js");"not a file.txt"'
    )
    assert lazy_files(text) == ("assets/Login-Ab12Cd34.js", "./Login-Ab12Cd34.js", "/x/y.mjs")
    assert len(lazy_files("".join(f'"a{n}.js"' for n in range(99)))) == 60
    assert len(lazy_files('"same.js"' * 4000)) == 1


def test_a_flood_of_routes_ends():
    text = "useNavigate;" + "".join(
        f'({{path:"/p{chr(97 + n % 26)}x{"y" * (n % 50)}",element:a}})' for n in range(4000)
    )
    assert len(routes(text)) == 20


@given(st.text(alphabet="path:to\"'`/{}(),elmn-", max_size=200))
def test_anything_is_read(text: str):
    routes("useNavigate;" + text)
    lazy_files(text)
