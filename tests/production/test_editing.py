"""Editors of the site of production: sign in, edit, publish, upload, schedule."""

import io
import json
from datetime import datetime
from secrets import token_hex
from urllib.parse import urlsplit

from django.utils import timezone
from PIL import Image

from tests.services.production.site import Production
from tests.services.production.visitors import Visitor, form_values
from tests.services.production.waiting import wait_until

# Finds a page of the demo, changes it, prints its path; run by `manage.py shell`.
FIND_RESOURCE = """
import json
from inspiration.models import ResourcePage
page = ResourcePage.objects.live().order_by("pk").first()
print(json.dumps({"pk": page.pk, "path": page.url_path, "title": page.title}))
"""
SCHEDULE = """
from datetime import timedelta
from django.utils import timezone
from home.models import FreePage
model = FreePage.objects.live().first()
changes = {{"title": "Une page programmée", "slug": "{slug}"}}
page = model.copy(update_attrs=changes, keep_live=False, copy_revisions=False)
page.go_live_at = timezone.now() + timedelta(seconds=5)
page.save_revision().publish()
print(page.go_live_at.isoformat())
"""
EXPIRE = """
from datetime import timedelta
from django.utils import timezone
from home.models import FreePage
page = FreePage.objects.get(slug="{slug}")
page.expire_at = timezone.now() + timedelta(seconds=5)
page.save_revision().publish()
"""


def shell(site: Production, script: str) -> str:
    return site.manage("shell", "--no-imports", "--command", script)


def test_an_editor_signs_in_edits_and_publishes(editor: Visitor, reader: Visitor) -> None:
    page = json.loads(shell(editor.site, FIND_RESOURCE).splitlines()[-1])
    path = f"/admin/pages/{page['pk']}/edit/"
    values = form_values(editor.page(path), "page-edit-form")
    title = f"{page['title']} (corrigée)"

    answer = editor.submit(path, {**values, "title": title, "action-publish": "action-publish"})

    assert answer.status_code == 200
    assert urlsplit(answer.url).path != path, "the form was refused"
    public = reader.page("/" + page["path"].split("/", 2)[2])
    assert public.select_one("h1").get_text(strip=True).endswith("(corrigée)")


def test_an_upload_is_stored_and_served_in_a_smaller_size(editor: Visitor) -> None:
    path = "/admin/images/add/"
    editor.page(path)
    values = {"title": "Un étang bleu", "alt_text": "Un étang", "credit": "Exemple"}
    picture = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(picture, "PNG")

    answer = editor.submit(
        path, values, files={"file": ("etang.png", picture.getvalue(), "image/png")}
    )

    assert urlsplit(answer.url).path == "/admin/images/", answer.url
    images = editor.page("/admin/images/").select("img[src*='/media/images/']")
    thumbnail = editor.get(images[0]["src"])
    assert thumbnail.status_code == 200
    assert Image.open(io.BytesIO(thumbnail.content)).width < 1600
    assert thumbnail.headers["Cache-Control"] == "public, max-age=2592000"


def test_a_scheduled_page_appears_and_disappears_with_the_worker(
    production_site: Production, reader: Visitor
) -> None:
    slug = f"page-{token_hex(4)}"

    def is_shown() -> bool:
        return reader.get(f"/{slug}/").status_code == 200

    output = shell(production_site, SCHEDULE.format(slug=slug))
    time = datetime.fromisoformat(output.splitlines()[-1])
    wait_until(is_shown, 70)
    assert timezone.now() >= time

    shell(production_site, EXPIRE.format(slug=slug))
    wait_until(lambda: not is_shown(), 70)
