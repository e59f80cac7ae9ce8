from django.contrib.staticfiles import finders
from django.test import Client


def test_the_old_address_of_the_icon_leads_to_it(client: Client) -> None:
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert finders.find(response["Location"].removeprefix("/static/"))
