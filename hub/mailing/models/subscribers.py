import datetime
from uuid import uuid4

from django.db import models
from django.utils import timezone

from hub.mailing.addresses import MAX_LENGTH, address_key, masked
from hub.territories.models import Territory
from hub.themes.models import Theme


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def active(self) -> "SubscriberQuerySet":
        """Return those who receive messages today: subscribed, not paused."""
        today = timezone.localdate()
        is_paused = models.Q(paused_until__gt=today)
        return self.filter(unsubscribed_at=None).exclude(is_paused)

    def with_address(self, address: str) -> "Subscriber | None":
        return self.filter(key=address_key(address)).first()


class Subscriber(models.Model):
    """A person who confirmed a subscription, with what they chose.

    `uid` is in the tokens of links. A person who unsubscribed keeps a row, with the proof of their
    consent and of its withdrawal, until `periodic_jobs.forget_unsubscribed`.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.CharField("adresse électronique", max_length=MAX_LENGTH)
    key = models.CharField(max_length=MAX_LENGTH, unique=True, editable=False)
    territory = models.ForeignKey(
        Territory,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="territoire",
    )
    themes = models.ManyToManyField(
        Theme, through="SubscriberTheme", related_name="+", verbose_name="thèmes"
    )
    paused_until = models.DateField("en pause jusqu’au", null=True, blank=True)
    confirmed_at = models.DateTimeField("abonné le", default=timezone.now, editable=False)
    unsubscribed_at = models.DateTimeField("désinscrit le", null=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = "abonné"
        verbose_name_plural = "abonnés"
        default_permissions = ("view", "delete")

    def __str__(self) -> str:
        # Not the address: the log of the admin keeps this text after an erasure.
        return f"Abonné {self.uid.hex[:8]}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = address_key(self.email)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def masked_email(self) -> str:
        """The address for a page that other people may open: « z…@exemple.fr »."""
        return masked(self.email)

    @property
    def is_subscribed(self) -> bool:
        return self.unsubscribed_at is None

    @property
    def confirmed_on(self) -> datetime.date:
        return timezone.localdate(self.confirmed_at)

    @property
    def left_on(self) -> datetime.date | None:
        return timezone.localdate(self.unsubscribed_at) if self.unsubscribed_at else None

    @property
    def pause_end(self) -> datetime.date | None:
        """The day messages start again; None without a pause today."""
        is_paused = self.paused_until and self.paused_until > timezone.localdate()
        return self.paused_until if is_paused else None


class SubscriberTheme(models.Model):
    """A theme that a subscriber chose; a merge of themes moves it (`Theme.merge_into`)."""

    content_object = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="theme_choices"
    )
    tag = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="subscriber_choices")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="subscriber_theme_once")
        ]

    def __str__(self) -> str:
        return f"{self.content_object} · {self.tag}"
