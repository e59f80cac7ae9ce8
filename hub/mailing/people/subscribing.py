"""Subscription in two steps (double opt-in), its withdrawal, and its limits."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hub.mailing.addresses import suppression_digests
from hub.mailing.messages.tasks import answer_request, send_goodbye, send_welcome
from hub.mailing.models import (
    Consent,
    ConsentWording,
    DailyMessage,
    Subscriber,
    SubscriptionRequest,
    Suppression,
    Withdrawal,
)

# How long the link of a confirmation works; the request is then deleted.
REQUEST_LIFE = timedelta(days=7)


def ask(address: str, kind: SubscriptionRequest.Kind, form: str, wording: str) -> None:
    """Store what a form sent, and queue the message that answers it.

    The same work whether the address is known or not: the task looks.
    """
    # The queue is in the database: the request and the task of its message are stored together.
    with transaction.atomic():
        request = SubscriptionRequest.objects.create(
            email=address, kind=kind, form=form[:255], wording=_stored(wording)
        )
        answer_request.enqueue(request.pk)


def pending_request(uid: UUID) -> SubscriptionRequest | None:
    """Return the request of a confirmation link; None when it is too old, or erased."""
    return SubscriptionRequest.objects.filter(
        uid=uid, kind=SubscriptionRequest.Kind.SUBSCRIBE, asked_at__gt=_oldest()
    ).first()


def confirm(request: SubscriptionRequest) -> Subscriber:
    """Return the subscriber of a request, subscribed from now; a second call changes nothing."""
    with transaction.atomic():
        is_first = SubscriptionRequest.objects.filter(pk=request.pk, confirmed_at=None).update(
            confirmed_at=timezone.now()
        )
        subscriber, is_new = Subscriber.objects.get_or_create(
            key=request.key, defaults={"email": request.email}
        )
        if is_first and (is_new or not subscriber.is_subscribed):
            _subscribe(subscriber, request.wording, request.form, request.asked_at)
            send_welcome.enqueue(subscriber.pk)
    return subscriber


def subscribe_again(subscriber: Subscriber, form: str, wording: str) -> None:
    """Subscribe again a person who unsubscribed; change nothing for the others."""
    if not subscriber.is_subscribed:
        with transaction.atomic():
            _subscribe(subscriber, _stored(wording), form, timezone.now())


def unsubscribe(subscriber: Subscriber, by: Withdrawal) -> None:
    """Stop every message, and record the withdrawal; a second call changes nothing."""
    now = timezone.now()
    with transaction.atomic():
        changed = Subscriber.objects.filter(pk=subscriber.pk, unsubscribed_at=None).update(
            unsubscribed_at=now
        )
        if changed:
            subscriber.consents.filter(withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by)
            send_goodbye.enqueue(subscriber.pk)
    subscriber.refresh_from_db()


def delete_old_requests() -> None:
    """Delete the requests whose link no longer works, and the counts of past days."""
    SubscriptionRequest.objects.filter(asked_at__lte=_oldest()).delete()
    DailyMessage.objects.filter(day__lt=timezone.localdate()).delete()


def _subscribe(
    subscriber: Subscriber, wording: ConsentWording, form: str, asked_at: datetime
) -> None:
    subscriber.confirmed_at, subscriber.unsubscribed_at = timezone.now(), None
    subscriber.paused_until = None
    subscriber.save()
    Consent.objects.create(subscriber=subscriber, wording=wording, form=form, asked_at=asked_at)
    Suppression.objects.filter(digest__in=suppression_digests(subscriber.key)).delete()


def _stored(wording: str) -> ConsentWording:
    return ConsentWording.objects.get_or_create(text=wording)[0]


def _oldest() -> datetime:
    return timezone.now() - REQUEST_LIFE
