# ruff: noqa: INP001 - mkdocs loads it by its path
"""Make the pages of the docs that come from the code: one for each hook, from its specification."""

import inspect
from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from akkoord import hookspecs
from akkoord.plugins import spec_names

PARAMETER = ":param "
RETURNS = ":returns:"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages of the hooks into the navigation, where it says `Hooks`."""
    pages = ["hooks/index.md", *(f"hooks/{name}.md" for name in sorted(spec_names()))]
    config.nav = [{"Hooks": pages} if isinstance(one, dict) and "Hooks" in one else one for one in config.nav or []]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for every hook, and one that lists them."""
    names = sorted(spec_names())
    listed = "".join(f"- [`{name}`]({name}.md): {summary(name)}\n" for name in names)
    index = f"# Hooks\n\nWhat a plugin can offer; each has an example in [Making a plugin](../plugins.md).\n\n{listed}"
    files.append(File.generated(config, "hooks/index.md", content=index))
    for name in names:
        files.append(File.generated(config, f"hooks/{name}.md", content=page(name)))
    return files


def summary(name: str) -> str:
    """Give the first sentence of a hook's specification."""
    return documented(name).splitlines()[0]


def documented(name: str) -> str:
    """Give the whole docstring of a hook. Raises ValueError when there is none."""
    text = inspect.getdoc(getattr(hookspecs, name))
    if not text:
        raise ValueError(f"hook {name} has no docstring")
    return text


def page(name: str) -> str:
    """Write the page of a hook: its signature, what it is for, its arguments, what it answers."""
    signature = inspect.signature(getattr(hookspecs, name))
    return f"# `{name}`\n\n```python\ndef {name}{signature}\n```\n\n" + "\n".join(lines(documented(name))) + "\n"


def lines(text: str) -> Iterator[str]:
    """Turn the fields of a docstring into a list."""
    for line in text.splitlines():
        if line.startswith(PARAMETER):
            argument, _, meaning = line.removeprefix(PARAMETER).partition(":")
            yield f"- `{argument}`: {meaning.strip()}"
        elif line.startswith(RETURNS):
            yield f"\nIt answers {line.removeprefix(RETURNS).strip()}"
        else:
            yield line
