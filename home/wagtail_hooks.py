from wagtail import hooks

from home.dashboard import WelcomePanel


@hooks.register("construct_homepage_panels")
def welcome(request, panels):
    panels.append(WelcomePanel(request))
