"""Sections, components and states of the style guide."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class State:
    """A state of a component: its French label and the variables of the template."""

    label: str
    variables: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Component:
    """A template of `templates/`, with its French name and its states."""

    name: str
    template: str
    states: list[State]

    def render_states(self, request: HttpRequest) -> list[tuple[str, SafeString]]:
        """Return the (label, HTML) of each state."""
        return [
            (state.label, render_to_string(self.template, state.variables, request))
            for state in self.states
        ]


@dataclass(frozen=True)
class Section:
    """A titled section of the style guide."""

    name: str
    components: list[Component]
