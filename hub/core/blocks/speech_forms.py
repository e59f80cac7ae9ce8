"""Form behaviour of speech blocks: choosing a person fills in their role."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from hub.core.blocks.speech import SpeechBlock


class SpeechBlockAdapter(StructBlockAdapter):
    js_constructor = "hub.blocks.SpeechBlock"

    def js_args(self, block: SpeechBlock) -> list:
        name, children, meta = super().js_args(block)
        return [name, children, {**meta, "functionUrl": reverse("person_function", args=[0])}]

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["js/admin/speech-block.js"])


register(SpeechBlockAdapter(), SpeechBlock)
