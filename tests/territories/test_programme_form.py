"""« Programme » tab of the form of a territory, and its cohorts."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.territories.models import DelegationMember, ProgrammeAlly, Territory
from tests.factories import (
    CohortFactory,
    InitiativePageFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeStepFactory,
    TerritoryFactory,
    UserFactory,
)
from tests.factories.site_tree import SiteTree
from tests.shown_text import text_of

STEP = {"phase": "restitution", "start": "2026-01-31", "end": "", "precision": "day"}
STEP |= {"text": "Une soirée à l’école, près de l’étang.", "page": ""}
ROWS = ("programme_steps", "delegation", "allies")


@pytest.fixture
def editor(client: Client, site_tree: SiteTree) -> Client:
    """Return a client signed in as somebody of « Rédaction »."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Rédaction"))
    client.force_login(user)
    return client


def form_data(territory: Territory, **changes: Any) -> dict[str, Any]:
    """Return what the form of `territory` sends; `changes` are fields, or lists of child rows."""
    fields = ("name", "kind", "code", "presentation", "population", "population_year", "project")
    data = {name: getattr(territory, name) or "" for name in fields}
    data |= dict.fromkeys(("parent", "cohort", "joined_on", "left_on", "project_page"), "")
    data |= {
        "latitude": "",
        "longitude": "",
        "in_programme": territory.in_programme,
    } | dict.fromkeys(ROWS, ())
    data |= changes
    data["in_programme"] = "on" if data["in_programme"] else ""
    for name in ROWS:
        rows = data[name]
        data[name] = inline_formset(rows, initial=sum("id" in row for row in rows))
    return nested_form_data(data)


def edit_url(territory: Territory) -> str:
    return reverse("wagtailsnippets_territories_territory:edit", args=[territory.pk])


def save(client: Client, territory: Territory, **changes: Any) -> Territory:
    response = client.post(edit_url(territory), form_data(territory, **changes))
    assert response.status_code == 302, text_of(response)
    return Territory.objects.get(pk=territory.pk)


def refusal(client: Client, territory: Territory, **changes: Any) -> str:
    """Return the errors of the form and of its child rows, with plain spaces and apostrophes."""
    response = client.post(edit_url(territory), form_data(territory, **changes))
    assert response.status_code == 200
    form = response.context["form"]
    errors = [form.errors, *[row for rows in form.formsets.values() for row in rows.errors]]
    found = " ".join(text for error in errors for texts in error.values() for text in texts)
    return found.replace("\u00a0", " ").replace("'", "’")


def test_programme_is_saved_with_its_rows(editor: Client) -> None:
    territory, cohort, page = TerritoryFactory(), CohortFactory(), InitiativePageFactory()
    person, ally = PersonFactory(), OrganisationFactory()
    saved = save(
        editor,
        territory,
        cohort=cohort.pk,
        joined_on="2025-09-01",
        project="Une cantine à l’écoute",
        project_page=page.pk,
        programme_steps=[STEP],
        delegation=[{"person": person.pk, "role": "élue référente"}],
        allies=[{"organisation": ally.pk, "role": "animation"}],
    )
    assert saved.cohort == cohort
    assert saved.project_page.specific == page
    step = saved.programme_steps.get()
    assert (str(step), step.start.isoformat()) == ("Restitution", "2026-01-31")
    assert DelegationMember.objects.get().person == person
    assert ProgrammeAlly.objects.get().organisation == ally


@pytest.mark.parametrize("part", ["cohort", "joined_on", "step", "delegation"])
def test_what_is_said_of_the_programme_ticks_the_box(part: str, editor: Client) -> None:
    changes: dict[str, Any] = {
        "cohort": {"cohort": CohortFactory().pk},
        "joined_on": {"joined_on": "2025-09-01"},
        "step": {"programme_steps": [STEP]},
        "delegation": {"delegation": [{"person": PersonFactory().pk, "role": ""}]},
    }[part]
    assert save(editor, TerritoryFactory(), **changes).in_programme


def test_nothing_said_of_the_programme_leaves_the_box(editor: Client) -> None:
    assert not save(editor, TerritoryFactory()).in_programme
    assert not save(editor, TerritoryFactory(pilot=True), in_programme="").in_programme


def test_box_cannot_be_unticked_while_something_remains(editor: Client) -> None:
    step = ProgrammeStepFactory()
    kept = STEP | {"id": step.pk}
    found = refusal(editor, step.territory, programme_steps=[kept], in_programme="")
    assert "Ce territoire a une place dans le programme : étapes du programme" in found

    removed = kept | {"DELETE": "1"}
    assert not save(editor, step.territory, programme_steps=[removed], in_programme="").in_programme


def test_same_person_twice_is_refused_in_french(editor: Client) -> None:
    row = {"person": PersonFactory().pk, "role": ""}
    found = refusal(editor, TerritoryFactory(), delegation=[row, row])
    assert "Cette personne est déjà dans la délégation." in found


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"programme_steps": [STEP | {"end": "2026-01-01"}]}, "La fin précède le début."),
        (
            {"joined_on": "2026-01-31", "left_on": "2025-01-31"},
            "La sortie précède l’entrée dans le programme.",
        ),
        ({"programme_steps": [STEP | {"start": "hier"}]}, "Date non comprise."),
        ({"programme_steps": [STEP | {"phase": "inconnue"}]}, "Sélectionnez un choix valide"),
        ({"project": "é" * 5000}, "4745 signes de trop"),
        ({"project": "une\0cantine"}, "Le caractère nul n’est pas autorisé."),
        ({"cohort": "999999"}, "Sélectionnez un choix valide."),
    ],
)
def test_invalid_programme_is_refused_in_french(
    changes: dict[str, Any], message: str, editor: Client
) -> None:
    found = refusal(editor, TerritoryFactory(), **changes)
    assert message in found


def test_cohort_in_use_is_not_deleted(editor: Client) -> None:
    cohort = CohortFactory()
    territory = TerritoryFactory(name="Malauray", pilot=True)
    save(editor, territory, cohort=cohort.pk)
    url = reverse("wagtailsnippets_territories_cohort:delete", args=[cohort.pk])
    response = editor.post(url)
    assert type(cohort).objects.filter(pk=cohort.pk).exists()
    assert "Malauray" in text_of(response)


def test_cohort_list_counts_its_territories(editor: Client) -> None:
    cohort = CohortFactory(name="Promotion 2025")
    TerritoryFactory.create_batch(3, pilot=True, cohort=cohort)
    found = text_of(editor.get(reverse("wagtailsnippets_territories_cohort:list")))
    assert "Promotion 2025" in found
    assert " 3 " in found[found.index("Promotion 2025") :]


def test_cohort_that_ends_before_it_starts_is_refused(editor: Client) -> None:
    url = reverse("wagtailsnippets_territories_cohort:add")
    data = {"name": "Promotion", "start": "2026-02-01", "end": "2026-01-01", "presentation": ""}
    assert "La fin précède le début." in text_of(editor.post(url, data))
