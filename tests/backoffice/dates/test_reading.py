"""Parsing of French dates and times: the exact value, or an error with an explanation."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from hub.backoffice.dates.fields import FrenchDateField, FrenchDateTimeField, FrenchTimeField
from hub.backoffice.dates.reading import NotReadError, read_date, read_datetime, read_time
from tests.backoffice.dates.writings import generated

TENTH = date(2026, 12, 10)


class AnyForm(forms.Form):
    date = FrenchDateField(widget=AdminDateInput)
    time = FrenchTimeField(widget=AdminTimeInput)
    datetime = FrenchDateTimeField(widget=AdminDateTimeInput)


def form_of(kind: str, text: str | None) -> AnyForm:
    form = AnyForm({kind: text})
    for name in set(form.fields) - {kind}:
        del form.fields[name]
    return form


@pytest.mark.parametrize(
    "text",
    [
        "10/12/2026",
        "10/12/26",
        "10.12.2026",
        "10-12-2026",
        "2026-12-10",
        "10 décembre 2026",
        "10 DECEMBRE 2026",
        "10\u00a0décembre\u202f2026",
        "10 déc. 2026",
        "10 dec 2026",
        "le 10 décembre 2026",
        "jeudi 10 décembre 2026",
        "jeu. 10/12/2026",
        "10‑12‑2026",  # no-break hyphens
        "\u200b10/12/2026\u200e",  # what a paste brings along
    ],
)
def test_read_date_accepts_the_ways_of_writing_a_day(text: str) -> None:
    assert read_date(text) == TENTH


@pytest.mark.parametrize(
    "text", ["1er mars 2027", "1 er mars 2027", "1ᵉʳ mars 2027", "1 mars 2027"]
)
def test_read_date_accepts_the_first_day_of_a_month(text: str) -> None:
    assert read_date(text) == date(2027, 3, 1)


@pytest.mark.parametrize(("text", "year"), [("1/1/68", 2068), ("1/1/69", 1969), ("1/1/00", 2000)])
def test_two_digits_stand_for_1969_to_2068(text: str, year: int) -> None:
    assert read_date(text).year == year


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/02/2026", "Le 31 février 2026 n’existe pas.*un jour de 1 à 28"),
        ("29 février 2027", "n’existe pas"),
        ("vendredi 10 décembre 2026", "est un jeudi, pas un vendredi"),
        ("12/13/2026", "pas de mois 13"),
        ("10 brumaire 2026", "Mois non compris"),
        ("10 décembre", "Ajoutez l’année"),
        ("10/12", "Ajoutez l’année"),
        ("10-12-26", "quatre chiffres"),
        ("01/01/0026", "Vérifiez l’année"),
        ("demain", "Écrivez par exemple"),
        ("²0/12/2026", "Écrivez par exemple"),
        ("١٠/١٢/٢٠٢٦", "Écrivez par exemple"),
        ("x" * 5000, "Texte trop long"),
    ],
)
def test_read_date_refuses_with_what_to_write(text: str, message: str) -> None:
    with pytest.raises(NotReadError, match=message):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14h30", time(14, 30)),
        ("14 h 30", time(14, 30)),
        ("14\u202fh\u202f30", time(14, 30)),
        ("14H30", time(14, 30)),
        ("à 14h30", time(14, 30)),
        ("14 heures 30", time(14, 30)),
        ("9h", time(9)),
        ("9 h", time(9)),
        ("09:05", time(9, 5)),
        ("0h", time(0)),
        ("23:59", time(23, 59)),
        ("midi", time(12)),
        ("Minuit", time(0)),
    ],
)
def test_read_time_accepts_the_ways_of_writing_an_hour(text: str, expected: time) -> None:
    assert read_time(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("25:99", "« 25:99 » n’est pas une heure.*de 0 à 23.*14h30"),
        ("24h", "de 0 à 23"),
        ("14h60", "de 00 à 59"),
        ("9h5", "deux chiffres"),
        ("14:30:15", "sans les secondes"),
        ("14", "Écrivez par exemple"),
        ("2:30 pm", "Écrivez par exemple"),
    ],
)
def test_read_time_refuses_with_what_to_write(text: str, message: str) -> None:
    with pytest.raises(NotReadError, match=message.replace(" ", r"\s")):
        read_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-10 14:30",
        "2026-12-10T14:30",
        "10/12/2026 14:30",
        "10/12/26, 14h30",
        "10 décembre 2026 à 14h30",
        "jeudi 10 décembre 2026 à 14 h 30",
    ],
)
def test_read_datetime_accepts_a_day_then_an_hour(text: str) -> None:
    assert read_datetime(text) == datetime(2026, 12, 10, 14, 30)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("10/12/2026", "Ajoutez l’heure, par exemple «\u00a010/12/2026 14:30\u00a0»"),
        ("10/12/2026 25:99", "n’est pas une heure"),
        ("31/02/2026 14:30", "n’existe pas"),
        ("bientôt", "Date et heure non comprises"),
    ],
)
def test_read_datetime_refuses_with_what_to_write(text: str, message: str) -> None:
    with pytest.raises(NotReadError, match=message):
        read_datetime(text)


def test_read_datetime_of_a_day_alone_takes_the_hour_it_is_given() -> None:
    assert read_datetime("10/12/2026", alone=time(0)) == datetime(2026, 12, 10)


@pytest.mark.parametrize("text", ["29/03/2026 02:30", "25/10/2026 02:30"])
def test_field_refuses_an_hour_when_clocks_change(text: str) -> None:
    form = form_of("datetime", text)
    assert "Les horloges changent le" in form.errors["datetime"][0]


@pytest.mark.parametrize("kind", ["date", "time", "datetime"])
def test_field_treats_spaces_as_empty(kind: str) -> None:
    form = form_of(kind, "\u00a0 ")
    form.fields[kind].required = False
    assert form.is_valid()
    assert form.cleaned_data[kind] is None


def test_generated_texts_round_trip_or_are_refused() -> None:
    """2,000 texts: parsed, displayed, parsed again; refused ones stay as typed."""
    wrong, seen = [], Counter()
    for writing in generated(2000, seed=20261210):
        form = form_of(writing.kind, writing.text)
        valid = form.is_valid()
        seen[writing.kind, valid] += 1
        if writing.expected is None:
            kept = form[writing.kind].value() == writing.text
            if valid or not kept:
                wrong.append(writing)
            continue
        if not valid:
            wrong.append((writing, form.errors))
            continue
        found = form.cleaned_data[writing.kind]
        field = form.fields[writing.kind]
        shown = field.widget.format_value(field.prepare_value(found))
        again = form_of(writing.kind, shown)
        local = timezone.make_naive(found) if writing.kind == "datetime" else found
        read_again = again.cleaned_data[writing.kind] if again.is_valid() else None
        if local != writing.expected or read_again != found:
            wrong.append((writing, found, shown))
    assert wrong == []
    assert len(seen) == 6
    assert min(seen.values()) > 300
