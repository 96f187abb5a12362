"""Small office files, written as the formats have them."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a Word file with this XML as its body; ``numbering``, ``styles``, ``footnotes``, … are further parts."""
    xml = {f"word/{name}.xml": f"<w:{name} {_W}>{inner}</w:{name}>" for name, inner in parts.items()}
    return zipped({"word/document.xml": f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>", **xml, **_package(parts)})


def _package(parts: Iterable[str]) -> dict[str, str]:
    """Return what tells Word and LibreOffice which part is what."""
    schemas, kinds = "http://schemas.openxmlformats.org", "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kinds}.{name}+xml"/>' for name in parts)
    types += f'<Override PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/>'

    def relations(*targets: tuple[str, str]) -> str:
        held = "".join(
            f'<Relationship Id="r{n}" Type="{schemas}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(targets)
        )
        return f'<Relationships xmlns="{schemas}/package/2006/relationships">{held}</Relationships>'

    return {
        "[Content_Types].xml": f'<Types xmlns="{schemas}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(*((name, f"{name}.xml") for name in parts)),
    }


def p(text: str, number: str = "", level: int = 0, style: str = "") -> str:
    """Return a paragraph of Word, in a list where ``number`` names one."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def level(at: int, text: str, number_format: str = "decimal", more: str = "") -> str:
    """Return a level of a list of Word."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}<w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*abstract: str, nums: str = "") -> str:
    """Return the lists of a Word file: each abstract list is named by a number from 1."""
    made = "".join(f'<w:abstractNum w:abstractNumId="{n}">{inner}</w:abstractNum>' for n, inner in enumerate(abstract, 1))
    plain = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(abstract) + 1))
    return made + plain + nums


def table(*rows: Sequence[str]) -> str:
    """Return a table of Word; a cell that starts with < is XML already."""

    def cell(text: str) -> str:
        return f"<w:tc>{text if text.startswith('<') else p(text)}</w:tc>"

    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


class Pdf:
    """A PDF of positioned Chinese text; the origin of a page, 595 by 842 points, is its lower left corner."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = []

    def page(self) -> "Pdf":
        """Begin a page."""
        self.pages.append([])
        return self

    def text(self, text: str, x: float, y: float, size: float = 12) -> "Pdf":
        """Print a line; every character is as wide as it is high, ASCII half as wide."""
        at = x
        for char in text:
            self.pages[-1].append(f"BT /F{1 if char.isascii() else 2} {size} Tf {at:.2f} {y:.2f} Td <{ord(char):04X}> Tj ET")
            at += size * (0.5 if char.isascii() else 1)
        return self

    def lines(self, lines: Sequence[str], x: float, y: float, size: float = 12, leading: float = 20) -> "Pdf":
        """Print lines from a height downwards; two spaces before a line move it in by two characters."""
        for number, line in enumerate(lines):
            inner = line.lstrip(" ")
            self.text(inner, x + (len(line) - len(inner)) * size, y - number * leading, size)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Pdf":
        """Draw a line."""
        self.pages[-1].append(f"0.5 w {x0} {y0} m {x1} {y1} l S")
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float) -> "Pdf":
        """Draw a rectangle."""
        self.pages[-1].append(f"0.5 w {x0} {y0} {x1 - x0} {y1 - y0} re S")
        return self

    def shade(self, x0: float, y0: float, x1: float, y1: float) -> "Pdf":
        """Fill a rectangle."""
        self.pages[-1].append(f"q 0.9 g {x0} {y0} {x1 - x0} {y1 - y0} re f Q")
        return self

    def picture(self) -> "Pdf":
        """Show a picture of two pixels over the page."""
        self.pages[-1].append("q 500 0 0 700 40 60 cm BI /W 2 /H 1 /CS /G /BPC 8 ID \xff\x00 EI Q")
        return self

    def data(self, rotate: int = 0) -> bytes:
        """Return the file."""
        count = len(self.pages)
        kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(count))
        objects = {1: "<</Type/Catalog/Pages 2 0 R>>", 2: f"<</Type/Pages/Kids[{kids}]/Count {count}>>"}
        for number, width in ((3, 500), (5, 1000)):  # the codes of UniGB-UCS2-H are those of Unicode
            objects[number] = (
                f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[{number + 1} 0 R]>>"
            )
            objects[number + 1] = (
                "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
                f"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW {width}/FontDescriptor 7 0 R>>"
            )
        objects[7] = (
            "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/Ascent 900/Descent -200"
            "/ItalicAngle 0/CapHeight 700/StemV 80>>"
        )
        for number, content in enumerate(self.pages):
            objects[10 + 2 * number] = (
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/Resources<</Font<</F1 3 0 R/F2 5 0 R>>>>"
                f"/Contents {11 + 2 * number} 0 R>>"
            )
            turned = "0 1 -1 0 595 0 cm" if rotate == 90 else ""  # drawn so that the turned page shows it upright
            objects[11 + 2 * number] = _stream("\n".join([turned, *content]))
        out, places = "%PDF-1.7\n", {}
        for number in sorted(objects):
            places[number] = len(out)
            out += f"{number} 0 obj\n{objects[number]}\nendobj\n"
        last = max(objects)
        rows = "".join(f"{places[n]:010} 00000 n \n" if n in places else "0000000000 65535 f \n" for n in range(last + 1))
        out += f"xref\n0 {last + 1}\n{rows}trailer\n<</Size {last + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
        return out.encode("latin-1")


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"


def ofd(*pages: Sequence[tuple[str, float, float]], more: str = "") -> bytes:
    """Return an OFD file: for each page its lines with their place in millimetres from the upper left corner."""

    def line(text: str, x: float, y: float) -> str:
        across = " ".join(["5"] * (len(text) - 1))
        return (
            f'<ofd:TextObject ID="1" Boundary="{x} {y} 170 6" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="{across}">{escape(text)}'
            "</ofd:TextCode></ofd:TextObject>"
        )

    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    contents: dict[str, str | bytes] = {
        f"Doc_0/Pages/Page_{n}/Content.xml": f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer>"
        f"{''.join(line(*row) for row in rows)}{more}</ofd:Layer></ofd:Content></ofd:Page>"
        for n, rows in enumerate(pages)
    }
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea>"
            f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
            **contents,
        }
    )
