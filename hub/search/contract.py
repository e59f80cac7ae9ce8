"""What every search engine of the hub takes and gives: the same words for all of them.

An engine stores `Entry` objects, one per published page or document, and answers `SearchRequest`
with a `SearchPage`. It knows neither pages, nor HTTP, nor the address of a listing. The embedded
engine (the site's own database) and Elasticsearch pass the same tests.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

SORTS = ("pertinence", "date", "titre")


class EngineUnavailable(Exception):  # noqa: N818  the state of an engine, not a mistake
    """The engine did not answer, too late, or in part; another one must be asked."""


class EngineTooSlow(EngineUnavailable):
    """The engine does not answer in time: each try costs the whole wait."""


class RequestRefused(EngineUnavailable):
    """The engine is well and refuses this very request: a fault of ours, not of its health."""


@dataclass(frozen=True)
class Fragment:
    """A part of an entry with an address of its own: a rubrique, an answer, a quotation, a cue.

    `anchor` is the fragment of the address (« b-… », « t-12 »), `start` the second of a recording.
    """

    anchor: str
    kind: str
    text: str
    person: str = ""
    role: str = ""
    territory: str = ""
    start: int | None = None


@dataclass(frozen=True)
class Entry:
    """One published page or document, as plain words and values.

    - `uid`: stable name of what is found (the `uid` of a page, « document-12 »);
    - `kind`: « lettre », « initiative »…, the values of the filter `type`;
    - `sort_title`: what the order of titles follows; empty: the title itself;
    - `title`, `summary`, `body`: plain text; `body` holds every word of the blocks, the
      alternatives of images and the text of attached documents, fragments included;
    - `themes`, `territories`: names and synonyms to be searched, containing ones included
      (« Normandie » finds Lisieux);
    - `filters`: values by parameter of the address, {"theme": ["mobilite"], "annee": ["2026"]…};
    - `path`: path in the page tree, « » for what nobody hides; hidden branches are path prefixes;
    - `date`: what lists show and sort on; `visible_until`: when it disappears by itself;
    - `content_hash`: of all the above; `version`: grows at each change, never goes back.
    """

    uid: str
    kind: str
    title: str
    sort_title: str = ""
    url: str = ""
    summary: str = ""
    body: str = ""
    themes: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    path: str = ""
    date: date | None = None
    visible_until: datetime | None = None
    locale: str = "fr"
    content_hash: str = ""
    version: int = 0


@dataclass(frozen=True)
class SearchRequest:
    """What is asked.

    - `text`: as typed; empty: everything is listed;
    - `filters`: {parameter: values}; values of one parameter add up (OR), parameters narrow (AND);
    - `fixed`: same form, never shown as a choice (a theme page, the types of an index page): facet
      counts always respect it;
    - `among`: only entries of these uids; None: any;
    - `since`, `before`: dates between which an entry must be (`since` ≤ date < `before`);
    - `near`: {territory path: weight}, entries of these territories come first (weights add up);
    - `facets`: parameters whose values are counted; the counts of one ignore its own choice;
    - `hidden_paths`: branches of the page tree that this reader may not see;
    - `now`: entries whose `visible_until` has passed at this time do not exist.
    """

    text: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    among: tuple[str, ...] | None = None
    since: date | None = None
    before: date | None = None
    sort: str = "pertinence"
    ascending: bool = False
    near: dict[str, float] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    hidden_paths: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 10
    now: datetime | None = None


@dataclass(frozen=True)
class Hit:
    """One entry found: `score` orders hits; `matched` are the words asked that it holds."""

    uid: str
    score: float = 0.0
    matched: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchPage:
    """An answer: one page of hits, and what describes the whole result.

    `facets` is {parameter: {value: count}}; `did_you_mean` a corrected text, empty when there is
    nothing better; `engine` names who answered; `degraded` tells that it stood in for another;
    `took_ms` is measured by the engine.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    did_you_mean: str = ""
    engine: str = ""
    degraded: bool = False
    took_ms: float = 0.0


@dataclass(frozen=True)
class Suggestion:
    """A title that begins with, or holds a word that begins with, what is being typed."""

    uid: str
    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class Health:
    """State of an engine, for editors and checks; `detail` is a French sentence."""

    is_up: bool
    entries: int
    detail: str = ""


class Engine(ABC):
    """A store of entries that answers searches. Every method may raise `EngineUnavailable`."""

    name = ""

    @abstractmethod
    def apply(self, entries: Iterable[Entry], deleted: Iterable[str] = ()) -> dict[str, str]:
        """Store entries and forget the uids of `deleted`; return {uid: why} for what it refused.

        An entry older than the stored one (`version`) is ignored. Visible to searches at return.
        """

    @abstractmethod
    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Store exactly `entries`, in place of all there was; return how many.

        Searches see the former content until the end; a failure leaves it as it was.
        """

    @abstractmethod
    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request. Any text is fine: what makes no word is left out."""

    @abstractmethod
    def suggest(
        self,
        prefix: str,
        *,
        hidden_paths: Sequence[str] = (),
        now: datetime | None = None,
        limit: int = 8,
    ) -> list[Suggestion]:
        """Return the titles that go on from `prefix`, the best first."""

    @abstractmethod
    def similar(
        self,
        uid: str,
        *,
        kinds: Sequence[str] = (),
        hidden_paths: Sequence[str] = (),
        now: datetime | None = None,
        limit: int = 4,
    ) -> list[Hit]:
        """Return the entries that share most with one of them, itself left out."""

    @abstractmethod
    def stored(self) -> Iterator[tuple[str, str, int]]:
        """Yield (uid, content_hash, version) of everything stored."""

    @abstractmethod
    def health(self) -> Health:
        """Tell how the engine is; never raises."""
