from uuid import uuid4

from django.db import models
from django.utils import timezone

from hub.mailing.addresses import MAX_LENGTH, address_key
from hub.mailing.models.consents import ConsentWording


class SubscriptionRequest(models.Model):
    """What was typed in a form: an address, which is not a subscriber before it is confirmed.

    A message answers it. Deleted after some days.
    """

    class Kind(models.TextChoices):
        SUBSCRIBE = "subscribe", "abonnement"
        LINK = "link", "lien perdu"

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.SUBSCRIBE)
    email = models.CharField(max_length=MAX_LENGTH)
    key = models.CharField(max_length=MAX_LENGTH, db_index=True, editable=False)
    wording = models.ForeignKey(ConsentWording, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=255)
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "demande d’abonnement"
        verbose_name_plural = "demandes d’abonnement"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Demande {self.uid.hex[:8]}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = address_key(self.email)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
