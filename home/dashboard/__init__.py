"""Panels of the home page of the admin: tasks of the user and first steps.

The Wagtail panels of the last edits and of the locked pages are kept.
"""

from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from home.dashboard.first_steps import WelcomePanel
from home.dashboard.late import LatePanel
from home.dashboard.questions import QuestionsPanel
from home.dashboard.review import ReviewPanel
from home.dashboard.schedule import SchedulePanel
from home.dashboard.silent import SilentPanel
from home.dashboard.writing import DraftsPanel, SubmittedPanel
from hub.backoffice.requests import AdminRequest

# Replaced by `ReviewPanel` and `SubmittedPanel`, which show more in a constant number of queries.
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
PANELS = (
    ReviewPanel,
    SubmittedPanel,
    DraftsPanel,
    SchedulePanel,
    LatePanel,
    SilentPanel,
    QuestionsPanel,
)


def arrange_panels(request: AdminRequest, panels: list[Component]) -> None:
    """Change in place the list of panels that Wagtail built for `request`."""
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels.extend(panel(request) for panel in PANELS)
    panels.append(WelcomePanel(request))
