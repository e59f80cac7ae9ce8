"""Signals of the territories, for the layers above."""

from django.dispatch import Signal

# Sent by `load_gazetteer` in its transaction, with `pks`: the set of ids of the territories whose
# name, code, containers or figures changed. `bulk_create` sends no signal of its own.
territories_changed = Signal()
