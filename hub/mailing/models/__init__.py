from .consents import Consent, ConsentWording, Withdrawal
from .daily_messages import DailyMessage
from .requests import SubscriptionRequest
from .subscribers import Subscriber, SubscriberTheme
from .suppressions import Suppression

__all__ = [
    "Consent",
    "ConsentWording",
    "DailyMessage",
    "Subscriber",
    "SubscriberTheme",
    "SubscriptionRequest",
    "Suppression",
    "Withdrawal",
]
