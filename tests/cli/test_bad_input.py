"""Whatever is given to a command, it says in the language of the run what cannot be used, where, and why."""

import os

import pytest

FILES = {
    "nergens.json": None,
    "map": None,
    "leeg.json": b"",
    "lijst.json": b"[1, 2]",
    "half.json": b'{"a": ',
    "bytes.json": bytes(range(256)),
    "diep.json": b"[" * 100_000,
    "leeg.json/x.json": None,
    "x" * 300: None,
}
READING = [
    ("cases", "{file}"),
    ("clauses", "why", "{file}", "--clause-set", "cleaning"),
    ("contract", "make", "{file}", "--clause-set", "cleaning"),
    ("contract", "show", "{file}"),
    ("contract", "pdf", "{file}", "--output", "out.pdf"),
    ("sales", "import", "{file}"),
    ("sales", "import", "{file}", "--format", "csv"),
    ("sales", "import", "{file}", "--format", "jsonl"),
    ("sales", "import", "{file}", "--format", "xlsx"),
    ("daily", "--workspace", "{file}"),
]


@pytest.fixture
def files(made, folder):
    (folder / "map").mkdir()
    for name, content in FILES.items():
        if content is not None:
            (folder / name).write_bytes(content)


def said(run, arguments, language):
    ran = run(*arguments, "--language", language)
    assert (ran.code, ran.out) == (2, ""), ran
    assert "Traceback" not in ran.err
    return " ".join(ran.err.split())


@pytest.mark.parametrize("name", FILES, ids=lambda name: name[:20])
@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_file_that_cannot_be_used_is_named_with_the_reason_in_the_language_of_the_run(files, run, command, name):
    arguments = [part.format(file=name) for part in command]
    dutch, english = (said(run, arguments, language) for language in ("nl", "en"))
    assert dutch != english
    assert name.partition("/")[0][:40] in dutch
    assert not {"the", "it", "cannot"} & set(dutch.split()), dutch


DUTCH = {
    "cases lijst.json": "lijst.json, bij het begin: hier hoort een object te staan; er staat een lijst.",
    "cases map": "map is niet te gebruiken: het is een map.",
    "sales import nergens.csv": "nergens.csv is niet te gebruiken: het is er niet.",
    "sales import map --format csv": "map is niet te gebruiken: het is een map.",
    "sales import leeg.json --format csv": "leeg.json: Het bestand is leeg.",
    "sales import bytes.json --format csv": "bytes.json: Het bestand is geen UTF-8-tekst.",
    "sales import diep.json --format csv": "een aanhalingsteken",
    "sales import leeg.json --mapping depot": "geen indeling depot, en ook geen andere.",
    f"backup {'y' * 300}": "is niet bruikbaar (de naam is te lang). Controleer de schijf en de rechten op de map.",
    "journal show --limit veel": "--limit moet een geheel getal van 1 tot en met 10000 zijn.",
    "settle --period 2026 --processes 0": "--processes moet een geheel getal van 1 of meer zijn.",
    "settle --period 2026 --cutoff 2026-02-30": "--cutoff moet een dag zijn zoals 2026-12-31.",
    "ledger --period 2026 --output map": "map is niet te gebruiken: het is een map.",
    "plugin new report naam --into leeg.json/x": "is niet te gebruiken: een deel van het pad is geen map.",
}


@pytest.mark.parametrize(("command", "dutch"), DUTCH.items(), ids=[command[:50] for command in DUTCH])
def test_a_mistake_is_said_in_dutch_words_throughout(files, run, command, dutch):
    assert dutch in said(run, command.split(), "nl")


@pytest.mark.parametrize("command", [("cases",), ("sales", "import"), ("backup",), ("init",)], ids=" ".join)
def test_a_file_that_this_user_may_not_use_is_said_so(files, run, command, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert "leeg.json is niet te gebruiken: deze gebruiker mag dat niet." in said(run, (*command, "leeg.json"), "nl")


def test_a_plugin_that_cannot_be_made_leaves_nothing_else_on_the_screen(files, run):
    assert said(run, ("plugin", "new", "report", "naam", "--into", "leeg.json/x"), "en").count(". ") <= 1
