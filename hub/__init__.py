"""The hub of the programme Territoires pilotes."""

__version__ = "0.1.dev0"
