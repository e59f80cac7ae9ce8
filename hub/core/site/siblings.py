"""Previous and next pages in a series."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from wagtail.models import Page

PageT = TypeVar("PageT", bound=Page)


def find_adjacent_pages(
    pages: Iterable[PageT], is_after: Callable[[PageT], bool]
) -> tuple[PageT | None, PageT | None]:
    """Split at most two pages into (previous, next); None for a missing one."""
    candidates = list(pages)
    previous_page = next((page for page in candidates if not is_after(page)), None)
    next_page = next((page for page in candidates if is_after(page)), None)
    return previous_page, next_page
