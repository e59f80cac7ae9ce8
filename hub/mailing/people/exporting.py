"""What the site holds about one person, for themselves (GDPR, articles 15 and 20)."""

from typing import Any

from hub.mailing.models import Subscriber, SubscriptionRequest


def own_data(subscriber: Subscriber) -> dict[str, Any]:
    """Return everything stored about a person, with French names, as JSON values."""
    consents = subscriber.consents.select_related("wording")
    requests = SubscriptionRequest.objects.filter(key=subscriber.key).order_by("asked_at")
    territory = subscriber.territory
    return {
        "adresse": subscriber.email,
        "abonné le": subscriber.confirmed_at,
        "désinscrit le": subscriber.unsubscribed_at,
        "en pause jusqu’au": subscriber.paused_until,
        "territoire": str(territory) if territory else None,
        "thèmes": [theme.name for theme in subscriber.themes.order_by("name")],
        "consentements": [
            {
                "finalité": consent.purpose,
                "formule": consent.wording.text,
                "formulaire": consent.form,
                "demandé le": consent.asked_at,
                "confirmé le": consent.confirmed_at,
                "retiré le": consent.withdrawn_at,
                "retiré par": consent.get_withdrawn_by_display() or None,
            }
            for consent in consents
        ],
        "demandes des derniers jours": [
            {"demande": request.get_kind_display(), "reçue le": request.asked_at}
            for request in requests
        ],
    }
