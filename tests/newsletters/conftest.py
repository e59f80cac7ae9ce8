"""Tests of the letter that the project starts from need its text beside the project."""

from tests.newsletters.importing.conftest import REAL

collect_ignore = [] if REAL.exists() else ["test_email_weight.py"]
