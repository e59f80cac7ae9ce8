"""Messages sent outside of the request; the worker tries again while the server is away."""

from django_tasks import task

from hub.mailing.messages import building
from hub.mailing.messages.sending import send
from hub.mailing.models import Subscriber, SubscriptionRequest


@task()
def answer_request(pk: int) -> None:
    """Send the message that answers a form, if any: a confirmation, or the link of preferences."""
    request = SubscriptionRequest.objects.filter(pk=pk).first()
    if request is None:
        return
    subscriber = Subscriber.objects.with_address(request.email)
    is_subscribing = request.kind == SubscriptionRequest.Kind.SUBSCRIBE
    if subscriber and (subscriber.is_subscribed or not is_subscribing):
        send(building.own_link(subscriber, is_subscribing))
    elif is_subscribing:
        send(building.confirmation(request))


@task()
def send_welcome(pk: int) -> None:
    """Send the first message to a new subscriber, unless they left meanwhile."""
    subscriber = Subscriber.objects.filter(pk=pk, unsubscribed_at=None).first()
    if subscriber:
        send(building.welcome(subscriber))


@task()
def send_goodbye(pk: int) -> None:
    """Send the last message to a person who unsubscribed, unless they came back meanwhile."""
    subscriber = Subscriber.objects.filter(pk=pk).exclude(unsubscribed_at=None).first()
    if subscriber:
        send(building.goodbye(subscriber))
