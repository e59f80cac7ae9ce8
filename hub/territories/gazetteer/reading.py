"""Reader of the gazetteer file: checks the header and each row."""

import contextlib
import lzma
import re
from collections.abc import Iterator
from pathlib import Path

from hub.territories.gazetteer.deriving import derive_records
from hub.territories.gazetteer.records import Gazetteer, GazetteerError
from hub.territories.gazetteer.rows import (
    ALIAS,
    ALIAS_KINDS,
    COLUMNS,
    END,
    FORMAT,
    HEADER,
    RANKS,
    VERSION,
    AliasRow,
    Row,
    TerritoryRow,
)

DATA = Path(__file__).parent / "data"
XZ = b"\xfd7zXZ\x00"
FILES = "gazetteer-*.txt.xz"
# Size of the text, far above that of all French territories: refuses a decompression bomb.
MAX_BYTES = 50_000_000
CODE = re.compile(r"[0-9AB]{2,9}")
EDITION = re.compile(r"\d{4}(\.\d{1,4})*")
NBSP = "\u00a0"


def shipped_file() -> Path:
    """Return the file of the newest edition that the project ships."""
    return newest_file(DATA)


def newest_file(folder: Path) -> Path:
    """Return the gazetteer file of the newest edition in a folder; raise GazetteerError if none."""
    files = sorted(folder.glob(FILES), key=lambda path: (edition_key(_edition_in(path)), path.name))
    if not files:
        raise GazetteerError(
            f"«{NBSP}{folder}{NBSP}»{NBSP}: aucun fichier {FILES} dans ce dossier. "
            "`build_gazetteer` en fabrique un à partir des données publiques."
        )
    return files[-1]


def _edition_in(path: Path) -> str:
    return path.name.removeprefix("gazetteer-").removesuffix(".txt.xz")


def edition_key(edition: str) -> tuple[int, ...]:
    """Return what orders editions: « 2026 », « 2026.1 », « 2027 »; () for any other text."""
    return tuple(map(int, edition.split("."))) if EDITION.fullmatch(edition) else ()


def read_header(path: Path) -> dict[str, str]:
    """Return the values of `HEADER`; raise GazetteerError for another file or another version."""
    return _header(path, _lines(path))


def read_rows(path: Path) -> tuple[dict[str, str], list[Row]]:
    """Return the header and the rows of a file, compressed or not.

    Raises GazetteerError, whose message names the file and the line: truncated file, other file,
    unknown version of the format, wrong value.
    """
    lines = _lines(path)
    header = _header(path, lines)
    rows: list[Row] = []
    for number, line in enumerate(lines, start=len(HEADER) + 3):
        if line.startswith(f"{END}\t"):
            if line != f"{END}\t{len(rows)}" or next(lines, ""):
                raise _cut(path)
            return header, rows
        if not line:
            break
        rows.append(_row(path, number, line))
    raise _cut(path)


def read_gazetteer(path: Path) -> Gazetteer:
    """Return the edition in a file.

    Raises GazetteerError as `read_rows`, and for a territory without its container.
    """
    header, rows = read_rows(path)
    year = int(header["population_year"])
    records = tuple(derive_records(str(path), rows, year))
    return Gazetteer(header["edition"], header["source"], header["licence"], year, records)


def _cut(path: Path) -> GazetteerError:
    return GazetteerError(
        f"«{NBSP}{path}{NBSP}»{NBSP}: le fichier est incomplet ou abîmé. "
        "Reprenez-le en entier\u00a0; rien n’a été chargé."
    )


def _other(path: Path) -> GazetteerError:
    return GazetteerError(
        f"«{NBSP}{path}{NBSP}»{NBSP}: ce n’est pas un répertoire des territoires "
        f"(fichier {FILES}, fabriqué par `build_gazetteer`)."
    )


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as packed:
            is_packed = packed.read(len(XZ)) == XZ
            packed.seek(0)
            with lzma.open(packed) if is_packed else contextlib.nullcontext(packed) as stream:
                content = stream.read(MAX_BYTES + 1)
    except (EOFError, lzma.LZMAError) as error:
        raise _cut(path) from error
    except OSError as error:
        raise GazetteerError(
            f"«{NBSP}{path}{NBSP}»{NBSP}: impossible de lire ce fichier "
            f"({error.strerror or error})."
        ) from error
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise _other(path) from error
    if len(content) > MAX_BYTES:
        raise _other(path)
    return iter(text.split("\n"))


def _header(path: Path, lines: Iterator[str]) -> dict[str, str]:
    name, _, version = next(lines, "").partition("\t")
    if name != FORMAT:
        raise _other(path)
    if version != VERSION:
        raise GazetteerError(
            f"«{NBSP}{path}{NBSP}»{NBSP}: version {version[:20]} du format inconnue. "
            f"Cette version du site lit la version {VERSION}."
        )
    pairs = dict(next(lines, "").partition("\t")[::2] for _ in HEADER)
    if next(lines, None) != "" or set(pairs) != set(HEADER):
        raise _cut(path)
    if not edition_key(pairs["edition"]) or not re.fullmatch(r"\d{4}", pairs["population_year"]):
        raise _wrong(path, 2, "édition", pairs["edition"])
    return pairs


def _wrong(path: Path, number: int, what: str, value: str) -> GazetteerError:
    return GazetteerError(
        f"«{NBSP}{path}{NBSP}», ligne {number}{NBSP}: {what} incorrect{NBSP}: "
        f"«{NBSP}{value[:60]}{NBSP}»."
    )


def _row(path: Path, number: int, line: str) -> Row:
    kind, *values = line.split("\t")
    if kind == ALIAS and len(values) == len(AliasRow.__slots__):
        alias = AliasRow(*values)
        if alias.kind not in ALIAS_KINDS or not (CODE.fullmatch(alias.code) or not alias.code):
            raise _wrong(path, number, "autre nom", line)
        return alias
    if kind not in RANKS or len(values) != len(COLUMNS) - 1:
        raise _wrong(path, number, "territoire", line)
    row = TerritoryRow(kind, *values)
    if not CODE.fullmatch(row.code) or not row.name or len(row.name) > 255:
        raise _wrong(path, number, "code ou nom", line)
    if not re.fullmatch(r"\d*", row.population, re.ASCII):
        raise _wrong(path, number, "population", row.population)
    for value, most in ((row.latitude, 90), (row.longitude, 180)):
        if value and not (re.fullmatch(r"-?\d+(\.\d+)?", value, re.ASCII)):
            raise _wrong(path, number, "coordonnée", value)
        if value and abs(float(value)) > most:
            raise _wrong(path, number, "coordonnée", value)
    return row
