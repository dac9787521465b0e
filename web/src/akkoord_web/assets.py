"""Serve our own files under names that carry a hash of their content, compressed once, and cached for ever."""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import brotli  # type: ignore[import-untyped] # brotli ships no types
from flask import Flask, Response, abort, request

__all__ = ["Asset", "Assets", "MissingAssets", "start"]

FOLDER: Final = Path(__file__).parent / "static"
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_EXPLANATION: Final = re.compile(r"^[ \t]*//[^\n]*\n|^/\*[^\n]*\*/\n|^[ \t]+", re.MULTILINE)
_NEEDED: Final = ("vendor/htmx.js", "vendor/idiomorph.js", "vendor/signature_pad.js", "vendor/icons/check.svg")


class MissingAssets(RuntimeError):
    """The front-end packages were not copied into this package."""

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(f"{', '.join(missing)} is missing from {FOLDER}; run: python web/build_static.py")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it goes over the line: plain, and in the two compressions that browsers ask for."""

    name: str
    media_type: str
    plain: bytes
    brotli: bytes
    gzip: bytes

    @classmethod
    @cache
    def of(cls, path: str, content: bytes) -> "Asset":
        """Name the file after its content, and compress it."""
        stem, _, extension = path.rpartition(".")
        media_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return cls(
            name=f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{extension}",
            media_type=media_type,
            plain=content,
            brotli=brotli.compress(content, quality=9),
            gzip=gzip.compress(content, 9, mtime=0),
        )


class Assets:
    """All our files: by plain path for the templates, by hashed name for the browser."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._by_path = {path: Asset.of(path, content) for path, content in files.items()}
        self._by_name = {asset.name: asset for asset in self._by_path.values()}

    def url(self, path: str) -> str:
        """Give the address of a file, such as `app.css`.

        :raises KeyError: when there is no such file.
        """
        return f"/static/{self._by_path[path].name}"

    def named(self, name: str) -> Asset | None:
        """Give the file with this hashed name."""
        return self._by_name.get(name)


def start(app: Flask, *, theme_css: str = "") -> Assets:
    """Read all files, join the style sheets (and the client's accent) into one, and serve them."""
    assets = Assets(_files(theme_css))

    @app.get("/static/<path:name>", endpoint="asset")
    def serve(name: str) -> Response:
        asset = assets.named(name) or abort(404)
        return _answer(asset)

    app.jinja_env.globals["asset"] = assets.url
    return assets


def _files(theme_css: str) -> dict[str, bytes]:
    missing = [path for path in _NEEDED if not (FOLDER / path).is_file()]
    if missing:
        raise MissingAssets(missing)
    sheets = [path.read_text("utf-8") for path in sorted((FOLDER / "css").glob("*.css"))]
    files = {"app.css": _squeeze("\n".join([*sheets, theme_css])).encode()}
    files |= {path.name: _terse(path.read_text("utf-8")).encode() for path in FOLDER.glob("js/*.js")}
    files |= {path.name: path.read_bytes() for path in [*FOLDER.glob("vendor/*.js"), *FOLDER.glob("img/*")]}
    return files


def _squeeze(css: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", _COMMENT.sub("", css)).strip()


def _terse(script: str) -> str:
    """Leave out indentation and the lines that only explain; the code stays as it was written and tested."""
    return _EXPLANATION.sub("", script)


def _answer(asset: Asset) -> Response:
    accepted = request.accept_encodings
    coding = next((name for name in ("br", "gzip") if accepted[name] > 0), None)
    body = {"br": asset.brotli, "gzip": asset.gzip, None: asset.plain}[coding]
    response = Response(body, content_type=f"{asset.media_type}; charset=utf-8")
    if coding:
        response.content_encoding = coding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
