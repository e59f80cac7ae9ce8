from django.apps import AppConfig


class PodcastsConfig(AppConfig):
    name = "podcasts"
    label = "podcasts"
    verbose_name = "Podcasts"
    editors_guide = "podcasts"
