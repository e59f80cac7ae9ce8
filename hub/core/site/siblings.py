"""The pages before and after a page of a series."""


def find_neighbours(pages, is_after):
    """Return (the page before, the page after) out of at most two pages; None for a missing one."""
    near = list(pages)
    before = next((page for page in near if not is_after(page)), None)
    after = next((page for page in near if is_after(page)), None)
    return before, after
