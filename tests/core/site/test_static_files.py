"""Static files of production: the modules that a script imports have a fingerprint too."""

import re
from pathlib import Path

from hub.core.site.static_files import StaticFilesStorage


def test_imported_modules_have_a_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "player.js").write_text('import { cues } from "./cues.js";\nexport { cues };\n')
    (tmp_path / "cues.js").write_text("export const cues = [];\n")
    storage = StaticFilesStorage(location=tmp_path, base_url="/static/")
    found = storage.post_process({name: (storage, name) for name in ("player.js", "cues.js")})
    names = {name: hashed for name, hashed, _ in found}

    written = (tmp_path / names["player.js"]).read_text()
    assert re.fullmatch(r"cues\.[0-9a-f]{12}\.js", names["cues.js"])
    assert f'from "./{names["cues.js"]}"' in written
