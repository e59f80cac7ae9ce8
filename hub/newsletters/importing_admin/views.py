"""Screens of the import of a letter in the admin."""

from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from wagtail.admin import messages

from hub.backoffice.keeping.protocol import RESTORE_FIELD
from hub.core.importing.screens import ImportScreen
from hub.core.importing.state import LATE
from hub.newsletters.importing import NewsletterImportError
from hub.newsletters.importing.builder import (
    ImportOptions,
    ImportPreview,
    Status,
    import_letter,
    preview_import,
    recognise,
)
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.typography import describe_corrections
from hub.newsletters.importing_admin.forms import SourceForm
from hub.newsletters.importing_admin.guesses import guesses_of
from hub.newsletters.importing_admin.review import ReviewForm
from hub.newsletters.importing_admin.sections import sections_of
from hub.newsletters.importing_admin.state import STATE, forget_files, keep_files, pack, unpack
from hub.newsletters.models import NewsletterIndexPage, NewsletterPage


def may_add_territory(user: AbstractUser) -> bool:
    """Tell whether the user may add territories to the gazetteer."""
    return user.has_perm("territories.add_territory")


class ImportLetterView(ImportScreen):
    """Import in two steps: the source, then the review form; the draft is created at the end."""

    shows_again = True  # see docs/features/kept-text.md
    page_title = "Importer une lettre"
    index_model = NewsletterIndexPage
    template_name = "newsletters/admin/import_letter.html"
    preview_template = "newsletters/admin/import_preview.html"
    breadcrumbs_items = [
        *ImportScreen.breadcrumbs_items,
        {"url": reverse_lazy("import_letter"), "label": page_title},
    ]

    @property
    def user(self) -> AbstractUser:
        return self.request.user

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._ask(SourceForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if "source" in request.POST:
            return self._create(request)
        form = SourceForm(request.POST, request.FILES)
        if not form.is_valid() or form.document is None:
            return self._ask(form)
        try:
            return self._show(form.document)
        except NewsletterImportError as error:
            form.add_error("file" if form.cleaned_data.get("file") else "text", str(error))
            return self._ask(form, existing=getattr(error, "page", None))

    def _ask(self, form: SourceForm, existing: NewsletterPage | None = None) -> TemplateResponse:
        """Show the first step; `existing` is the letter that prevents the import."""
        return self.render(self.template_name, form=form, existing=existing)

    def _show(self, document: SourceDocument) -> TemplateResponse:
        """Show the review form of a document just read."""
        recognition = recognise(document)
        outcome = preview_import(recognition)
        index = NewsletterIndexPage.objects.first()
        guesses = guesses_of(outcome, self.user)
        form = ReviewForm(
            initial={
                "source": pack(recognition, self.user, keep_files(document, self.user)),
                "number": index.next_number if index else None,
                "date": outcome.page.date if outcome.page else document.sent,
            },
            has_number=outcome.number is not None,
            guesses=guesses,
            may_add_territory=may_add_territory(self.user),
        )
        return self._review(document, outcome, form)

    def _review(
        self,
        document: SourceDocument,
        outcome: ImportPreview,
        form: ReviewForm,
        error: str = "",
        existing: NewsletterPage | None = None,
    ) -> TemplateResponse:
        return self.render(
            self.preview_template,
            form=form,
            error=error,
            existing=existing,
            outcome=outcome,
            letter=outcome.report["letter"],
            counts=outcome.report["counts"],
            typography=describe_corrections(outcome.report["typography"]),
            sections=sections_of(outcome.report, saved=False, reviewed=form.reviewed()),
            lines=[(p.span.start, p.text) for p in document.paragraphs if p.text],
        )

    def _create(self, request: HttpRequest) -> HttpResponse:
        try:
            source = request.POST["source"]
            recognition, kept = unpack(source, self.user)
            outcome = preview_import(recognition)
        except NewsletterImportError as error:
            messages.error(request, str(error))
            return self._ask(SourceForm())
        document, posted = recognition.document, request.POST.copy()
        is_late = STATE.is_late(source)
        if is_late:
            posted["source"] = pack(recognition, self.user, kept)
            messages.warning(request, LATE)
        form = ReviewForm(
            posted,
            has_number=outcome.number is not None,
            guesses=guesses_of(outcome, self.user),
            may_add_territory=may_add_territory(self.user),
        )
        if not form.is_valid() or is_late or RESTORE_FIELD in request.POST:
            return self._review(document, outcome, form)
        options = ImportOptions(
            number=form.cleaned_data.get("number"),
            date=form.cleaned_data["date"],
            decisions=form.decisions(),
        )
        try:
            imported = import_letter(recognition, options, user=self.user)
        except NewsletterImportError as error:
            if "number" in form.fields:
                form.add_error("number", str(error))
                return self._review(document, outcome, form, existing=getattr(error, "page", None))
            return self._review(
                document, outcome, form, str(error), existing=getattr(error, "page", None)
            )
        forget_files(kept)
        add_message = messages.info if imported.status is Status.UNCHANGED else messages.success
        add_message(request, imported.message)
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[imported.page.pk]))
