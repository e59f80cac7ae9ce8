"""Reading of the CSV files of the site, as a French spreadsheet does."""

import csv
import io
from typing import Any

from django.http.response import HttpResponseBase


def csv_rows(response: HttpResponseBase) -> list[dict[str, Any]]:
    """Return the rows of a CSV export, of a list or of the admin."""
    assert response.status_code == 200
    content = response.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";", strict=True))
