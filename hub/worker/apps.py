from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "hub.worker"
    label = "worker"
    verbose_name = "Tâches de fond"
