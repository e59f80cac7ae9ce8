from .consents import Consent, ConsentWording, Withdrawal
from .requests import SubscriptionRequest
from .subscribers import Subscriber, SubscriberTheme
from .suppressions import Suppression

__all__ = [
    "Consent",
    "ConsentWording",
    "Subscriber",
    "SubscriberTheme",
    "SubscriptionRequest",
    "Suppression",
    "Withdrawal",
]
