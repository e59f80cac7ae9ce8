from django.db import models
from django.utils import timezone

from hub.mailing.models.subscribers import Subscriber


class Withdrawal(models.TextChoices):
    """Where a consent was withdrawn."""

    PAGE = "page", "page de désinscription"
    ONE_CLICK = "one_click", "bouton de la messagerie"
    EDITOR = "editor", "équipe du site"


class ConsentWording(models.Model):
    """A sentence that people accepted, kept as it was shown: a new sentence is a new row."""

    text = models.TextField("texte", unique=True)
    created_at = models.DateTimeField("depuis le", default=timezone.now)

    class Meta:
        verbose_name = "formule de consentement"
        verbose_name_plural = "formules de consentement"
        default_permissions = ()

    def __str__(self) -> str:
        return self.text


class Consent(models.Model):
    """The proof of a consent (GDPR, article 7): who, when, where, for what, in which words."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField("finalité", max_length=40, default="lettre")
    wording = models.ForeignKey(
        ConsentWording, on_delete=models.PROTECT, related_name="+", verbose_name="formule"
    )
    form = models.CharField("formulaire", max_length=255)
    asked_at = models.DateTimeField("demandé le")
    confirmed_at = models.DateTimeField("confirmé le", default=timezone.now)
    withdrawn_at = models.DateTimeField("retiré le", null=True)
    withdrawn_by = models.CharField(
        "retiré par", max_length=20, blank=True, choices=Withdrawal.choices
    )

    class Meta:
        verbose_name = "consentement"
        ordering = ["confirmed_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.purpose}, {self.confirmed_at:%Y-%m-%d}"
