"""Scheduled publication and expiry, one object at a time.

Wagtail's command `publish_scheduled` stops at the first object that fails, and the following
ones are never published: the same actions are done here, each in its own transaction.
"""

import logging
from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet, Value
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from hub.worker.outages import DATABASE_ERRORS

logger = logging.getLogger(__name__)


class SchedulingError(Exception):
    """Some objects could not be published or unpublished; the others were."""


def is_due() -> bool:
    """Return, with one query, whether an object is to be published or unpublished now."""
    rows = [query.order_by().values_list(Value(1)) for query in (_due_revisions(), *_expired())]
    return rows[0].union(*rows[1:], all=True).exists()


def publish_due() -> None:
    """Unpublish what has expired, then publish the revisions whose time has come.

    Raise SchedulingError, once all have been tried, if one or more fail.
    """
    failures = [
        f"{model.__name__} {pk}: {reason}"
        for query in (*_expired(), _due_revisions().order_by("approved_go_live_at"))
        for model, pk, reason in _try_each(query)
    ]
    if failures:
        raise SchedulingError("; ".join(failures))


def _try_each(query: QuerySet[Model]) -> Iterator[tuple[type[Model], object, str]]:
    """Act on each object of `query`; yield (model, key, error) of those that fail."""
    act = _publish if query.model is Revision else _unpublish
    for pk in list(query.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                _act_on(query, pk, act)
        except DATABASE_ERRORS:
            raise
        except Exception as error:  # noqa: BLE001 - the job reports it
            yield query.model, pk, f"{type(error).__name__}: {error}"


def _act_on(query: QuerySet[Model], pk: object, act: Callable[[Model], None]) -> None:
    """Lock an object, and act on it if it is still due: an editor may have changed it."""
    instance = query.select_for_update(of=("self",)).filter(pk=pk).first()
    if instance is not None:
        act(instance)


def _publish(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")


def _unpublish(instance: DraftStateMixin) -> None:
    instance.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _due_revisions() -> QuerySet[Revision]:
    return Revision.objects.filter(approved_go_live_at__lt=timezone.now())


def _expired() -> list[QuerySet[Model]]:
    """Return the expired objects, one query per model with a publication period."""
    models = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    now = timezone.now()
    return [model.objects.filter(live=True, expire_at__lt=now) for model in (Page, *models)]
