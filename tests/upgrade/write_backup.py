"""Write the backup of a site of a former version, for the test of upgrades.

    git worktree add --detach FOLDER COMMIT     then, in FOLDER, `migrate` and `seed_demo`
    DATABASE_URL=… MEDIA_ROOT=… python -m tests.upgrade.write_backup FILE

Run with the present program on the database of the former one, whose schema it reads in its own
table of migrations. Pictures become plain and sounds are cut, for a light file.
"""

import argparse
import io
import os
import sys
from pathlib import Path

import django
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from PIL import Image

SOUND_BYTES = 4096
GREEN = (40, 90, 60)


def light_copy() -> InMemoryStorage:
    """Return a copy of the media, with pictures of the same size in one colour."""
    copy = InMemoryStorage()
    root = Path(default_storage.location)
    for path in filter(Path.is_file, root.rglob("*")):
        data = path.read_bytes()
        if path.suffix in (".jpg", ".png", ".webp", ".avif"):
            with Image.open(path) as picture:
                output = io.BytesIO()
                Image.new("RGB", picture.size, GREEN).save(
                    output, picture.format, quality=20, optimize=True
                )
            data = output.getvalue()
        elif path.suffix in (".mp3", ".m4a", ".wav"):
            data = data[:SOUND_BYTES]
        copy.save(path.relative_to(root).as_posix(), ContentFile(data))
    return copy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    django.setup()
    from hub.backup.contents import kept_models
    from hub.backup.migration_state import applied_migrations, models_at
    from hub.backup.writing import write_models

    apps = models_at(applied_migrations("default"), "default")
    report = write_models(
        options.file, kept_models(apps), light_copy(), lambda count, what: None, "default"
    )
    sys.stdout.write(f"{sum(report.counts.values())} rows, {report.media_files} media files\n")


if __name__ == "__main__":
    main()
