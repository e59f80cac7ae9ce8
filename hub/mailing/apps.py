from django.apps import AppConfig


class MailingConfig(AppConfig):
    name = "hub.mailing"
    label = "mailing"
    verbose_name = "Courriels"
