"""« Importer des initiatives »: choose files, see what is recognised, create the drafts."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from inspiration.importing import InitiativeImportError, build_initiatives
from inspiration.importing.report import Outcome
from inspiration.importing_admin.access import may_import, may_publish
from inspiration.importing_admin.forms import UploadForm
from inspiration.importing_admin.model_file import NAME, model_file
from inspiration.importing_admin.preview import Row, State, preview
from inspiration.importing_admin.state import LostFilesError, forget, keep, pack, unpack
from inspiration.importing_admin.uploads import Unpacked

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


class ImportInitiativesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        # Every page of the admin asks twice.
        if not hasattr(request, "_may_import_initiatives"):
            request._may_import_initiatives = may_import(request.user)
        return request._may_import_initiatives


class ImportScreen(WagtailAdminTemplateMixin, View):
    """What the screens of the import share: who sees them and their head."""

    page_title = "Importer des initiatives"
    header_icon = "upload"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("initiatives:index"), "label": "Initiatives"},
        {"url": reverse_lazy("import_initiatives"), "label": page_title},
    ]

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def render(self, template: str, **context) -> TemplateResponse:
        return TemplateResponse(self.request, template, self.get_context_data(**context))


class ImportInitiativesView(ImportScreen):
    """GET asks for files; POST shows what is recognised, then creates what was ticked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._ask(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if "source" in request.POST:
            return self._create()
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._ask(form)
        files = form.cleaned_data["files"]
        with Unpacked(files) as reading:
            if len(reading.items) > MAX_ROWS:
                form.add_error("files", TOO_MANY.format(len(reading.items), MAX_ROWS))
            elif not reading.items:
                form.add_error("files", [str(problem) for problem in reading.problems])
            if form.errors:
                return self._ask(form)
            rows = preview(reading.items, request.user)
        return self._show(rows, reading.problems, keep(files, request.user))

    def _ask(self, form: UploadForm) -> TemplateResponse:
        return self.render("inspiration/admin/import_files.html", form=form)

    def _show(self, rows: list[Row], problems: list, kept: dict, **answers) -> TemplateResponse:
        chosen = answers.get("chosen", [row.key for row in rows if row.is_chosen_first])
        return self.render(
            "inspiration/admin/import_rows.html",
            rows=rows,
            problems=[str(problem) for problem in problems],
            source=pack(kept, {row.key: row.seen for row in rows if row.initiative}),
            chosen=chosen,
            choosable=[row for row in rows if row.can_be_chosen],
            ready_count=sum(row.is_ready for row in rows),
            refused_count=sum(row.state is State.REFUSED for row in rows),
            may_publish=may_publish(self.request.user),
            publish=answers.get("publish", False),
            errors=answers.get("errors", []),
        )

    def _create(self) -> HttpResponse:
        posted = self.request.POST
        try:
            files, kept, seen = unpack(posted["source"])
        except LostFilesError:
            form = UploadForm()
            messages.error(self.request, LOST)
            return self._ask(form)
        chosen, publish = posted.getlist("chosen"), "publish" in posted
        publish = publish and may_publish(self.request.user)
        with Unpacked(files) as reading:
            rows = preview(reading.items, self.request.user)
            wanted = [row for row in rows if row.key in chosen and row.can_be_chosen]
            try:
                outcomes = self._build(wanted, seen, publish)
            except (InitiativeImportError, ValidationError) as error:
                told = getattr(error, "problems", None) or error.messages
                return self._show(
                    rows,
                    reading.problems,
                    kept,
                    chosen=chosen,
                    publish=publish,
                    errors=list(map(str, told)),
                )
        forget(kept)
        self.request.session[REPORT] = [_told(outcome) for outcome in outcomes]
        return HttpResponseRedirect(reverse("import_initiatives_report"))

    def _build(self, wanted: list[Row], seen: dict[str, int], publish: bool) -> list[Outcome]:
        if not wanted:
            raise ValidationError(NOTHING_CHOSEN)
        for row in wanted:
            if seen.get(row.key) != row.seen:
                raise ValidationError(CHANGED_SINCE.format(row.title))
        # What was edited since is only replaced when its own box was ticked.
        return build_initiatives(
            [row.initiative for row in wanted],
            publish=publish,
            overwrite=True,
            user=self.request.user,
        )


class ImportReportView(ImportScreen):
    """What became of each initiative of the last import of this session."""

    def get(self, request: HttpRequest) -> HttpResponse:
        report = request.session.get(REPORT)
        if not report:
            return HttpResponseRedirect(reverse("import_initiatives"))
        return self.render("inspiration/admin/import_report.html", outcomes=report)


class ModelFileView(ImportScreen):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(
            model_file(),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{NAME}"'},
        )


def _told(outcome: Outcome) -> dict:
    """Return an outcome as the session keeps it."""
    return {
        "page": outcome.page.pk,
        "title": outcome.title,
        "status": str(outcome.status),
        "published": outcome.published,
        "remarks": outcome.remarks,
        "missing": list(outcome.page.completeness.missing),
    }
