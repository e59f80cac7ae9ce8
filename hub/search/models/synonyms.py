"""Synonyms entered by editors, and the version of all synonyms, for cache invalidation."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, HelpPanel

from hub.search.query import SYNONYM_WORDS, synonym_key

LONGEST = 100


def lines_of(text: str) -> list[str]:
    """Return the non-empty lines of a text, stripped."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class SearchSynonyms(models.Model):
    """A list of equivalent words; with `also`, one-way synonyms.

    Both fields hold one word or phrase per line. With « mairie » in `words` and « hôtel de ville »
    in `also`, a search for « hôtel de ville » does not search « mairie ».
    """

    words = models.TextField(
        "mots cherchés",
        help_text="Un mot ou une expression par ligne. Accents, majuscules, pluriels et petits "
        "mots ne comptent pas.",
    )
    also = models.TextField(
        "comprendre aussi",
        blank=True,
        help_text="Laissez vide si tous les mots ci-dessus veulent dire la même chose. Sinon, "
        "chercher l’un d’eux cherchera aussi ceux-ci, sans que l’inverse soit vrai.",
    )
    changed_at = models.DateTimeField("modifié le", auto_now=True)

    panels = [
        HelpPanel(
            "Les sigles les plus courants et les synonymes des thèmes sont déjà compris\u00a0: "
            "cette liste s’y ajoute. Elle vaut dès l’enregistrement."
        ),
        FieldPanel("words"),
        FieldPanel("also"),
    ]

    class Meta:
        verbose_name = "synonymes"
        verbose_name_plural = "synonymes"
        ordering = ["words"]

    def __str__(self) -> str:
        if self.is_one_way:
            return f"{', '.join(self.word_list)} → {', '.join(self.also_list)}"
        return ", ".join(self.word_list)

    @property
    def word_list(self) -> list[str]:
        return lines_of(self.words)

    @property
    def also_list(self) -> list[str]:
        return lines_of(self.also)

    @property
    def is_one_way(self) -> bool:
        return bool(self.also_list)

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str | list[str]] = {
            field: _mistakes(getattr(self, field))
            for field in ("words", "also")
            if _mistakes(getattr(self, field))
        }
        if not errors:
            errors.update(self._mistakes_together())
        if errors:
            raise ValidationError(errors)
        self.words = "\n".join(self.word_list)
        self.also = "\n".join(self.also_list)

    def _mistakes_together(self) -> dict[str, str]:
        """Return {field: French message} of the errors of the list as a whole."""
        keys = {synonym_key(word): word for word in self.word_list}
        if not keys:
            # An empty field is reported by its own validation.
            return {"words": "Écrivez au moins un mot."} if self.words else {}
        if len(keys) == 1 and not self.also_list:
            return {
                "words": "Il faut au moins deux mots, ou un mot et ce qu’il faut comprendre aussi."
            }
        for word in self.also_list:
            if synonym_key(word) in keys:
                return {"also": f"«\u00a0{word}\u00a0» est déjà dans les mots cherchés."}
        own_keys = (frozenset(keys), frozenset(map(synonym_key, self.also_list)))
        for other in SearchSynonyms.objects.exclude(pk=self.pk):
            other_keys = (
                frozenset(map(synonym_key, other.word_list)),
                frozenset(map(synonym_key, other.also_list)),
            )
            if own_keys == other_keys:
                return {"words": f"Cette liste existe déjà\u00a0: «\u00a0{other}\u00a0»."}
        return {}


def _mistakes(text: str) -> list[str]:
    """Return the errors of each line, in French."""
    found, seen = [], {}
    for line in lines_of(text):
        key = synonym_key(line)
        if not key:
            found.append(
                f"«\u00a0{line}\u00a0» ne contient que des petits mots, que la recherche "
                "laisse de côté."
            )
        elif len(line) > LONGEST or len(key.split()) > SYNONYM_WORDS:
            found.append(
                f"«\u00a0{line[:LONGEST]}\u00a0» est trop long\u00a0: "
                f"{SYNONYM_WORDS} mots et {LONGEST} signes au plus."
            )
        elif key in seen:
            found.append(
                f"«\u00a0{line}\u00a0» et «\u00a0{seen[key]}\u00a0» sont déjà le même mot "
                "pour la recherche\u00a0: gardez l’un des deux."
            )
        seen.setdefault(key, line)
    return found


class SynonymsVersion(models.Model):
    """One row with a token that changes whenever a source of synonyms changes.

    Processes compare the token with that of their cached table at each use, so that every process
    sees a change immediately.
    """

    token = models.CharField(max_length=32)

    class Meta:
        verbose_name = "version des synonymes"
        verbose_name_plural = "versions des synonymes"

    def __str__(self) -> str:
        return self.token
