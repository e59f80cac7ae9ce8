"""Screen « Tâches de fond », and the warnings while no worker runs."""

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hub.worker import heartbeat
from hub.worker.models import JobState
from tests.factories import UserFactory
from tests.worker import tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "queue_settings")]


@pytest.fixture
def editor(client: Client) -> Client:
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Rédaction"))
    client.force_login(user)
    return client


def failed_task(reason: str) -> DBTaskResult:
    row = tasks.fail.enqueue(reason).db_result
    DBTaskResult.objects.filter(pk=row.pk).update(
        status="FAILED",
        finished_at=timezone.now(),
        worker_ids=["un"],
        exception_class_path="builtins.ValueError",
        traceback=f"Traceback…\nValueError: {reason}\n",
    )
    return row


def grant(client: Client, *codenames: str) -> None:
    user = client.session["_auth_user_id"]
    for permission in Permission.objects.filter(codename__in=codenames):
        permission.user_set.add(user)


def test_failed_tasks_are_listed_with_their_reason_and_retried(admin_client: Client) -> None:
    first, second = failed_task("premier <b>"), failed_task("second")
    url = reverse("background_tasks")
    page = admin_client.get(url).content.decode()
    assert "En échec (2)" in page
    assert "ValueError: premier &lt;b&gt;" in page
    assert "Tout réessayer" in page
    answer = admin_client.post(url, {"task": str(first.pk)}, follow=True)
    assert "Une tâche est remise dans la file." in answer.content.decode()
    statuses = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert statuses == {first.pk: "READY", second.pk: "FAILED"}
    answer = admin_client.post(url, {"task": str(first.pk)}, follow=True)
    assert "n’est plus en échec" in answer.content.decode()
    admin_client.post(url)
    assert not DBTaskResult.objects.failed().exists()


def test_an_unknown_task_is_refused_without_an_error(admin_client: Client) -> None:
    answer = admin_client.post(reverse("background_tasks"), {"task": "pas-un-uuid"}, follow=True)
    assert "n’est plus en échec" in answer.content.decode()


def test_a_failing_job_is_shown_first(admin_client: Client) -> None:
    JobState.objects.create(name="search_changes", failures=2, error="ValueError: en panne")
    page = admin_client.get(reverse("background_tasks")).content.decode()
    assert page.index("pages changées") < page.index("Publications et dépublications")
    assert "échoue depuis 2 essais" in page


def test_the_screen_requires_its_permissions(editor: Client) -> None:
    url = reverse("background_tasks")
    row = failed_task("x")
    assert editor.get(url).status_code == 302
    assert editor.post(url, {"task": str(row.pk)}).status_code == 302
    grant(editor, "view_jobstate")
    page = editor.get(url).content.decode()
    assert "En échec (1)" in page
    assert "Réessayer" not in page
    editor.post(url, {"task": str(row.pk)})
    assert DBTaskResult.objects.get().status == "FAILED"
    grant(editor, "change_jobstate")
    editor.post(url, {"task": str(row.pk)})
    assert DBTaskResult.objects.get().status == "READY"


def test_the_home_page_warns_while_no_worker_runs(editor: Client) -> None:
    home = reverse("wagtailadmin_home")
    assert "Les tâches de fond ne tournent pas" in editor.get(home).content.decode()
    start = timezone.now().replace(month=3, day=2, hour=14, minute=5)
    with time_machine.travel(start, tick=False) as clock:
        heartbeat.beat("un")
        assert "Les tâches de fond" not in editor.get(home).content.decode()
        clock.shift(61)
        page = editor.get(home).content.decode()
    assert "Les tâches de fond ne tournent plus depuis le 2 mars" in page
    assert reverse("background_tasks") not in page


def test_the_state_of_the_search_warns_while_no_worker_runs(admin_client: Client) -> None:
    url = reverse("search_state")
    assert "Les tâches de fond ne tournent pas." in admin_client.get(url).content.decode()
    heartbeat.beat("un")
    assert "Les tâches de fond" not in admin_client.get(url).content.decode().split("<main")[1]
