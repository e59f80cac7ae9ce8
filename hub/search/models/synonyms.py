"""Words that editors say are the same, and since when what is known of such words is up to date."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, HelpPanel

from hub.search.query import SYNONYM_WORDS, synonym_key

LONGEST = 100


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that hold something, bare."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class SearchSynonyms(models.Model):
    """A list of equivalent words; or, with `also`, words that are understood as those too.

    Both fields hold one word or phrase a line. « mairie » also understood as « hôtel de ville »
    does not make whoever asks for « hôtel de ville » find every « mairie ».
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
        errors = {
            field: _mistakes(getattr(self, field))
            for field in ("words", "also")
            if _mistakes(getattr(self, field))
        }
        if not errors:
            errors = self._mistakes_together()
        if errors:
            raise ValidationError(errors)
        self.words = "\n".join(self.word_list)
        self.also = "\n".join(self.also_list)

    def _mistakes_together(self) -> dict[str, str]:
        """Return what is wrong in the list as a whole, by field."""
        keys = {synonym_key(word): word for word in self.word_list}
        if not keys:
            # Empty: the field says so itself.
            return {"words": "Écrivez au moins un mot."} if self.words else {}
        if len(keys) == 1 and not self.also_list:
            return {
                "words": "Il faut au moins deux mots, ou un mot et ce qu’il faut comprendre aussi."
            }
        for word in self.also_list:
            if synonym_key(word) in keys:
                return {"also": f"«\u00a0{word}\u00a0» est déjà dans les mots cherchés."}
        wanted = (frozenset(keys), frozenset(map(synonym_key, self.also_list)))
        for other in SearchSynonyms.objects.exclude(pk=self.pk):
            known = (
                frozenset(map(synonym_key, other.word_list)),
                frozenset(map(synonym_key, other.also_list)),
            )
            if wanted == known:
                return {"words": f"Cette liste existe déjà\u00a0: «\u00a0{other}\u00a0»."}
        return {}


def _mistakes(text: str) -> list[str]:
    """Return what is wrong line by line, in French."""
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
    """One row: a token that changes with every word that a synonym can come from.

    Whoever keeps what was read of them reads the token first: every process sees a change at once,
    whatever its cache.
    """

    token = models.CharField(max_length=32)

    class Meta:
        verbose_name = "version des synonymes"
        verbose_name_plural = "versions des synonymes"

    def __str__(self) -> str:
        return self.token
