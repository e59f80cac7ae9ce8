"""Skip the tests of the first real letter when its text is not beside the project."""

from tests.newsletters.importing.conftest import REAL

collect_ignore = [] if REAL.exists() else ["test_email_weight.py"]
