"""Templates keep to the content security policy: no styles, scripts or handlers of their own."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

WEB = Path(str(files("akkoord_web")))
TEMPLATES = sorted(WEB.rglob("*.html"))
FORBIDDEN = {
    "an inline style": r"\sstyle\s*=|<style",
    "an inline script": r"<script(?![^>]*\ssrc=)",
    "an inline handler": r"\son[a-z]+\s*=",
    "hx-on": r"hx-on",
    "evaluated values": r"hx-vals\s*=\s*['\"]\s*js:|hx-vars",
    "a trigger filter": r"hx-trigger\s*=\s*\"[^\"]*\[",
    "an address of another host": r"(?:src|href|action)\s*=\s*[\"']https?://",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_keeps_to_the_policy(path):
    source = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    found = [name for name, pattern in FORBIDDEN.items() if re.search(pattern, source, re.IGNORECASE)]
    assert not found


@pytest.mark.parametrize(
    "source",
    ['<p style="x">', "<script>1</script>", '<a onclick="x">', '<a hx-on:click="x">', '<a hx-trigger="click[x]">'],
)
def test_the_lint_would_notice(source):
    assert any(re.search(pattern, source, re.IGNORECASE) for pattern in FORBIDDEN.values())


def test_every_form_that_writes_says_its_operation(anna, customer):
    for url in ("/settings", "/customers/new", f"/c/{customer.id}", f"/c/{customer.id}/edit"):
        page = anna.get(url).text
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.DOTALL):
            assert 'name="op"' in form or 'action="/sign-out"' in form, f"{url}: {form[:120]}"


def test_htmx_is_told_to_run_no_text(anna):
    page = anna.get("/").text
    for setting in ("&#34;allowEval&#34;:false", "&#34;historyCacheSize&#34;:0", "&#34;selfRequestsOnly&#34;:true"):
        assert setting in page or setting.replace("&#34;", '"') in page
