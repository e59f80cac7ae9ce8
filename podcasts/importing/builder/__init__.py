"""Builder: writes a parsed feed as drafts, one transaction for each page."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from wagtail.query import PageQuerySet

from hub.slugs import first_free_slug, page_slug
from podcasts.importing.builder.directory import Directory
from podcasts.importing.builder.episodes import EpisodeParts
from podcasts.importing.builder.merging import changed_parts
from podcasts.importing.builder.remote import Images
from podcasts.importing.builder.show import check_lock, find_show, guid_of, index_page, show_parts
from podcasts.importing.builder.writing import NOT_IMPORTED, PageWriter
from podcasts.importing.errors import PodcastImportError
from podcasts.importing.parsed import ParsedEpisode, ParsedFeed
from podcasts.importing.report import Outcome, Status
from podcasts.models import EpisodePage, ImportRecord, PodcastPage
from podcasts.models.shows import artwork_problem

logger = logging.getLogger(__name__)

NO_SOURCE = "L’adresse du flux n’est pas connue\u00a0: donnez-la, onglet «\u00a0Flux\u00a0»."
DRAFT_SHOW = "l’émission est en brouillon, l’épisode y reste aussi."


@dataclass(frozen=True)
class ImportOptions:
    """Options of an import.

    `show_slug` is the show to import into, `owner_email` that of the owner of a locked feed.
    `user` owns the new pages and signs the publications; revisions have no author.
    """

    publish: bool = False
    fetch_audio: bool = False
    show_slug: str = ""
    owner_email: str = ""
    user: AbstractUser | None = None


@dataclass
class KnownEpisode:
    """An episode that exists: its id, its state and the record of its last import."""

    pk: int
    live: bool
    has_changes: bool
    record: ImportRecord | None

    @property
    def is_draft(self) -> bool:
        return not self.live or self.has_changes


class PodcastImport:
    """The import of a feed: `run_show` first, then `run`; each page is written as they go."""

    def __init__(self, feed: ParsedFeed, options: ImportOptions | None = None) -> None:
        """Prepare the import; raise PodcastImportError, and then nothing is written."""
        self.feed = feed
        self.options = options or ImportOptions()
        check_lock(feed.show, self.options.owner_email)
        self.index = index_page()
        self.page = find_show(feed, self.options.show_slug)
        self.directory = Directory(self.options.user)
        images = Images(self.options.user)
        self._writer = PageWriter(self.directory, images, self.options.user)
        self._images = images
        self._parts = EpisodeParts(
            self.directory, images, feed.show.image, self.options.fetch_audio
        )

    @property
    def total(self) -> int:
        """Number of items of the feed, those that could not be read included."""
        return len(self.feed.episodes) + len(self.feed.unread)

    def run_show(self) -> Outcome:
        """Write the show and return its outcome; raise PodcastImportError when it cannot be."""
        show, page = self.feed.show, self.page
        outcome = Outcome(show.title, Status.CREATED, remarks=list(show.remarks))
        parts = show_parts(show, self.directory, self._images)
        try:
            if page is None:
                page = self._new_show()
                if not show.source_feed:
                    outcome.remarks.append(NO_SOURCE)
                self._writer.create(page, parts, self.index, outcome)
                if page.image and (problem := artwork_problem(page.image)):
                    outcome.remarks.append(problem)
            else:
                outcome.page = page.pk
                record = ImportRecord.objects.filter(page=page.pk).first()
                self._writer.update(page, record, parts, outcome)
        except ValidationError as error:
            reason = " ".join(error.messages)
            message = f"L’émission n’a pas pu être enregistrée\u00a0: {reason}"
            raise PodcastImportError(message) from error
        self.page = PodcastPage.objects.get(pk=page.pk)
        outcome.guid = str(self.page.guid or "")
        if self.options.publish:
            self._writer.publish(self.page, outcome)
            self.page.refresh_from_db()
        return outcome

    def _new_show(self) -> PodcastPage:
        show = self.feed.show
        taken = set(PodcastPage.objects.child_of(self.index).values_list("slug", flat=True))
        wanted = self.options.show_slug or page_slug(show.title) or "podcast"
        return PodcastPage(
            slug=first_free_slug(wanted, lambda slug: slug not in taken),
            live=False,
            owner=self.options.user,
            guid=guid_of(show),
            source_feed=show.source_feed,
            hosted_elsewhere=bool(show.source_feed),
        )

    def run(self, start: int = 0, deadline: float | None = None) -> Iterator[Outcome]:
        """Write the items from rank `start`; yield an outcome for each, in the order of the feed.

        Stop after the item during which `deadline` passes (in seconds of `time.monotonic`). The
        items that could not be read come last.
        """
        if self.page is None:
            raise PodcastImportError("L’émission n’est pas encore importée.")
        known = self.known_episodes()
        taken = set(self._episodes().values_list("slug", flat=True))
        for episode in self.feed.episodes[start:]:
            yield self._import_episode(episode, known.get(episode.guid), taken)
            if deadline is not None and time.monotonic() > deadline:
                return
        for unread in self.feed.unread[max(0, start - len(self.feed.episodes)) :]:
            yield Outcome(unread.title, Status.FAILED, remarks=[unread.reason])

    def forecast(self, episode: ParsedEpisode, known: KnownEpisode | None) -> Status:
        """Return what the import would do with an episode, without network or writing."""
        if known is None:
            return Status.CREATED
        if known.record is None:
            return Status.KEPT
        changed = changed_parts(self._parts.of(episode, known.record, []), known.record)
        return Status.UPDATED if changed else Status.UNCHANGED

    def keyword_remark(self) -> str:
        """Return the sentence about the keywords that are no theme, empty without any."""
        words = list(self.directory.unknown_words)
        if not words:
            return ""
        more = f" et {len(words) - 20} autres" if len(words) > 20 else ""
        return f"Mots-clés sans thème, non gardés\u00a0: {', '.join(words[:20])}{more}."

    def known_episodes(self) -> dict[str, KnownEpisode]:
        """Return the episodes of the show by GUID; the oldest one when several share it."""
        if self.page is None:
            return {}
        fields = ("guid", "pk", "live", "has_unpublished_changes")
        rows = list(self._episodes().order_by("-pk").values_list(*fields))
        pages = self._episodes().values("pk")
        records = {record.page_id: record for record in ImportRecord.objects.filter(page__in=pages)}
        return {
            guid: KnownEpisode(pk, live, has_changes, records.get(pk))
            for guid, pk, live, has_changes in rows
        }

    def _episodes(self) -> PageQuerySet:
        return EpisodePage.objects.child_of(self.page)

    def _import_episode(
        self, episode: ParsedEpisode, known: KnownEpisode | None, taken: set[str]
    ) -> Outcome:
        outcome = Outcome(episode.title, Status.CREATED, episode.guid)
        try:
            if known is None:
                self._create(episode, outcome, taken)
            else:
                self._update(episode, known, outcome)
        except ValidationError as error:
            outcome.status = Status.FAILED
            outcome.remarks.append(" ".join(error.messages))
        except Exception as error:
            # One item must not stop the others; the report names it.
            logger.exception("Unexpected error while importing an episode")
            outcome.status = Status.FAILED
            outcome.remarks.append(f"erreur inattendue ({type(error).__name__}).")
        return outcome

    def _create(self, episode: ParsedEpisode, outcome: Outcome, taken: set[str]) -> None:
        wanted = page_slug(episode.title) or "episode"
        slug = first_free_slug(wanted, lambda slug: slug not in taken)
        page = EpisodePage(slug=slug, guid=episode.guid, live=False, owner=self.options.user)
        outcome.remarks += episode.remarks
        parts = self._parts.of(episode, None, outcome.remarks)
        self._writer.create(page, parts, self.page, outcome)
        taken.add(slug)
        self._publish(page, outcome)

    def _update(self, episode: ParsedEpisode, known: KnownEpisode, outcome: Outcome) -> None:
        outcome.page = known.pk
        if known.record is None:
            outcome.status = Status.KEPT
            outcome.remarks.append(NOT_IMPORTED)
            return
        doubts: list[str] = []
        parts = self._parts.of(episode, known.record, doubts)
        outcome.status = Status.UNCHANGED
        if changed_parts(parts, known.record):
            page = EpisodePage.objects.get(pk=known.pk)
            self._writer.update(page, known.record, parts, outcome)
            if outcome.status is Status.UPDATED:
                outcome.remarks += [*episode.remarks, *doubts]
        is_draft = known.is_draft or outcome.status is Status.UPDATED
        if self.options.publish and is_draft and outcome.status is not Status.KEPT:
            self._publish(EpisodePage.objects.get(pk=known.pk), outcome)

    def _publish(self, page: EpisodePage, outcome: Outcome) -> None:
        if not self.options.publish:
            return
        if self.page and not self.page.live:
            outcome.remarks.append(DRAFT_SHOW)
            return
        self._writer.publish(page, outcome)
