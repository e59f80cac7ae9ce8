"""The alarms: each is explained to the person on call, and reads metrics that exist."""

import re

import pytest
import yaml
from django.conf import settings
from django.test import Client

from hub.monitoring import endpoints, probes
from hub.worker.heartbeat import beat

RULES = settings.BASE_DIR / "deploy/prometheus/hub.rules.yml"
GUIDE = (settings.BASE_DIR / "docs/exploitation/alarmes.md").read_text(encoding="utf-8")


def rules() -> list[dict[str, str]]:
    text = RULES.read_text(encoding="utf-8")
    return [rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]]


def sections() -> list[str]:
    return re.findall(r"(?m)^## (\w+)$", GUIDE)


def test_each_alarm_has_its_section_and_the_reverse() -> None:
    assert [rule["alert"] for rule in rules()] == sections()


def test_each_section_says_what_it_means_and_what_to_do() -> None:
    for section in re.split(r"(?m)^## \w+$", GUIDE)[1:]:
        assert section.count("**Sens.**") == section.count("**Que faire.**") == 1


@pytest.mark.parametrize("name", ["database", *probes.DATABASE_PROBES, *probes.OTHER_PROBES])
def test_each_check_is_in_the_guide_and_has_an_alarm(name: str) -> None:
    assert f"Ligne `{name}`." in GUIDE
    assert any(f'hub_check{{check="{name}"}} == 0' in rule["expr"] for rule in rules())


def test_alarms_read_metrics_that_exist(db: None, client: Client) -> None:
    beat("ouvrier-1")
    client.get("/robots.txt")
    text = client.get(endpoints.METRICS).text

    for rule in rules():
        for name in re.findall(r"hub_\w+", rule["expr"]):
            assert re.search(rf"(?m)^{name}\b", text), name
