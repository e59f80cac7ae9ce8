"""What an imported letter still lacks to be published."""

from django.core.exceptions import ValidationError

from hub.newsletters.models import NewsletterPage

from .content import UNTITLED


def publication_errors(page: NewsletterPage) -> list[str]:
    """French sentences, empty when a saved ``page`` may be published."""
    errors = []
    if page.title == UNTITLED:
        errors.append("le titre manque")
    if not page.date:
        errors.append("la date de parution manque (--date AAAA-MM-JJ)")
    if not page.intro:
        errors.append("l’introduction manque")
    errors += [
        f"{page._meta.get_field(name).verbose_name} manque"
        for name in page.required_to_publish
        if not getattr(page, name)
    ]
    if not page.rubriques:
        errors.append("les rubriques manquent")
    for child in page.rubriques:
        try:
            child.block.clean(child.value)
        except ValidationError:
            errors.append(
                f"la rubrique «\u00a0{child.value.heading}\u00a0» est incomplète "
                "(un champ obligatoire est vide)"
            )
    values = {field.name: getattr(page, field.name) for field in page._meta.concrete_fields}
    errors += page.publication_errors(values).values()
    if not errors:
        try:
            page.full_clean()
        except ValidationError as error:
            errors += error.messages
    return errors
