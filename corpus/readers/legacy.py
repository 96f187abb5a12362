"""Old Word files (.doc, .wps, .rtf), through a LibreOffice that is installed on the machine: it makes a .docx of them."""

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from corpus import messages
from corpus.errors import ReadError
from corpus.readers.docx import read_docx
from corpus.readers.source import Source

SECONDS = 110.0  # for the conversion; below what the whole file may take


def read_doc(data: bytes, name: str) -> Source:
    """Return the blocks of an old Word file.

    Raises:
        ReadError: no LibreOffice is installed, or it cannot read the file.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadError(messages.NEEDS_LIBREOFFICE.format(name=name))
    with tempfile.TemporaryDirectory() as folder:
        # A profile of its own: no settings or macros of a user, and no quarrel with a window that is open.
        profile = (Path(folder) / "profile").as_uri()
        source, made = Path(folder) / "in.doc", Path(folder) / "out" / "in.docx"
        source.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={profile}", "--headless", "--norestore",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except (subprocess.TimeoutExpired, OSError) as error:
            raise ReadError(messages.TOO_SLOW.format(name=name, seconds=int(SECONDS))) from error
        if not made.exists():
            raise ReadError(messages.DAMAGED.format(name=name))
        return replace(read_docx(made.read_bytes(), name), kind="doc")
