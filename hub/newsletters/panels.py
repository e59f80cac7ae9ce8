"""Panels of the edit form of a letter."""

from typing import Any

from wagtail.admin.panels import Panel

from hub.core.publication import publication_findings


class ImportReportPanel(Panel):
    """Read-only import report: lost links, uncertain names, dates."""

    class BoundPanel(Panel.BoundPanel):
        # The template loads the report with a tag: importing it here would make an import cycle.
        template_name = "newsletters/admin/import_report_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.import_report) and super().is_shown()


class PreflightPanel(Panel):
    """« Avant l’envoi »: findings on the last saved version, and a link to the test message."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsletters/admin/preflight_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {
                **context,
                "letter": self.instance,
                "findings": publication_findings(self.instance),
            }
