"""Files of shows and episodes: their names end their URL, where Wagtail routes pages only."""

from django.urls import re_path

from podcasts.feed import views

PAGE = r"^(?P<path>(?:[\w-]+/)+)"

urlpatterns = [
    re_path(PAGE + r"feed\.xml$", views.feed),
    re_path(PAGE + r"podcasts\.opml$", views.opml),
    re_path(PAGE + r"transcription\.vtt$", views.webvtt),
    re_path(PAGE + r"transcription\.srt$", views.srt),
    re_path(PAGE + r"chapitres\.json$", views.chapters),
]
