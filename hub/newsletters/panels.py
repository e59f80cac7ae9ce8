"""Panels of the letter's edit form."""

from wagtail.admin.panels import Panel

from hub.core.publication import publication_findings


class ImportReportPanel(Panel):
    """What the import could not place: lost links, uncertain names, dates. Read only."""

    class BoundPanel(Panel.BoundPanel):
        # Its template reads the report itself: the import needs the models, which need this panel.
        template_name = "newsletters/admin/import_report_panel.html"

        def is_shown(self):
            return bool(self.instance.import_report) and super().is_shown()


class PreflightPanel(Panel):
    """« Avant l’envoi »: what to mend in the letter as it was last saved, and the way to try it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsletters/admin/preflight_panel.html"

        def is_shown(self):
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return {
                **context,
                "letter": self.instance,
                "findings": publication_findings(self.instance),
            }
