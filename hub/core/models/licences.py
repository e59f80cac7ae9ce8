"""The licences under which pages are published."""

from django.db import models


class Licence(models.TextChoices):
    ETALAB = "etalab-2.0", "Licence Ouverte 2.0"
    CC_BY = "cc-by-4.0", "Creative Commons BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "Creative Commons BY-SA 4.0"
    CC_BY_NC = "cc-by-nc-4.0", "Creative Commons BY-NC 4.0"
    RESERVED = "reserved", "Tous droits réservés"


LICENCE_URLS = {
    Licence.ETALAB: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.fr",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/deed.fr",
}
