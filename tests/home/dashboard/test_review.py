"""Dashboard panels: pages to review, submitted pages, answers of reviewers."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState

from inspiration.models import InitiativePage
from tests.factories import FreePageFactory, InitiativePageFactory
from tests.home.dashboard.conftest import member_of

REVIEW = "En attente de votre vérification"
SUBMITTED = "Vos pages en relecture"
DRAFTS = "Vos brouillons"


def submit(page: Page, user: User) -> TaskState:
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    return Page.objects.get(pk=page.pk).current_workflow_task_state


def draft_of(user: User, **fields: str) -> InitiativePage:
    return InitiativePageFactory(draft=True, owner=user, **fields)


def test_reviewer_sees_first_what_awaits_review(
    editor: User, contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    submit(draft_of(contributor, title="La grainothèque"), contributor)
    found = panels(editor)
    assert "La grainothèque" in found[REVIEW]
    assert "Sacha" in found[REVIEW]
    assert "Approuver" in found[REVIEW]
    order = [REVIEW, DRAFTS, "Ce qui paraît, et quand", "En retard", "Cherché, et pas trouvé"]
    assert [heading for heading in found if heading in order] == order


def test_reviewer_is_told_that_nothing_awaits(
    editor: User, panels: Callable[..., dict[str, str]]
) -> None:
    assert "Aucune page n’attend votre vérification." in panels(editor)[REVIEW]


def test_contributor_has_nothing_to_review(
    contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    submit(draft_of(contributor), contributor)
    assert REVIEW not in panels(contributor)


def test_contributor_sees_the_answer_of_the_reviewer(
    editor: User, contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    state = submit(draft_of(contributor, title="La grainothèque"), contributor)
    assert "En attente de la rédaction" in panels(contributor)[SUBMITTED]
    state.task.specific.on_action(state, editor, "reject", comment="Il manque la source.")
    found = panels(contributor)
    assert "Modifications demandées par Camille" in found[SUBMITTED]
    assert "Il manque la source." in found[SUBMITTED]
    assert "La grainothèque" not in found[DRAFTS]


def test_contributor_sees_that_a_page_was_approved(
    editor: User, contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    page = FreePageFactory(draft=True, owner=contributor, title="Nos alliés")
    state = submit(page, contributor)
    state.task.specific.on_action(state, editor, "approve")
    assert "Approuvée par Camille" in panels(contributor)[SUBMITTED]


def test_only_the_last_review_of_a_page_is_shown(
    editor: User, contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    page = FreePageFactory(draft=True, owner=contributor, title="Nos alliés")
    state = submit(page, contributor)
    state.task.specific.on_action(state, editor, "approve")
    submit(Page.objects.get(pk=page.pk).specific, contributor)
    found = panels(contributor)[SUBMITTED]
    assert found.count("Nos alliés") == 1
    assert "En attente de la rédaction" in found


def test_pages_of_others_stay_out_of_the_drafts(
    editor: User, contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    draft_of(contributor, title="La grainothèque").save_revision(user=contributor)
    draft_of(editor, title="Le four à pain").save_revision(user=editor)
    assert "Le four à pain" not in panels(contributor)[DRAFTS]
    assert "La grainothèque" in panels(contributor)[DRAFTS]
    assert "La grainothèque" not in panels(editor)[DRAFTS]


def test_drafts_show_the_title_as_last_written(
    contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    page = draft_of(contributor, title="La grainothèque")
    page.title = "La grainothèque du bourg"
    page.save_revision(user=contributor)
    assert "La grainothèque du bourg" in panels(contributor)[DRAFTS]


def test_dashboard_says_in_words_that_there_is_nothing(
    contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    found = panels(contributor)
    assert "Aucun brouillon en cours" in found[DRAFTS]
    assert "Soumettre à Relecture" in found[SUBMITTED]


def test_first_steps_are_on_top_until_something_is_written(
    contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    assert list(panels(contributor)).index("Par où commencer") < 2
    draft_of(contributor).save_revision(user=contributor)
    found = list(panels(contributor))
    assert found.index("Par où commencer") > found.index(DRAFTS)


def test_page_removed_under_review_is_left_out(
    editor: User, contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    page = draft_of(contributor, title="La grainothèque")
    submit(page, contributor)
    Page.objects.get(pk=page.pk).delete()
    assert "La grainothèque" not in panels(editor)[REVIEW]


def test_reviewer_of_several_pages_approves_from_the_dashboard(
    editor: User, contributor: User, client: Client, panels: Callable[..., dict[str, str]]
) -> None:
    state = submit(draft_of(contributor, title="La grainothèque"), contributor)
    panels(editor)
    args = [state.revision.object_id, "approve", state.pk]
    url = reverse("wagtailadmin_pages:workflow_action", args=args)
    assert f'data-workflow-action-url="{url}"' in client.get("/admin/").content.decode()


def test_other_editors_see_the_same_pages_to_review(
    contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    submit(draft_of(contributor, title="La grainothèque"), contributor)
    assert "La grainothèque" in panels(member_of("Rédaction"))[REVIEW]
