"""Who does what in the admin: « Rédaction » publishes, « Contributions » proposes."""

from django.db import migrations

EDITORS, CONTRIBUTORS = "Rédaction", "Contributions"
REVIEW = "Relecture"

# (app, model): what each group may do, before "view" which both may do.
SNIPPETS = {
    ("themes", "theme"): ["add", "change", "delete"],
    ("people", "person"): ["add", "change", "delete"],
    ("people", "organisation"): ["add", "change", "delete"],
    ("newsletters", "rubrique"): ["add", "change", "delete"],
    ("territories", "territory"): ["add", "change"],
}
FILES = [("wagtailimages", "image"), ("wagtaildocs", "document"), ("wagtailmedia", "media")]


def add_groups(apps, schema_editor):
    group_model = apps.get_model("auth", "Group")
    editors, _ = group_model.objects.get_or_create(name=EDITORS)
    contributors, _ = group_model.objects.get_or_create(name=CONTRIBUTORS)
    site = apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).first()
    if site is None:
        return  # no site yet: rights on pages would hang on nothing
    give_page_rights(apps, editors, site, ["add", "change", "publish", "lock", "unlock"])
    give_page_rights(apps, contributors, site, ["add"])
    give_file_rights(apps, editors, ["add", "change", "delete"])
    give_file_rights(apps, contributors, ["add"])
    for group in (editors, contributors):
        group.permissions.add(permission(apps, "wagtailadmin", "admin", "access_admin"))
        for app, model in SNIPPETS:
            group.permissions.add(permission(apps, app, model, f"view_{model}"))
    for (app, model), actions in SNIPPETS.items():
        editors.permissions.add(
            *[permission(apps, app, model, f"{action}_{model}") for action in actions]
        )
    editors.permissions.add(
        *[
            permission(apps, "wagtailredirects", "redirect", f"{action}_redirect")
            for action in ("add", "change", "delete")
        ]
    )
    add_review(apps, editors, site)
    retire_default_groups(apps)


def permission(apps, app, model, codename):
    """Return a permission, created now: Django makes those of new models after migrating."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )
    return found


def give_page_rights(apps, group, site, actions):
    for action in actions:
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=group,
            page_id=site.root_page_id,
            permission=permission(apps, "wagtailcore", "page", f"{action}_page"),
        )


def give_file_rights(apps, group, actions):
    """Rights on the files of every collection; sounds have no right to be chosen."""
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for app, model in FILES:
        chosen = [] if model == "media" else ["choose"]
        for action in [*actions, *chosen]:
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=group,
                collection=root,
                permission=permission(apps, app, model, f"{action}_{model}"),
            )


def add_review(apps, editors, site):
    """One step: somebody of the editors approves, which publishes."""
    workflow_model = apps.get_model("wagtailcore", "Workflow")
    if workflow_model.objects.filter(name=REVIEW).exists():
        return
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(
        name="Relecture par la rédaction", active=True, content_type=content_type
    )
    task.groups.add(editors)
    workflow = workflow_model.objects.create(name=REVIEW, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    apps.get_model("wagtailcore", "WorkflowPage").objects.create(
        workflow=workflow, page_id=site.root_page_id
    )


def retire_default_groups(apps):
    """Wagtail's English groups and their approval go, unless somebody is in them."""
    defaults = apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"])
    if defaults.filter(user__isnull=False).exists():
        return
    defaults.delete()
    for model in ("Workflow", "Task"):
        apps.get_model("wagtailcore", model).objects.filter(name="Moderators approval").update(
            active=False
        )
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(
        workflow__name="Moderators approval"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_first_pages"),
        ("newsletters", "0001_initial"),
        ("people", "0001_initial"),
        ("territories", "0001_initial"),
        ("themes", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]
    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
