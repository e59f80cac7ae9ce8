"""The models that a backup holds, and those that it leaves out, each with the reason.

A test fails when a model of the project is in neither list. Until it is listed, a backup holds
it: too much data is safer than too little.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.db.models import Model

# "app_label.Model", or "app_label.*" for every model of the application.
KEPT = {
    "admin.LogEntry",
    "agenda.*",
    "auth.*",
    "contenttypes.ContentType",
    "core.HubDocument",
    "core.HubImage",
    "core.HubPage",
    "core.HubSettings",
    "core.PageTerritory",
    "core.PageTheme",
    "home.*",
    "inspiration.*",
    "listing.SearchClick",
    "listing.SearchCount",
    "mailing.Consent",
    "mailing.ConsentWording",
    "mailing.Subscriber",
    "mailing.SubscriberTheme",
    "mailing.SubscriptionRequest",
    "mailing.Suppression",
    "newsletters.*",
    "otp_static.*",
    "otp_totp.*",
    "people.*",
    "podcasts.CountedLogPart",
    "podcasts.DownloadCount",
    "podcasts.EpisodeChapter",
    "podcasts.EpisodeInitiative",
    "podcasts.EpisodePage",
    "podcasts.EpisodePerson",
    "podcasts.ImportRecord",
    "podcasts.PodcastIndexPage",
    "podcasts.PodcastMedia",
    "podcasts.PodcastPage",
    "podcasts.SoundCheck",
    "search.SearchSynonyms",
    "search.SynonymsVersion",
    "taggit.*",
    "territories.*",
    "themes.*",
    "wagtailadmin.Admin",
    "wagtailcore.APIToken",
    "wagtailcore.Collection",
    "wagtailcore.CollectionViewRestriction",
    "wagtailcore.Comment",
    "wagtailcore.CommentReply",
    "wagtailcore.GroupApprovalTask",
    "wagtailcore.GroupCollectionPermission",
    "wagtailcore.GroupPagePermission",
    "wagtailcore.GroupSitePermission",
    "wagtailcore.Locale",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.Page",
    "wagtailcore.PageLogEntry",
    "wagtailcore.PageSubscription",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Revision",
    "wagtailcore.Site",
    "wagtailcore.Task",
    "wagtailcore.TaskState",
    "wagtailcore.Workflow",
    "wagtailcore.WorkflowContentType",
    "wagtailcore.WorkflowPage",
    "wagtailcore.WorkflowState",
    "wagtailcore.WorkflowTask",
    "wagtaildocs.Document",
    "wagtailimages.Image",
    "wagtailmedia.Media",
    "wagtailredirects.Redirect",
    "wagtailsearchpromotions.*",
    "wagtailusers.UserProfile",
}

_INDEX = "rebuilt by `search_rebuild`"
_SHORT_LIVED = "state of an open screen"
_PROCESSES = "state of the processes of a site that runs"
DROPPED = {
    "mailing.DailyMessage": "messages of the current day",
    "core.HubRendition": "remade by `make_renditions`",
    "podcasts.DownloadSalt": "secret of one day, which must not outlive it",
    "podcasts.PartialDownload": "downloads of the current day, not yet counted",
    "search.DocumentText": _INDEX,
    "search.EncoderModel": _INDEX,
    "search.SearchChange": _INDEX,
    "search.SearchConsumer": _INDEX,
    "search.SearchEntry": _INDEX,
    "search.SearchIndex": _INDEX,
    "search.SearchPiece": _INDEX,
    "search.SearchPosting": _INDEX,
    "search.SearchText": _INDEX,
    "search.SearchVector": _INDEX,
    "search.SearchWord": _INDEX,
    "sessions.Session": "people log in again",
    "django_tasks_database.DBTaskResult": "tasks that wait: a save queues them again",
    "wagtailadmin.EditingSession": _SHORT_LIVED,
    "wagtailadmin.FormState": _SHORT_LIVED,
    "wagtailcore.ReferenceIndex": "rebuilt by `rebuild_references_index`",
    "wagtailcore.UploadedFile": "files of an import or upload that is not finished",
    "wagtailembeds.Embed": "cache of answers of other sites",
    "worker.Heartbeat": _PROCESSES,
    "worker.JobState": _PROCESSES,
    "wagtailimages.Rendition": "thumbnails, remade when they are shown",
    "wagtailsearch.IndexEntry": "rebuilt by `wagtail_update_index`",
    "wagtailsearch.SQLiteFTSIndexEntry": "rebuilt by `wagtail_update_index`",
}
_DROPPED_LOWER = {label.lower() for label in DROPPED}

# A site with a row of one of these, which no migration makes, is not empty: {label: French name}.
WRITTEN_BY_PEOPLE = {
    "auth.User": "comptes",
    "core.HubDocument": "documents",
    "core.HubImage": "images",
    "core.HubPage": "pages de contenu",
    "people.Organisation": "organisations",
    "people.Person": "personnes",
    "podcasts.PodcastMedia": "sons",
    "wagtailcore.Revision": "versions enregistrées",
    "wagtailredirects.Redirect": "redirections",
}


def listed_label(model: type[Model]) -> str:
    """Return the label under which a model is listed: that of its owner for a relation table."""
    owner: Any = model._meta.auto_created
    return owner._meta.label if owner else model._meta.label


def is_dropped(model: type[Model]) -> bool:
    """Return whether a backup leaves out the rows of a model.

    Cases are ignored: migrations, and historical models, may write a name in lower case.
    """
    return listed_label(model).lower() in _DROPPED_LOWER


def is_listed(model: type[Model]) -> bool:
    """Return whether a model is in one of the two lists, and only one."""
    label = listed_label(model)
    kept = {label, f"{model._meta.app_label}.*"} & KEPT
    return bool(kept) != (label in DROPPED)


def stored_models(apps: Apps = current_apps) -> Iterator[type[Model]]:
    """Yield the models that have a table of their own, relation tables included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def kept_models(apps: Apps = current_apps) -> list[type[Model]]:
    """Return the models that a backup holds, sorted by label."""
    kept = [model for model in stored_models(apps) if not is_dropped(model)]
    return sorted(kept, key=lambda model: model._meta.label)
