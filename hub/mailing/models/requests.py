from uuid import uuid4

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from hub.mailing.addresses import MAX_LENGTH, address_key
from hub.mailing.models.consents import ConsentWording


class SubscriptionRequest(models.Model):
    """What was typed in a form: an address, which is not a subscriber before it is confirmed.

    A message answers it, at most three a day to one address whatever the traffic: `day` and `rank`,
    set when a message is about to leave, are unique for an address. Deleted after some days.
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
    day = models.DateField(null=True)
    rank = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = "demande d’abonnement"
        verbose_name_plural = "demandes d’abonnement"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["key", "day", "rank"], name="subscription_message_of_the_day"
            )
        ]

    def __str__(self) -> str:
        return f"Demande {self.uid.hex[:8]}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = address_key(self.email)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def claim_message(self, most: int) -> bool:
        """Return whether a message may answer: at most `most` a day to one address.

        The constraint on (address, day, rank) holds whatever the number of workers. A request keeps
        its rank: the message of a request that is tried again is not counted twice.
        """
        if self.rank:
            return True
        today = timezone.localdate()
        for rank in range(1, most + 1):
            try:
                with transaction.atomic():
                    SubscriptionRequest.objects.filter(pk=self.pk).update(day=today, rank=rank)
            except IntegrityError:
                continue
            self.day, self.rank = today, rank
            return True
        return False
