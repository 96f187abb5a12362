"""Style and script of the plain pages: each one file for the browser, its version in the address, kept by it for a year."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

FOLDER = Path(__file__).parent
_YEAR = "public, max-age=31536000, immutable"  # of an address with the version in it; another version is another address
_ALSO = {"favicon.svg": ("favicon.ico",)}  # other names that are asked for unasked
_SOON = "public, max-age=300, must-revalidate"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file for the browser."""

    name: str
    content: bytes
    kind: str

    @property
    def version(self) -> str:
        """What changes with the content."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def address(self) -> str:
        """Where it is served, with its version."""
        return f"/{self.name}?v={self.version}"


def _joined(kind: str, *parts: str) -> bytes:
    """Return files of a kind after each other; a part is a file, or a folder of which all files of the kind are meant."""
    found = (FOLDER / part for part in parts)
    paths = [path for part in found for path in ([part] if part.suffix else sorted(part.glob(f"*.{kind}")))]
    return b"\n".join(path.read_bytes() for path in paths)


ASSETS = {
    asset.name: asset
    for asset in (
        Asset("site.css", _joined("css", "tokens.css", "site.css", "everywhere", "styles"), "text/css"),
        Asset("site.js", _joined("js", "site.js", "everywhere", "scripts"), "text/javascript"),
        Asset("shared.css", _joined("css", "tokens.css", "everywhere"), "text/css"),  # what the chat's page has of it
        Asset("favicon.svg", (FOLDER / "favicon.svg").read_bytes(), "image/svg+xml"),
        Asset("early.js", (FOLDER / "early.js").read_bytes(), "text/javascript"),
    )
}


def address_of(name: str) -> str:
    """Return the address of a file, with its version."""
    return ASSETS[name].address


def make_router() -> APIRouter:
    """Return the routes."""
    router = APIRouter()
    for asset in ASSETS.values():
        _serve(router, asset)
    return router


def _serve(router: APIRouter, asset: Asset) -> None:
    tag = f'"{asset.version}"'

    async def send(request: Request) -> Response:
        named = request.query_params.get("v") == asset.version
        headers = {"ETag": tag, "Cache-Control": _YEAR if named else _SOON}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(asset.content, media_type=asset.kind, headers=headers)

    for name in (asset.name, *_ALSO.get(asset.name, ())):
        router.add_api_route(f"/{name}", send, methods=["GET", "HEAD"])
