"""Erasure of a person: what is left is a keyed digest of the address."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from hub.mailing.addresses import suppression_digests
from hub.mailing.models import Subscriber, SubscriptionRequest, Suppression

# How long the proof of a consent is kept once it is withdrawn: the time in which it may be asked
# for (CNIL, reference framework on commercial management: three years).
PROOF_LIFE = timedelta(days=3 * 365)


def erase(subscriber: Subscriber) -> None:
    """Delete a person, their consents, choices and requests; a second call changes nothing."""
    with transaction.atomic():
        _delete(subscriber)
        digest = suppression_digests(subscriber.key)[0]
        Suppression.objects.get_or_create(digest=digest)


def forget_unsubscribed() -> None:
    """Delete those who unsubscribed long ago, and their proof of consent."""
    ended = timezone.now() - PROOF_LIFE
    for subscriber in Subscriber.objects.filter(unsubscribed_at__lt=ended).iterator():
        erase(subscriber)


def _delete(subscriber: Subscriber) -> None:
    SubscriptionRequest.objects.filter(key=subscriber.key).delete()
    ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Subscriber), object_id=str(subscriber.pk)
    ).delete()
    Subscriber.objects.filter(pk=subscriber.pk).delete()
