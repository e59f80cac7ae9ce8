"""Interface of the search engines: their input, their output and the `Engine` base class.

An engine stores `Entry` objects, one per published page, and answers a `SearchRequest` with a
`SearchPage`. It is independent of pages, HTTP and listing URLs. The embedded engine (the site's own
database) and Elasticsearch pass the same tests.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

SORTS = ("pertinence", "proximite", "date", "titre")
# Decimals of the weights of `SearchRequest.near`: equal weights share a clause of the query.
NEAR_DECIMALS = 2
# Kind of the fragments that are searched with the body, and not shown.
STANDING = "standing"


class EngineUnavailable(Exception):  # noqa: N818  the state of an engine, not a mistake
    """The engine did not answer, answered too late or in part: use another one."""


class EngineTooSlow(EngineUnavailable):
    """The engine did not answer within the time-out: every retry would cost as much."""


class RequestRefused(EngineUnavailable):
    """The engine is up but rejects this request: a bug here, not an outage."""


@dataclass(frozen=True)
class Fragment:
    """A part of an entry with its own URL: a section, an answer, a quotation, a cue.

    `anchor` is the URL fragment (« b-… », « t-12 »), `start` the offset in a recording, in seconds.
    `url` is the address of the file that holds the text, empty for the page itself. The text of the
    kind `STANDING` is repeated on many pages (the name of a rubrique): it is not shown in results.
    `cues` are the (offset in `text`, start in seconds) of the cues joined in it: a result opens at
    the cue that holds the words.
    """

    anchor: str
    kind: str
    text: str
    person: str = ""
    role: str = ""
    territory: str = ""
    start: int | None = None
    cues: tuple[tuple[int, int], ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Entry:
    """One published page, as plain text and values.

    - `uid`: stable identifier (the `uid` of a page);
    - `kind`: « lettre », « initiative »…, the values of the filter `type`;
    - `sort_title`: sort key of titles; empty: the title itself;
    - `title`, `summary`, `body`: plain text; `body` holds the text of all blocks, of the
      alternatives of images and of attached documents, fragments included;
    - `themes`, `territories`: names and synonyms to search, ancestors included
      (« Normandie » finds Lisieux);
    - `filters`: values by URL parameter, {"theme": ["mobilite"], "annee": ["2026"]…};
    - `path`: path in the page tree, empty if never hidden; hidden branches are path prefixes;
    - `date`: shown and sorted on in lists; `visible_until`: expiry;
    - `content_hash`: hash of all the above; `version`: grows at each change, never decreases.
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
    content_hash: str = ""
    version: int = 0


@dataclass(frozen=True)
class SearchRequest:
    """A search: text, filters, sort and paging.

    - `text`: as typed; empty: everything is listed;
    - `filters`: {parameter: values}; OR between the values of a parameter, AND between parameters;
    - `fixed`: same form, for filters that readers cannot change (a theme page, the types of an
      index page): facet counts always apply them;
    - `among`: only entries with these uids; None: any;
    - `since`, `before`: date range (`since` ≤ date < `before`);
    - `sort`: one of SORTS; `ascending` is the direction of dates, which settle equal scores;
    - `near`: {territory path: weight}, for the entries whose own territories (filter `lieu`) are
      among these; the largest weight of an entry counts. Sorted by « pertinence », it multiplies
      the text score by 1 + weight, and is the score without words; sorted by « proximite », it is
      the score. Weights are rounded to NEAR_DECIMALS, those that are not positive ignored;
    - `facets`: parameters whose values are counted; the counts of one ignore its own filter;
    - `hidden_paths`: branches of the page tree that this reader may not see;
    - `now`: time at which entries past their `visible_until` are left out; None: the current time.
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

    @cached_property
    def near_weights(self) -> dict[str, float]:
        """The rounded weights of `near` that are positive."""
        rounded = {path: round(weight, NEAR_DECIMALS) for path, weight in self.near.items()}
        return {path: weight for path, weight in rounded.items() if weight > 0}


@dataclass(frozen=True)
class Hit:
    """One result.

    - `score` sorts the hits of a part of the result; `matched` are the query words it contains;
    - `holds_all`: whether it contains all that was asked;
    - `fragment`: index, in `Entry.fragments`, of the one nearest in meaning; None without any, or
      if meaning was not used.
    """

    uid: str
    score: float = 0.0
    matched: tuple[str, ...] = ()
    holds_all: bool = True
    fragment: int | None = None


@dataclass(frozen=True)
class SearchPage:
    """One page of hits, with the total and facets of the whole result.

    The result has two parts: the entries that contain all that was asked, then those that contain
    a part of it or are near in meaning. `holding_all` is the size of the first part, `total` that
    of both, which the facets count. `by_meaning`: whether meaning was used.

    `facets` is {parameter: {value: count}}; `did_you_mean` is a corrected text, empty if there is
    no correction; `engine` is the name of the engine that answered; `degraded` is set for an answer
    of the fallback engine; `took_ms` is measured by the engine.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    holding_all: int = 0
    by_meaning: bool = False
    did_you_mean: str = ""
    engine: str = ""
    degraded: bool = False
    took_ms: float = 0.0


@dataclass(frozen=True)
class Suggestion:
    """A title that starts with the typed text, or contains a word that does."""

    uid: str
    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class Health:
    """Health of an engine, for editors and checks; `detail` is a French sentence."""

    is_up: bool
    entries: int
    detail: str = ""


class Engine(ABC):
    """A store of entries that answers searches. Every method may raise `EngineUnavailable`."""

    name = ""

    @abstractmethod
    def apply(self, entries: Iterable[Entry], deleted: Iterable[str] = ()) -> dict[str, str]:
        """Store entries and delete the uids `deleted`; return {uid: why} of those refused.

        An entry older than the stored one (`version`) is ignored. Searches see the changes as soon
        as this returns.
        """

    @abstractmethod
    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Replace the whole content with `entries`; return their number.

        Searches see the former content until the end; a failure leaves it unchanged.
        """

    @abstractmethod
    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request. Accept any text: characters that form no word are ignored."""

    @abstractmethod
    def suggest(
        self,
        prefix: str,
        *,
        hidden_paths: Sequence[str] = (),
        now: datetime | None = None,
        limit: int = 8,
    ) -> list[Suggestion]:
        """Return the titles that complete `prefix`, the best first."""

    @abstractmethod
    def stored(self) -> Iterator[tuple[str, str, int]]:
        """Yield (uid, content_hash, version) of every stored entry."""

    @abstractmethod
    def health(self) -> Health:
        """Return the health of the engine; never raise."""
