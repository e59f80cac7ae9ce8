"""Model fields with a form field of their own; migrations see the field of Django."""

from typing import Any

from django import forms


class OwnFormFieldMixin:
    """Mixin of a field of Django, the next class, whose form field is `own_form_class`."""

    own_form_class: type[forms.Field]

    def formfield(
        self,
        form_class: type[forms.Field] | None = None,
        choices_form_class: type[forms.ChoiceField] | None = None,
        **kwargs: Any,
    ) -> forms.Field | None:
        return super().formfield(  # type: ignore[misc]
            form_class=form_class or self.own_form_class,
            choices_form_class=choices_form_class,
            **kwargs,
        )

    def deconstruct(self) -> tuple:
        """Return the arguments of the field with the path of the field of Django."""
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]
        bases = type(self).__mro__
        django_field = bases[bases.index(OwnFormFieldMixin) + 1]
        return name, f"django.db.models.{django_field.__name__}", args, kwargs
