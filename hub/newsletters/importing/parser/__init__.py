"""Parser of letters: `parse_letter` turns neutral paragraphs into a `ParsedLetter`."""

from .letter import parse_letter
from .rubriques import STANDING_RUBRIQUES, StandingRubrique

__all__ = ["STANDING_RUBRIQUES", "StandingRubrique", "parse_letter"]
