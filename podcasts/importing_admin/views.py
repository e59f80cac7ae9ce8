"""Views of « Importer un podcast »: the feed, the preview, the import in steps, the report.

An import may take minutes (transcripts, images): each request works for STEP_SECONDS, then shows
the progress with the form of the next step. A step that is sent twice changes nothing.
"""

import time
from collections import Counter
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from wagtail.admin import messages

from hub.core.importing.screens import ImportScreen, may_publish
from hub.core.importing.state import LATE, LostStateError
from podcasts.importing.builder import ImportOptions, PodcastImport
from podcasts.importing.errors import LockedFeedError, PodcastImportError
from podcasts.importing.report import Outcome, Status, describe_counts
from podcasts.importing_admin.forms import FeedForm
from podcasts.importing_admin.state import STATE, Step, forget_feed, keep_feed, read_feed
from podcasts.models import PodcastIndexPage

STEP_SECONDS = 8
REPORT = "podcast_import"
LOST = "Le flux n’attend plus sur le serveur\u00a0: donnez-le de nouveau."
# What the import will do with an episode, and with several.
FORECASTS = {
    Status.CREATED: ("nouveau", "nouveaux"),
    Status.UPDATED: ("changé dans le flux", "changés dans le flux"),
    Status.UNCHANGED: ("inchangé", "inchangés"),
    Status.KEPT: (
        "existe déjà, créé ici\u00a0: laissé tel quel",
        "existent déjà, créés ici\u00a0: laissés tels quels",
    ),
}


class PodcastScreen(ImportScreen):
    """Base view of the import of podcasts."""

    index_model = PodcastIndexPage
    page_title = "Importer un podcast"
    breadcrumbs_items = [
        *ImportScreen.breadcrumbs_items,
        {"url": reverse_lazy("shows:index"), "label": "Podcasts"},
        {"url": reverse_lazy("import_podcast"), "label": page_title},
    ]


class ImportPodcastView(PodcastScreen):
    """GET shows the form; POST shows the preview, then runs the steps of the import."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._ask(FeedForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if "source" in request.POST:
            return self._run_step(request.POST["source"])
        form = FeedForm(request.POST, request.FILES)
        if not form.is_valid() or form.feed is None:
            return self._ask(form)
        step = Step(key=0, owner_email=form.cleaned_data["owner_email"])
        try:
            running = PodcastImport(form.feed, self._options(step))
        except LockedFeedError as error:
            form.add_error("owner_email", str(error))
            return self._ask(form)
        except PodcastImportError as error:
            form.add_error(None, str(error))
            return self._ask(form)
        return self._show(running, replace(step, key=keep_feed(form.feed, self.request.user)))

    def _ask(self, form: FeedForm) -> TemplateResponse:
        return self.render("podcasts/admin/import_feed.html", form=form)

    def _options(self, step: Step) -> ImportOptions:
        user = self.request.user
        publish = step.publish and may_publish(user, self.index_model)
        return ImportOptions(publish=publish, owner_email=step.owner_email, user=user)

    def _show(self, running: PodcastImport, step: Step) -> TemplateResponse:
        """Show what the feed holds, before anything is written."""
        known = running.known_episodes()
        forecasts = [
            running.forecast(episode, known.get(episode.guid)) for episode in running.feed.episodes
        ]
        rows = [
            {"episode": episode, "forecast": FORECASTS[forecast][0]}
            for episode, forecast in zip(running.feed.episodes, forecasts, strict=True)
        ]
        counts = [(FORECASTS[status], number) for status, number in Counter(forecasts).items()]
        return self.render(
            "podcasts/admin/import_preview.html",
            show=running.feed.show,
            page=running.page,
            values=dict(running.feed.show.values),
            rows=rows,
            counts=[f"{number} {words[number > 1]}" for words, number in counts],
            unread=running.feed.unread,
            keywords=running.keyword_remark(),
            may_publish=may_publish(self.request.user, self.index_model),
            source=step.sign(self.request.user),
        )

    def _run_step(self, source: str) -> HttpResponse:
        try:
            step = Step.load(source, self.request.user)
            feed = read_feed(step.key)
        except LostStateError:
            messages.error(self.request, LOST)
            return self._ask(FeedForm())
        if step.position is None:
            step = replace(step, publish="publish" in self.request.POST)
        try:
            running = PodcastImport(feed, self._options(step))
            if STATE.is_late(source):
                messages.warning(self.request, LATE)
                return self._show(running, replace(step, position=None))
            report = self._report(running, step)
        except PodcastImportError as error:
            messages.error(self.request, str(error))
            return self._ask(FeedForm())
        position = step.position or 0
        deadline = time.monotonic() + STEP_SECONDS
        outcomes = [outcome.as_data() for outcome in running.run(position, deadline)]
        report["episodes"] = [*report["episodes"][:position], *outcomes]
        report["keywords"] = running.keyword_remark() or report["keywords"]
        self.request.session[REPORT] = report
        position += len(outcomes)
        if position >= running.total:
            forget_feed(step.key)
            return HttpResponseRedirect(reverse("import_podcast_report"))
        return self.render(
            "podcasts/admin/import_progress.html",
            done=position,
            total=running.total,
            failed=[o for o in report["episodes"] if o["status"] == Status.FAILED],
            source=replace(step, position=position).sign(self.request.user),
        )

    def _report(self, running: PodcastImport, step: Step) -> dict[str, Any]:
        """Return the report so far; the first step imports the show."""
        report = self.request.session.get(REPORT)
        if step.position is not None and report:
            return report
        return {"show": running.run_show().as_data(), "episodes": [], "keywords": ""}


class PodcastReportView(PodcastScreen):
    """Results of the last import of the session, finished or not."""

    def get(self, request: HttpRequest) -> HttpResponse:
        report = request.session.get(REPORT)
        if not report:
            return HttpResponseRedirect(reverse("import_podcast"))
        outcomes = [Outcome.from_data(data) for data in report["episodes"]]
        failed = [outcome for outcome in outcomes if outcome.status is Status.FAILED]
        others = [outcome for outcome in outcomes if outcome.status is not Status.FAILED]
        return self.render(
            "podcasts/admin/import_podcast_report.html",
            show=Outcome.from_data(report["show"]),
            counts=describe_counts(outcomes),
            keywords=report["keywords"],
            failed=failed,
            doubtful=[outcome for outcome in others if outcome.remarks],
            plain=[outcome for outcome in others if not outcome.remarks],
        )
