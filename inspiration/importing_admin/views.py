"""Views of « Importer des initiatives »: upload, preview, creation of the drafts, report."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from wagtail.admin import messages

from hub.core.importing.screens import ImportScreen, may_publish
from hub.core.importing.state import LATE, LostStateError
from inspiration.importing import InitiativeImportError, Problem, build_initiatives
from inspiration.importing.report import Outcome
from inspiration.importing_admin.forms import UploadForm
from inspiration.importing_admin.model_file import NAME, model_file
from inspiration.importing_admin.preview import Row, State, preview
from inspiration.importing_admin.state import STATE
from inspiration.importing_admin.uploads import UnpackedUpload
from inspiration.models import InitiativeIndexPage

MAX_ROWS = 200
REPORT = "initiatives_import"

LOST = "Les fichiers n’attendent plus sur le serveur\u00a0: choisissez-les de nouveau."
TOO_MANY = (
    "{} initiatives\u00a0: cet écran en prend {} au plus. Coupez le fichier en plusieurs, "
    "ou confiez-le à la personne qui s’occupe du serveur."
)
NOTHING_CHOSEN = "Cochez au moins une initiative."
CHANGED_SINCE = (
    "Une initiative a changé pendant que vous regardiez cet écran\u00a0: «\u00a0{}\u00a0». "
    "Rien n’a été importé. Relisez, puis recommencez."
)


class InitiativesScreen(ImportScreen):
    """Base view of the import of initiatives."""

    index_model = InitiativeIndexPage
    page_title = "Importer des initiatives"
    breadcrumbs_items = [
        *ImportScreen.breadcrumbs_items,
        {"url": reverse_lazy("initiatives:index"), "label": "Initiatives"},
        {"url": reverse_lazy("import_initiatives"), "label": page_title},
    ]


class ImportInitiativesView(InitiativesScreen):
    """GET shows the upload form; POST shows the preview, then creates the ticked drafts."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._ask(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if "source" in request.POST:
            return self._create()
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._ask(form)
        files = form.cleaned_data["files"]
        with UnpackedUpload(files) as content:
            if len(content.items) > MAX_ROWS:
                form.add_error("files", TOO_MANY.format(len(content.items), MAX_ROWS))
            elif not content.items:
                form.add_error("files", [str(problem) for problem in content.problems])
            if form.errors:
                return self._ask(form)
            rows = preview(content.items, self.request.user)
        return self._show(rows, content.problems, STATE.keep_files(files, self.request.user))

    def _ask(self, form: UploadForm) -> TemplateResponse:
        return self.render("inspiration/admin/import_files.html", form=form)

    def _show(
        self, rows: list[Row], problems: list[Problem], kept: dict[str, int], **answers: Any
    ) -> TemplateResponse:
        chosen = answers.get("chosen", [row.key for row in rows if row.is_preselected])
        return self.render(
            "inspiration/admin/import_rows.html",
            rows=rows,
            problems=[str(problem) for problem in problems],
            source=STATE.sign(
                {
                    "files": kept,
                    # To detect pages edited since: the revision that the preview shows.
                    "seen": {row.key: row.shown_revision for row in rows if row.initiative},
                },
                self.request.user,
            ),
            chosen=chosen,
            choosable=[row for row in rows if row.can_be_chosen],
            ready_count=sum(row.is_ready for row in rows),
            refused_count=sum(row.state is State.REFUSED for row in rows),
            may_publish=may_publish(self.request.user, self.index_model),
            publish=answers.get("publish", False),
            errors=answers.get("errors", []),
        )

    def _create(self) -> HttpResponse:
        posted = self.request.POST
        try:
            state = STATE.load(posted["source"], self.request.user)
            kept, seen = state["files"], state["seen"]
            files = STATE.read_files(kept)
        except LostStateError:
            form = UploadForm()
            messages.error(self.request, LOST)
            return self._ask(form)
        chosen, publish = posted.getlist("chosen"), "publish" in posted
        publish = publish and may_publish(self.request.user, self.index_model)
        with UnpackedUpload(files) as content:
            rows = preview(content.items, self.request.user)
            chosen_rows = [row for row in rows if row.key in chosen and row.can_be_chosen]
            try:
                if STATE.is_late(posted["source"]):
                    raise ValidationError(LATE)
                outcomes = self._build(chosen_rows, seen, publish)
            except (InitiativeImportError, ValidationError) as error:
                errors = (
                    error.problems if isinstance(error, InitiativeImportError) else error.messages
                )
                return self._show(
                    rows,
                    content.problems,
                    kept,
                    chosen=chosen,
                    publish=publish,
                    errors=list(map(str, errors)),
                )
        STATE.forget_files(kept)
        self.request.session[REPORT] = [_outcome_data(outcome) for outcome in outcomes]
        return HttpResponseRedirect(reverse("import_initiatives_report"))

    def _build(self, rows: list[Row], seen: dict[str, int], publish: bool) -> list[Outcome]:
        if not rows:
            raise ValidationError(NOTHING_CHOSEN)
        for row in rows:
            if seen.get(row.key) != row.shown_revision:
                raise ValidationError(CHANGED_SINCE.format(row.title))
        # Pages edited since the last import are not preselected: ticking them confirms.
        return build_initiatives(
            [row.initiative for row in rows if row.initiative],
            publish=publish,
            overwrite=True,
            user=self.request.user,
        )


class ImportReportView(InitiativesScreen):
    """Results of the last import of the session."""

    def get(self, request: HttpRequest) -> HttpResponse:
        report = request.session.get(REPORT)
        if not report:
            return HttpResponseRedirect(reverse("import_initiatives"))
        return self.render("inspiration/admin/import_report.html", outcomes=report)


class ModelFileView(InitiativesScreen):
    """Download of the CSV template."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(
            model_file(),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{NAME}"'},
        )


def _outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON-serialisable data for the session."""
    return {
        "page": outcome.page.pk,
        "title": outcome.title,
        "status": str(outcome.status),
        "published": outcome.published,
        "remarks": outcome.remarks,
        "missing": list(outcome.page.completeness.missing),
    }
