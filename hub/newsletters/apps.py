from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "hub.newsletters"
    label = "newsletters"
    verbose_name = "Lettres"
    editors_guide = "lettres"
