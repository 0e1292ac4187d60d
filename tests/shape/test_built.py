"""What is built is light, and can be read by Chromium 90 and Safari 15.4, where one unknown at-rule drops a whole sheet."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.weights import LIMIT, weights
from zlc.config import ROOT

DIST = ROOT / "static/dist"
ESBUILD = ROOT / "static/client/node_modules/esbuild/bin/esbuild"
NODE = Path(sys.executable).with_name("node")
OLDEST = "chrome90,safari15.4"

# What it is → how it shows, each with a sample that must be caught.
CSS = {
    "@layer": (r"@layer\b", "@layer base{a{color:red}}"),
    "@container": (r"@container\b|\bcontainer-(type|name)\s*:", "@container (min-width:20em){a{color:red}}"),
    "@property": (r"@property\b", "@property --x{syntax:'*';inherits:false}"),
    "@scope": (r"@scope\b", "@scope (.card){a{color:red}}"),
    "range in a media query": (r"@media[^{]*[<>]", "@media (width>=40rem){a{color:red}}"),
    ":has()": (r":has\(", "a:has(b){color:red}"),
    "light-dark()": (r"light-dark\(", "a{color:light-dark(red,blue)}"),
    "color-mix()": (r"color-mix\(", "a{color:color-mix(in srgb,red,blue)}"),
    "oklch()": (r"\bok(lch|lab)\(", "a{color:oklch(50% .1 20)}"),
    "viewport units of 2022": (r"\d(d|s|l)v(h|w|b|i|min|max)\b", "a{height:100dvh}"),
    "accent-color": (r"accent-color\s*:", "a{accent-color:red}"),
    "text-wrap": (r"text-wrap\s*:", "a{text-wrap:balance}"),
    "subgrid": (r"\bsubgrid\b", "a{grid-template-rows:subgrid}"),
}
# Names, which esbuild leaves alone; what is syntax it tells itself.
JS = {
    # Chrome 90 reads ?. well, but for this (docs/decisions/0007).
    "optional call with a spread": (r"\?\.\([^()]*\.\.\.", "f?.(a,...b)"),
    "structuredClone": (r"\bstructuredClone\b", "structuredClone(a)"),
    "Object.hasOwn": (r"\bObject\.hasOwn\b", "Object.hasOwn(a,'b')"),
    "groupBy": (r"\b(Object|Map)\.groupBy\b", "Object.groupBy(a,f)"),
    ".at()": (r"\.at\(", "a.at(-1)"),
    "crypto.randomUUID": (r"\brandomUUID\b", "crypto.randomUUID()"),
    "AbortSignal.timeout": (r"\bAbortSignal\.(timeout|any)\b", "AbortSignal.timeout(9)"),
    "Array.fromAsync": (r"\.fromAsync\(", "Array.fromAsync(a)"),
    ".findLast()": (r"\.findLast(Index)?\(", "a.findLast(f)"),
    ".toSorted()": (r"\.to(Sorted|Reversed|Spliced)\(", "a.toSorted()"),
    "Promise.withResolvers": (r"\.withResolvers\(", "Promise.withResolvers()"),
    "requestIdleCallback": (r"\brequestIdleCallback\(", "requestIdleCallback(f)"),
    "lookbehind": (r"\(\?<[=!]", "new RegExp('(?<=a)b')"),
}
SYNTAX = {
    "static block": "class A{static{f()}}",
    "flag v of a regular expression": "f(/[a--b]/v)",
    "lookbehind written out": "f(/(?<=a)b/)",
    "private name in an object": "class A{#a;b(c){return #a in c}}",
    "using": "{using a=f()}",
}


def found(rules: dict[str, tuple[str, str]], text: str) -> list[str]:
    return [name for name, (pattern, _) in rules.items() if re.search(pattern, text)]


def without_strings(css: str) -> str:
    return re.sub(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|url\([^)]*\)", "", css, flags=re.S)


def nested_rules(css: str) -> list[str]:
    """Selectors of rules inside rules, which is nesting with or without `&`."""
    inside: list[bool] = []
    nested = []
    for prelude, brace in re.findall(r"([^{};]*)([{};])", css):
        if brace == "{":
            if any(inside):
                nested.append(prelude)
            inside.append(not prelude.strip().startswith("@"))
        elif brace == "}":
            inside.pop()
    return nested


def faults_of_css(text: str) -> list[str]:
    plain = without_strings(text)
    return found(CSS, plain) + [f"nesting: {selector}" for selector in nested_rules(plain)]


def esbuild(code: str, target: str) -> str:
    """The same code, in the words of `target` only; says why when that cannot be."""
    command = [NODE, ESBUILD, "--loader=js", "--minify-whitespace", "--charset=utf8", f"--target={target}"]
    command.append("--supported:optional-chain=true")  # but for the one fault that JS lists below
    done = subprocess.run(command, input=code, capture_output=True, text=True)
    return done.stdout or f"cannot be told: {done.stderr}"


def faults_of_js(text: str) -> list[str]:
    today, then = esbuild(text, "esnext"), esbuild(text, OLDEST)
    return found(JS, text) + ([] if today == then else [f"syntax: {then[:200]}"])


def built(ending: str) -> list[Path]:
    """Of this build: dist keeps the one before as well, for pages that are still open."""
    manifest = DIST / "manifest.json"
    urls = json.loads(manifest.read_text())["files"].values() if manifest.exists() else []
    files = [DIST / "sw.js", *(DIST / url.rpartition("/")[2] for url in urls)]
    return [path for path in files if path.suffix == f".{ending}"]


def test_there_is_something_to_look_at():
    assert {path.name.partition("-")[0] for path in built("css")} == {"field", "desk"}, "the client is not built: ./run.sh build"
    assert {"sw.js", "field"} <= {path.name.partition("-")[0] for path in built("js")}


@pytest.mark.parametrize("name", CSS)
def test_a_sheet_with_it_is_caught(name):
    assert faults_of_css(f"b{{color:red}}{CSS[name][1]}") == [name]


@pytest.mark.parametrize("nested", ["a{&:hover{color:red}}", "a{b{color:red}}", "@media print{a{color:red;.b{top:0}}}"])
def test_a_nested_rule_is_caught(nested):
    assert [fault for fault in faults_of_css(nested) if fault.startswith("nesting")]


@pytest.mark.parametrize("name", JS)
def test_a_script_with_it_is_caught(name):
    assert faults_of_js(JS[name][1]) == [name]


@pytest.mark.parametrize("name", SYNTAX)
def test_syntax_of_later_years_is_caught(name):
    assert [fault for fault in faults_of_js(SYNTAX[name]) if fault.startswith("syntax")]


def test_what_was_there_in_time_is_not_refused():
    assert not faults_of_css("@media (min-width:4rem){a:focus-visible{inset:0;width:min(1rem,2vw)}}@keyframes k{to{top:0}}")
    assert not faults_of_js("class A{#a=1;b=a??2;async d(){for await(const e of f)a||=e}}export{A}")


@pytest.mark.parametrize("path", built("css"), ids=lambda path: path.name)
def test_every_sheet_can_be_read(path):
    assert not faults_of_css(path.read_text())


@pytest.mark.parametrize("path", built("js"), ids=lambda path: path.name)
def test_every_script_can_be_read(path):
    assert not faults_of_js(path.read_text())


def test_nothing_walks_a_cursor_by_what_the_build_leaves_out_of_idb():
    sources = [*(ROOT / "static/client").glob("*/**/*.ts*"), *(ROOT / "service-worker").glob("*.ts")]
    ours = [path for path in sources if "node_modules" not in path.parts]
    assert len(ours) > 100
    for path in ours:
        assert not re.search(r"\bfor await\b|\.iterate\(", path.read_text("utf-8")), path


def test_the_field_app_is_light():
    """All of its JavaScript (docs/decisions/0007): over a slow line this is what the first visit waits for."""
    sizes = weights()
    assert len(sizes) == 3
    assert sum(sizes.values()) <= LIMIT, f"{sum(sizes.values()) / 1024:.1f} KB gzipped: {sizes}"
