"""Office files made of XML parts."""

import io
import zipfile
from collections.abc import Callable

OFFICE = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:a="{OFFICE}/drawingml/2006/main" '
    f'xmlns:mc="{OFFICE}/markup-compatibility/2006" '
    f'xmlns:m="{OFFICE}/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)
ODT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>Cadre</w:t></w:r></w:p></w:txbxContent>"
STYLES = (
    f'<w:styles {NAMESPACES}><w:style w:styleId="Cache"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Fils"><w:basedOn w:val="Cache"/></w:style></w:styles>'
)


def relations(**targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/x/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f"<Relationships>{inner}</Relationships>"


def packed(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def document(body: str) -> str:
    first = f"<w:p><w:r><w:t>Vu </w:t></w:r>{body}</w:p>"
    return f"<w:document {NAMESPACES}><w:body>{first}</w:body></w:document>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


Reader = Callable[[str, dict[str, str | bytes]], list[str]]
