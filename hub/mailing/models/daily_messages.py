from typing import Optional

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from hub.mailing.addresses import address_key, suppression_digests

# Limit of the messages about subscriptions to one address in a day.
MOST_A_DAY = 3


class DailyMessage(models.Model):
    """A message about a subscription that left today, for an address known by its digest.

    The constraint on (address, day, rank) limits them whatever the number of workers; an erasure
    does not start the count again.
    """

    digest = models.CharField(max_length=64)
    day = models.DateField(db_index=True)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "message du jour"
        verbose_name_plural = "messages du jour"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "day", "rank"], name="subscription_message_of_the_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} · {self.rank}"

    @classmethod
    def claim(cls, address: str) -> Optional["DailyMessage"]:
        """Return the row of a message that may leave now; None above `MOST_A_DAY`."""
        digest, today = suppression_digests(address_key(address))[0], timezone.localdate()
        for rank in range(1, MOST_A_DAY + 1):
            try:
                with transaction.atomic():
                    return cls.objects.create(digest=digest, day=today, rank=rank)
            except IntegrityError:
                continue
        return None
