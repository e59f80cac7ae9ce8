import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from hub.mailing import wordings
from hub.mailing.models import Consent, ConsentWording, Subscriber, SubscriptionRequest


class WordingFactory(DjangoModelFactory):
    class Meta:
        model = ConsentWording
        django_get_or_create = ("text",)

    text = wordings.LETTER


class SubscriberFactory(DjangoModelFactory):
    """A subscriber with the proof of their consent."""

    class Meta:
        model = Subscriber
        skip_postgeneration_save = True

    email = factory.Sequence("zoe-{}@example.org".format)

    @factory.post_generation
    def consent(self, create: bool, extracted: object, **kwargs: object) -> None:
        Consent.objects.create(
            subscriber=self, wording=WordingFactory(), form="/", asked_at=timezone.now()
        )


class SubscriptionRequestFactory(DjangoModelFactory):
    class Meta:
        model = SubscriptionRequest

    email = factory.Sequence("zoe-{}@example.org".format)
    wording = factory.SubFactory(WordingFactory)
    form = "/"
