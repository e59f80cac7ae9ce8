"""« Programme » tab of the form of a territory."""

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
)

IN_PROGRAMME_HELP = (
    "Se coche de soi-même à l’enregistrement quand vous donnez une promotion, une date, une étape, "
    "une délégation, un projet ou un allié. Un territoire sorti du programme reste coché\u00a0: sa "
    "date de sortie le dit."
)
STEPS_HELP = (
    "Sans date connue, laissez la date vide\u00a0: rien n’est deviné. La date se lit selon sa "
    "précision (jour, mois, année)."
)

PROGRAMME_TAB = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("in_programme", help_text=IN_PROGRAMME_HELP),
                "cohort",
                FieldRowPanel(["joined_on", "left_on"]),
            ],
            heading="Participation",
        ),
        InlinePanel("programme_steps", heading="Étapes", label="Étape", help_text=STEPS_HELP),
        MultiFieldPanel(
            [
                FieldPanel("project", help_text="En quelques mots, dès qu’il est connu."),
                PageChooserPanel(
                    "project_page",
                    page_type="inspiration.InitiativePage",
                    help_text="Une initiative de ce site.",
                ),
            ],
            heading="Projet choisi",
        ),
        InlinePanel("delegation", heading="Délégation", label="Personne"),
        InlinePanel("allies", heading="Alliés", label="Organisation"),
    ],
    heading="Programme",
)
