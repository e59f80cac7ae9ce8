"""The forms of speech blocks hold the URL of the endpoint for functions."""

import pytest
from django.urls import reverse
from wagtail.admin.telepath import JSContext

from hub.core.blocks import AnswerBlock, QuoteBlock


@pytest.mark.django_db
@pytest.mark.parametrize("block_class", [QuoteBlock, AnswerBlock])
def test_form_of_a_speech_has_the_url_of_functions(
    block_class: type[AnswerBlock] | type[QuoteBlock],
) -> None:
    block = block_class()
    block.set_name("speech")
    context = JSContext()
    packed = str(context.pack(block))
    assert "hub.blocks.SpeechBlock" in packed
    assert reverse("person_function", args=[0]) in packed
    assert "js/admin/speech-block.js" in str(context.media)
