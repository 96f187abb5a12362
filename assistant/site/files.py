"""Files that the pages offer: Word, Excel, CSV and pictures."""

from urllib.parse import quote

from fastapi.responses import Response

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
}


def file_of(name: str, suffix: str, data: bytes) -> Response:
    """Return a file to be saved under a name."""
    disposition = f"attachment; filename*=UTF-8''{quote(f'{name}.{suffix}')}"
    return Response(data, media_type=TYPES[suffix], headers={"Content-Disposition": disposition, "Cache-Control": "no-store"})
