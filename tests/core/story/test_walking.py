from wagtail import blocks
from wagtail.rich_text import RichText

from hub.core.story.walking import walk_values


class Story(blocks.StreamBlock):
    text = blocks.RichTextBlock()
    steps = blocks.ListBlock(blocks.StructBlock([("title", blocks.CharBlock())]))


STORY = Story()
DATA = [
    {"type": "text", "value": "<p>Un</p>", "id": "a"},
    {
        "type": "steps",
        "value": [{"type": "item", "value": {"title": "Deux"}, "id": "c"}],
        "id": "b",
    },
]


def test_each_inner_value_is_given_once_in_order() -> None:
    value = STORY.to_python(DATA)
    found = [inner for _, inner in walk_values(value)]
    steps = value[1].value
    assert found == [value, value[0].value, steps, steps[0], "Deux"]
    assert isinstance(found[1], RichText)


def test_the_anchor_is_that_of_the_innermost_item() -> None:
    anchors = [anchor for anchor, _ in walk_values(STORY.to_python(DATA))]
    assert anchors == ["", "b-a", "b-b", "b-c", "b-c"]
    assert [anchor for anchor, _ in walk_values("Texte", "b-z")] == ["b-z"]


def test_an_item_never_saved_has_no_anchor() -> None:
    value = blocks.StreamValue(STORY, [("text", RichText("<p>Un</p>"))])
    assert [anchor for anchor, _ in walk_values(value)] == ["", ""]


def test_raw_data_is_walked_too() -> None:
    texts = [inner for _, inner in walk_values(DATA) if isinstance(inner, str)]
    assert texts == ["text", "<p>Un</p>", "a", "steps", "item", "Deux", "c", "b"]
