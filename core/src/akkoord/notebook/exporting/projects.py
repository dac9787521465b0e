"""The project of a plugin: its name, its files, and how they are written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from akkoord.language import AkkoordError, Message
from akkoord.scaffold import NAME

__all__ = ["CannotExport", "Exported", "Project"]

_TOML: Final = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{distribution}"
version = "0.1.0"
description = "{title}, for Akkoord"
requires-python = ">=3.11"
dependencies = [{dependencies}]

[project.entry-points.akkoord]
{entry} = "{package}.plugin"

[tool.hatch.build.targets.wheel]
packages = ["src/{package}"]
"""
_README: Final = """\
# {title}

A plugin for Akkoord, written out of a notebook.

    python -m pip install .
    akkoord plugins
    python -m pytest

{about}
"""


class CannotExport(AkkoordError):
    """Something of a notebook cannot be handed over as a plugin like this."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A plugin that was written: its folder, the names of its distribution and package, and how many cases it has."""

    folder: Path
    distribution: str
    package: str
    cases: int

    def __repr__(self) -> str:
        return (
            f"{self.folder}: {self.distribution}, {self.cases} case(s). Install it: python -m pip install {self.folder}"
        )


@dataclass(frozen=True, slots=True)
class Project:
    """What a project is called: `kind` is `rules`, `clauses` or `reports`, `name` lower-case words with hyphens."""

    kind: str
    name: str
    title: str

    def __post_init__(self) -> None:
        """Refuse a name that is none."""
        if not NAME.fullmatch(self.name):
            raise CannotExport(
                Message("{name!r} is no name: write small letters, joined by hyphens.", {"name": self.name})
            )

    @property
    def distribution(self) -> str:
        """The name of the distribution."""
        return f"akkoord-{self.kind}-{self.name}"

    @property
    def package(self) -> str:
        """The name of the package."""
        return re.sub(r"-", "_", self.distribution)

    def write(
        self, folder: Path, files: Mapping[str, str], *, about: str, cases: int, requires: tuple[str, ...] = ()
    ) -> Exported:
        """Write the files into a new folder below `folder`. Raises CannotExport when it is there already."""
        target = folder / self.distribution
        if target.exists():
            raise CannotExport(Message("{folder} is there already. Choose another name.", {"folder": str(target)}))
        for name, text in {**self._frame(about, requires), **files}.items():
            file = target / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return Exported(target, self.distribution, self.package, cases)

    def _frame(self, about: str, requires: tuple[str, ...]) -> dict[str, str]:
        dependencies = ", ".join(f'"{each}"' for each in ("akkoord", *requires))
        values = {
            "distribution": self.distribution, "package": self.package, "entry": self.package.removeprefix("akkoord_"),
            "title": self.title.replace('"', "'"), "dependencies": dependencies, "about": about,
        }  # fmt: skip
        return {
            "pyproject.toml": _TOML.format(**values),
            "README.md": _README.format(**values),
            f"src/{self.package}/py.typed": "",
        }
