"""The first screen of the admin: what awaits the person, and where to start.

Wagtail's own panels are kept where they say what is needed: the last edits and the locked pages.
"""

from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from home.dashboard.first_steps import WelcomePanel
from home.dashboard.late import LatePanel
from home.dashboard.questions import QuestionsPanel
from home.dashboard.review import ReviewPanel
from home.dashboard.schedule import SchedulePanel
from home.dashboard.writing import DraftsPanel, SubmittedPanel

# Each has a panel of ours that shows the same rows, and more, in the same number of queries.
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
PANELS = (ReviewPanel, SubmittedPanel, DraftsPanel, SchedulePanel, LatePanel, QuestionsPanel)


def arrange_panels(request, panels):
    """Change the list of panels that Wagtail has prepared for `request`."""
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels.extend(panel(request) for panel in PANELS)
    panels.append(WelcomePanel(request))
