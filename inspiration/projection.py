"""What initiatives and resources are found by."""

from hub.core.projection import Projection
from inspiration.parts import PARTS


def initiative_projection(page, story):
    """Return the `Projection` of an initiative: its story, its parts, its rows, its means."""
    projection = Projection()
    projection.add_story(story["body"])
    for anchor, (_, names) in PARTS.items():
        if anchor == "demarche":
            for step in page.steps.all():
                projection.add_part(anchor, "step", step.title, step.when, step.text)
        else:
            projection.add_part(anchor, "part", *_part_texts(anchor, names, page, story))
    projection.add_text(page.get_phase_display(), page.when, page.site_name)
    projection.add_text(page.get_setting_display())
    projection.add_text(*[f"{label}\u00a0: {words}" for label, words in page.means])
    projection.add_text(*[source.title for source in page.sources.all()])
    for row in page.documents.all():
        projection.add_text(row.shown_title)
        projection.add_documents(row.document)
    return projection


def _part_texts(anchor, names, page, story):
    """Return what the web page writes under the title of a part."""
    texts = [story[name] for name in names if name in story]
    if anchor == "partenaires":
        texts += [f"{row.shown_name}\u00a0: {row.role}" for row in page.partners.all()]
    elif anchor == "resultats":
        texts += [_result_words(row) for row in page.results.all()]
    elif anchor == "transposer":
        texts += [page.minimum_scale, *[row.source.title for row in page.inspirations.all()]]
    return texts


def _result_words(row):
    measured = f"{row.indicator}\u00a0: {row.value} {row.unit}".strip()
    return ", ".join(str(part) for part in (measured, row.year, row.source) if part)


def resource_projection(page, story):
    """Return the `Projection` of a resource, with the words of its file."""
    projection = Projection()
    projection.add_text(page.get_resource_kind_display(), page.author, page.year)
    projection.add_story(story["presentation"])
    if page.document:
        projection.add_text(page.document.title)
        projection.add_documents(page.document)
    return projection
