"""Every way to publish applies the same rules, and names the incomplete page."""

import datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Workflow

from hub.core.models import HubPage
from hub.core.publication import PublicationRefusedError, blocking_findings
from hub.core.publication.scheduling import REFUSED
from inspiration.models import InitiativePage, InitiativeSource
from tests.core.publication.incomplete import (
    INCOMPLETE_TYPES,
    bare_draft,
    unsourced_initiative,
)
from tests.factories import EventPageFactory, InitiativePageFactory, NewsletterPageFactory
from tests.factories.site_tree import SiteTree
from tests.form_data import edit_form_data
from tests.page_types import PageType

pytestmark = pytest.mark.django_db

SOURCE_IS_MISSING = "Indiquez au moins une source."
every_incomplete_type = pytest.mark.parametrize("page_type", INCOMPLETE_TYPES, ids=str)


def texts_of(response: HttpResponseBase) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def bulk_publish(
    client: Client, *pages: Page, follow: bool = True, **data: str
) -> HttpResponseBase:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    next_url = reverse("wagtailadmin_home")
    return client.post(f"{url}?{ids}&next={next_url}", data, follow=follow)


@every_incomplete_type
def test_page_with_only_a_title_is_refused_with_what_the_form_demands(
    page_type: PageType, site_tree: SiteTree
) -> None:
    page = bare_draft(page_type)

    with pytest.raises(PublicationRefusedError) as refused:
        page.get_latest_revision().publish()

    assert {finding.field for finding in refused.value.findings} >= page_type.demanded
    page.refresh_from_db()
    assert not page.live


@every_incomplete_type
def test_bulk_publication_names_what_is_incomplete_and_publishes_the_rest(
    page_type: PageType, editing: Client
) -> None:
    page, ready = bare_draft(page_type), EventPageFactory(draft=True)

    response = bulk_publish(editing, page, ready)

    assert response.status_code == 200
    assert "Rien qu’un titre" in texts_of(response)
    page.refresh_from_db()
    ready.refresh_from_db()
    assert (page.live, ready.live) == (False, True)


def test_bulk_publication_shows_the_reasons_before_it_is_confirmed(editing: Client) -> None:
    page = unsourced_initiative()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = editing.get(f"{url}?id={page.pk}")

    assert "restera en brouillon" in response.text
    assert SOURCE_IS_MISSING in response.text


def test_bulk_publication_checks_descendant_drafts(editing: Client, site_tree: SiteTree) -> None:
    page = unsourced_initiative()

    response = bulk_publish(editing, page.get_parent(), include_descendants="on")

    assert SOURCE_IS_MISSING.rstrip(".") in texts_of(response)
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_select_all_covers_the_filtered_list_only(editing: Client, action: str) -> None:
    page = EventPageFactory(title="Un atelier d’été")
    other = EventPageFactory(title="Une journée")
    initiative = InitiativePageFactory()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    listing = f"{reverse('events:index')}?q=atelier"

    response = editing.get(url, {"id": "all", "next": listing})

    items = [item["item"].pk for item in response.context["items"]]
    assert items == [page.pk]
    assert {other.pk, initiative.pk}.isdisjoint(items)


def test_draft_of_a_live_page_that_lacks_something_leaves_the_live_page(editing: Client) -> None:
    page = InitiativePageFactory(title="Un verger")
    draft = InitiativePage.objects.get(pk=page.pk)
    draft.title, draft.sources = "Un autre titre", []
    draft.save_revision()

    bulk_publish(editing, page)

    live = InitiativePage.objects.get(pk=page.pk)
    assert live.title == "Un verger"
    assert live.sources.count() == 1
    assert live.has_unpublished_changes


def test_schedule_of_an_incomplete_page_is_refused(site_tree: SiteTree) -> None:
    page = unsourced_initiative()
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)

    with pytest.raises(PublicationRefusedError):
        page.save_revision().publish()

    assert page.scheduled_revision is None


def test_scheduled_page_that_became_incomplete_stays_a_draft_and_blocks_no_other(
    editing: Client,
) -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    page, other = InitiativePageFactory(draft=True), EventPageFactory(draft=True)
    for scheduled in (page, other):
        scheduled.go_live_at = tomorrow
        scheduled.save_revision(user=editing.user).publish(user=editing.user)
    page.main_theme.delete()
    mail.outbox.clear()

    with time_machine.travel(tomorrow + datetime.timedelta(minutes=5)):
        call_command("publish_scheduled")

    page.refresh_from_db()
    other.refresh_from_db()
    assert (page.live, other.live) == (False, True)
    assert page.scheduled_revision is None
    assert PageLogEntry.objects.filter(page=page.pk, action=REFUSED).count() == 1
    (message,) = mail.outbox
    assert message.to == ["redaction@example.org"]
    assert page.title in message.body


def test_copy_that_would_lack_something_is_not_published(editing: Client) -> None:
    letter = NewsletterPageFactory()
    data = {
        "new_title": "Copie",
        "new_slug": "copie",
        "new_parent_page": letter.get_parent().pk,
        "publish_copies": "on",
    }

    response = editing.post(reverse("wagtailadmin_pages:copy", args=[letter.pk]), data)

    assert response.status_code == 200
    assert "Numéro\u00a0: à remplir" in str(response.context["form"].errors["publish_copies"])
    assert not HubPage.objects.filter(slug="copie").exists()


@pytest.mark.parametrize("publish", [True, False])
def test_copy_of_a_complete_page_is_made(editing: Client, publish: bool) -> None:
    page = InitiativePageFactory()
    data = {
        "new_title": "Copie",
        "new_slug": "copie",
        "new_parent_page": page.get_parent().pk,
        **({"publish_copies": "on"} if publish else {}),
    }

    response = editing.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)

    assert response.status_code == 302
    copied = InitiativePage.objects.get(slug="copie")
    assert copied.live is publish
    assert copied.uid != page.uid
    assert not publish or blocking_findings(copied) == []


def test_alias_is_not_offered_and_not_made(editing: Client) -> None:
    page = InitiativePageFactory()
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {
        "new_title": "Copie",
        "new_slug": "copie",
        "new_parent_page": page.get_parent().pk,
        "alias": "on",
    }

    assert "alias" not in editing.get(url).context["form"].fields
    assert editing.post(url, data).status_code == 302
    assert InitiativePage.objects.get(slug="copie").alias_of is None


@every_incomplete_type
def test_submission_requires_only_what_the_author_knows(
    page_type: PageType, contributing: Client
) -> None:
    page = bare_draft(page_type)
    page.owner = contributing.user
    page.save()
    data = {**edit_form_data(contributing, page), "action-submit": "1"}

    response = contributing.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)

    wanted = set(page.required_to_submit)
    if wanted:
        form = response.context["form"]
        with_errors = {name for name, formset in form.formsets.items() if not formset.is_valid()}
        assert {*form.errors, *with_errors} == wanted
    else:
        assert response.status_code == 302
        page.refresh_from_db()
        assert page.workflow_in_progress


def submitted(contributor: User, **values: Any) -> InitiativePage:
    page = unsourced_initiative(owner=contributor, **values)
    Workflow.objects.get(name="Relecture").start(page, contributor)
    return InitiativePage.objects.get(pk=page.pk)


def approve(client: Client, page: InitiativePage, **changes: str) -> HttpResponseBase:
    data = {
        **edit_form_data(client, page),
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        **changes,
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)


def test_approval_of_an_incomplete_page_says_why_beside_the_fields(
    editing: Client, contributing: Client
) -> None:
    page = submitted(contributing.user)

    response = approve(editing, page)

    assert response.status_code == 200
    formset = response.context["form"].formsets["sources"]
    assert formset.non_form_errors() == [SOURCE_IS_MISSING]
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_in_progress


def test_correcting_then_approving_publishes(editing: Client, contributing: Client) -> None:
    page = submitted(contributing.user)
    row = {
        "sources-TOTAL_FORMS": "1",
        "sources-0-title": "Délibération",
        "sources-0-url": "",
        "sources-0-id": "",
        "sources-0-ORDER": "1",
        "sources-0-DELETE": "",
    }

    response = approve(editing, page, title="Corrigée", **row)

    assert response.status_code == 200
    page = InitiativePage.objects.get(pk=page.pk)
    assert page.live
    assert page.title == "Corrigée"
    assert list(page.sources.values_list("title", flat=True)) == ["Délibération"]


def test_rejection_has_no_rules(editing: Client, contributing: Client) -> None:
    page = submitted(contributing.user)
    data = {**edit_form_data(editing, page), "workflow-action-name": "reject"}
    data["action-workflow-action"] = "true"

    response = editing.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)

    assert response.status_code == 302
    page.refresh_from_db()
    assert not page.workflow_in_progress


def test_approval_from_a_list_leads_to_the_form_with_the_reasons(
    editing: Client, contributing: Client
) -> None:
    page = submitted(contributing.user)
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])

    response = editing.post(url, {"comment": ""}, follow=True)

    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert SOURCE_IS_MISSING.rstrip(".") in texts_of(response)
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_in_progress


def test_row_that_a_draft_left_incomplete_is_named(site_tree: SiteTree) -> None:
    page = InitiativePageFactory(draft=True)
    page.sources = [InitiativeSource(title="")]

    (finding,) = blocking_findings(page)

    assert finding.field == "sources"
    assert str(finding) == "Source 1\u00a0: Titre\u00a0: à remplir."
