"""Property test: no sequence of actions publishes a page that the gate refuses, or fails.

Each seed gives a sequence of steps by the form, bulk publication, the schedule, the workflow,
copies, moves and the import, on initiatives (whose rows and image are often missing) and on
episodes (which can be moved to another show).
"""

import datetime
import random
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.core.models import HubPage
from hub.core.publication import blocking_findings
from inspiration.importing import build_initiatives, parse_items, read_path
from inspiration.models import InitiativePage
from podcasts.models import EpisodePage
from tests.factories import EpisodePageFactory, InitiativePageFactory, PodcastPageFactory
from tests.form_data import edit_form_data

pytestmark = pytest.mark.django_db

SEEDS = range(8)
STEPS = 8
# What an editor may leave out: fields emptied in the form, rows marked as deleted.
LEFT_OUT = {
    InitiativePage: ["summary", "image_alt", "sources-0-DELETE", "theme_items-0-DELETE"],
    EpisodePage: ["summary", "date"],
}


class Sequence:
    """One editor, one contributor, a few pages, and the invariants checked after each step."""

    def __init__(self, seed: int, editing: Client, contributing: Client, tmp_path: Path) -> None:
        self.random = random.Random(seed)
        self.editing, self.contributing, self.folder = editing, contributing, tmp_path
        self.clock = timezone.now()
        self.shows = PodcastPageFactory.create_batch(2)
        InitiativePageFactory()
        InitiativePageFactory(draft=True, sources=[])
        EpisodePageFactory(parent=self.shows[0], draft=True)
        EpisodePageFactory(parent=self.shows[0], draft=True, summary="")
        for page in self.pages():
            page.save_revision()

    def pages(self) -> list[HubPage]:
        return [page.specific for page in HubPage.objects.type(InitiativePage, EpisodePage)]

    def run(self, steps: int) -> None:
        for _ in range(steps):
            before = dict(HubPage.objects.filter(live=True).values_list("pk", "live_revision"))
            step = self.random.choice(STEP_NAMES)
            page = self.random.choice(self.pages())
            status = getattr(self, step)(page)
            assert status is None or status < 500, (step, page)
            for live in HubPage.objects.filter(live=True).specific():
                if before.get(live.pk, "draft") != live.live_revision_id:
                    assert blocking_findings(live) == [], (step, live)

    def _form(self, client: Client, page: HubPage, **action: Any) -> int:
        data = edit_form_data(client, page)
        for name in LEFT_OUT[type(page)]:
            if self.random.random() < 0.25 and (name in data or name.endswith("DELETE")):
                data[name] = "on" if name.endswith("DELETE") else ""
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return client.post(url, {**data, **action}).status_code

    def save(self, page: HubPage) -> int:
        return self._form(self.editing, page)

    def publish(self, page: HubPage) -> int:
        return self._form(self.editing, page, **{"action-publish": "1"})

    def schedule(self, page: HubPage) -> int:
        soon = timezone.localtime(self.clock + datetime.timedelta(hours=1))
        date = soon.strftime("%d/%m/%Y %H:%M")
        return self._form(self.editing, page, **{"action-publish": "1", "go_live_at": date})

    def wait(self, page: HubPage) -> None:
        self.clock += datetime.timedelta(hours=2)
        with time_machine.travel(self.clock):
            call_command("publish_scheduled")

    def submit(self, page: HubPage) -> int:
        return self._form(self.editing, page, **{"action-submit": "1"})

    def approve(self, page: HubPage) -> int:
        return self._decide(page, "approve")

    def reject(self, page: HubPage) -> int:
        return self._decide(page, "reject")

    def _decide(self, page: HubPage, decision: str) -> int:
        action = {"action-workflow-action": "true", "workflow-action-name": decision}
        return self._form(self.editing, page, **action)

    def approve_from_a_list(self, page: HubPage) -> int | None:
        state = page.current_workflow_task_state
        if state is None:
            return None
        url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        return self.editing.post(url, {"comment": ""}).status_code

    def bulk(self, page: HubPage) -> int:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        chosen = self.random.choice([page, page.get_parent()])
        data = {"include_descendants": "on"} if self.random.random() < 0.5 else {}
        home = reverse("wagtailadmin_home")
        return self.editing.post(f"{url}?id={chosen.pk}&next={home}", data).status_code

    def copy(self, page: HubPage) -> int:
        data = {
            "new_title": f"Copie de {page.title}",
            "new_slug": f"copie-{self.random.randrange(10**9)}",
            "new_parent_page": page.get_parent().pk,
        }
        for box in ("publish_copies", "alias"):
            if self.random.random() < 0.5:
                data[box] = "on"
        return self.editing.post(
            reverse("wagtailadmin_pages:copy", args=[page.pk]), data
        ).status_code

    def move(self, page: HubPage) -> int | None:
        if not isinstance(page, EpisodePage):
            return None
        target = self.random.choice(self.shows)
        url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
        return self.editing.post(url).status_code

    def unpublish(self, page: HubPage) -> int:
        return self.editing.post(
            reverse("wagtailadmin_pages:unpublish", args=[page.pk])
        ).status_code

    def import_file(self, page: HubPage) -> None:
        source = self.folder / "initiatives.csv"
        title, summary = f"Importée {self.random.randrange(3)}", self.random.choice(["", "Un été."])
        source.write_text(f"titre;chapo\n{title};{summary}\n", encoding="utf-8")
        build_initiatives(parse_items(read_path(source)), publish=True)


STEP_NAMES = [
    name for name in vars(Sequence) if not name.startswith("_") and name not in ("pages", "run")
]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_incomplete_goes_live_and_nothing_fails(
    seed: int, editing: Client, contributing: Client, tmp_path: Path
) -> None:
    Sequence(seed, editing, contributing, tmp_path).run(STEPS)
