"""Admin screens of the second factor: one’s own, and its removal from the account of another."""

from typing import Any, cast

import segno
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from hub.accounts.second_factor import devices
from hub.accounts.second_factor.checking import CheckedCodeMixin
from hub.accounts.second_factor.forms import SetUpForm
from hub.accounts.throttled import ThrottledFormMixin

TITLE = "Double authentification"
URL_NAME, CODES_NAME, OFF_NAME = "second_factor", "second_factor_codes", "second_factor_off"
REMOVE_NAME = "second_factor_remove"
WRONG_CLOCK = (
    "Ce code n’est pas le bon. Vérifiez que l’heure de votre téléphone est juste, puis donnez le "
    "code qu’il montre maintenant."
)


def breadcrumbs(*labels: str) -> list[dict[str, Any]]:
    """Return the path to a screen, after the account of its user."""
    account = {"url": reverse("wagtailadmin_account"), "label": "Compte"}
    first = {"url": reverse(URL_NAME) if labels else "", "label": TITLE}
    last = [{"url": "", "label": label} for label in labels]
    return [*WagtailAdminTemplateMixin.breadcrumbs_items, account, first, *last]


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class OwnScreen(ThrottledFormMixin, WagtailAdminTemplateMixin, FormView):
    """Screen of the second factor of the user of the request."""

    page_title = TITLE
    header_icon = "lock"

    @property
    def user(self) -> User:
        """The user, logged in as every screen of the admin requires."""
        return cast("User", self.request.user)

    def show_codes(self, codes: list[str]) -> HttpResponse:
        """Return the page of new recovery codes: they are not shown again."""
        context = self.get_context_data(codes=[devices.grouped(code) for code in codes])
        return TemplateResponse(self.request, "accounts/second_factor/codes.html", context)


class SecondFactorView(OwnScreen):
    """Set-up of an application; once it is confirmed, state of the second factor."""

    form_class = SetUpForm

    def get_template_names(self) -> list[str]:
        is_on = devices.has_second_factor(self.user)
        return [f"accounts/second_factor/{'active' if is_on else 'set_up'}.html"]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.user}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return breadcrumbs()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.user
        context = super().get_context_data(
            is_compulsory=devices.must_have_second_factor(user), **kwargs
        )
        if devices.has_second_factor(user):
            return context | {"codes_left": devices.recovery_codes_left(user)}
        application = devices.new_application(user)
        return context | {"image": qr_code(application), "secret": secret(application)}

    def form_valid(self, form: SetUpForm) -> HttpResponse:
        user, code = self.user, form.cleaned_data["code"]
        if devices.has_second_factor(user):
            return redirect(URL_NAME)
        try:
            codes = devices.confirm_application(user, code)
        except devices.TooManyCodesError as error:
            return self.throttled(SetUpForm(user), error.seconds)
        if not codes:
            form.add_error("code", WRONG_CLOCK)
            return self.form_invalid(form)
        messages.success(self.request, "La double authentification est activée.")
        return self.show_codes(codes)


class CodeScreen(CheckedCodeMixin, OwnScreen):
    """Screen of a change that a code confirms."""

    template_name = "accounts/second_factor/confirm.html"
    page_subtitle = action_label = explanation = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not devices.has_second_factor(self.user):
            return redirect(URL_NAME)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return breadcrumbs(self.page_subtitle)

    def owner(self) -> User:
        return self.user


class NewCodesView(CodeScreen):
    """Replacement of the recovery codes."""

    page_subtitle = "Nouveaux codes de secours"
    action_label = "Remplacer mes codes de secours"
    explanation = "Vos codes de secours actuels ne serviront plus."

    def accept(self) -> HttpResponse:
        return self.show_codes(devices.new_recovery_codes(self.user))


class SwitchOffView(CodeScreen):
    """Removal of one’s own second factor, unless it is compulsory."""

    page_subtitle = "Désactiver"
    action_label = "Désactiver la double authentification"
    explanation = "Votre mot de passe suffira de nouveau pour vous connecter."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if devices.must_have_second_factor(self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def accept(self) -> HttpResponse:
        devices.remove_second_factor(self.user)
        messages.success(self.request, "La double authentification est désactivée.")
        return redirect("wagtailadmin_account")


class RemoveView(WagtailAdminTemplateMixin, TemplateView):
    """Removal of the second factor of another account, whose owner lost telephone and codes."""

    page_title = "Retirer la double authentification"
    header_icon = "lock"
    template_name = "accounts/second_factor/remove.html"
    account: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.account = get_object_or_404(get_user_model(), pk=kwargs["pk"])
        if not may_remove(cast("User", request.user), self.account):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        users = {"url": reverse("wagtailusers_users:index"), "label": "Utilisateurs"}
        last = {"url": "", "label": self.page_title}
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, users, last]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_one = devices.has_second_factor(self.account)
        return super().get_context_data(account=self.account, has_one=has_one, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        devices.remove_second_factor(self.account)
        name = self.account.get_username()
        messages.success(
            request, f"La double authentification de «\u00a0{name}\u00a0» est retirée."
        )
        return redirect("wagtailusers_users:index")


def may_remove(user: User, account: User) -> bool:
    """Return whether a user may remove the second factor of another account."""
    if account.pk == user.pk or not user.has_perm("auth.change_user"):
        return False
    return user.is_superuser or not account.is_superuser


def qr_code(application: TOTPDevice) -> SafeString:
    """Return the SVG of the address of an application, which telephones read."""
    image = segno.make(application.config_url, error="m")
    # segno escapes what it writes; the colours do not follow the theme: readers need dark on light.
    return mark_safe(image.svg_inline(scale=4, border=4, light="white", title="Code à scanner"))


def secret(application: TOTPDevice) -> str:
    """Return the secret of an application, to type where no image can be read."""
    address = application.config_url
    return devices.grouped(address.partition("secret=")[2].partition("&")[0])


def urls() -> list[URLPattern]:
    """Return the URL patterns of the screens, under that of the admin."""
    name = "double-authentification"
    own = f"compte/{name}/"
    return [
        path(own, SecondFactorView.as_view(), name=URL_NAME),
        path(f"{own}codes/", NewCodesView.as_view(), name=CODES_NAME),
        path(f"{own}desactiver/", SwitchOffView.as_view(), name=OFF_NAME),
        path(
            "utilisateurs/<int:pk>/double-authentification/", RemoveView.as_view(), name=REMOVE_NAME
        ),
    ]
