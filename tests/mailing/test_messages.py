"""Messages about a subscription: both parts, their links, their weight."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMultiAlternatives

from hub.core.models import HubSettings
from hub.mailing.messages import building
from hub.mailing.messages.mjml import encoded_size
from tests.factories import NewsletterPageFactory, SubscriberFactory, SubscriptionRequestFactory
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db

MESSAGES: dict[str, Callable[[], EmailMultiAlternatives]] = {
    "confirm": lambda: building.confirmation(SubscriptionRequestFactory()),
    "already": lambda: building.own_link(SubscriberFactory(), is_subscribing=True),
    "lost": lambda: building.own_link(SubscriberFactory(), is_subscribing=False),
    "welcome": lambda: building.welcome(SubscriberFactory()),
    "goodbye": lambda: building.goodbye(SubscriberFactory()),
}
ADDRESS = re.compile(r"https?://[^\s\"<>]+")


def html_of(message: EmailMultiAlternatives) -> str:
    return message.alternatives[0].content


@pytest.fixture(params=MESSAGES)
def message(request: pytest.FixtureRequest, site_tree: SiteTree) -> EmailMultiAlternatives:
    NewsletterPageFactory(parent=site_tree.letters, title="L’été d’après")
    return MESSAGES[request.param]()


def test_both_parts_have_the_same_links(message: EmailMultiAlternatives) -> None:
    hrefs = set(re.findall(r'href="([^"]+)"', html_of(message)))
    assert hrefs == set(ADDRESS.findall(message.body))
    assert any("/abonnement/" in href for href in hrefs)


def test_bytes_follow_the_rules_of_mail(message: EmailMultiAlternatives) -> None:
    sent = message.message().as_bytes()
    assert max(map(len, sent.split(b"\n"))) <= 998
    parsed = message_from_bytes(sent, policy=policy.default)
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert encoded_size(html_of(message)) < 20_000


def test_html_has_no_image_no_script_and_no_other_host(message: EmailMultiAlternatives) -> None:
    html = html_of(message)
    assert "<img" not in html
    assert "<script" not in html
    assert 'lang="fr"' in html
    assert "prefers-color-scheme: dark" in html


def test_texts_of_the_site_are_escaped_in_html_and_whole_in_text(site_tree: SiteTree) -> None:
    HubSettings.objects.create(
        site=site_tree.site, site_name="Fêtes & <b>jardins</b>", baseline="Ici & là"
    )
    welcome = building.welcome(SubscriberFactory())
    assert "Fêtes & <b>jardins</b>" in welcome.body
    assert "<b>jardins" not in html_of(welcome)
    assert "Fêtes &amp; &lt;b&gt;" in html_of(welcome)
    assert "\n" not in welcome.subject


def test_welcome_without_a_letter_says_the_rest(site_tree: SiteTree) -> None:
    welcome = building.welcome(SubscriberFactory())
    assert "dernière parue" not in welcome.body
    assert "Choisir ce que je reçois" in welcome.body
