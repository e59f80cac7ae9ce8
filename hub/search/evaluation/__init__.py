"""Relevance evaluation of an engine on questions with judged answers."""

from hub.search.evaluation.judged_sets import JudgedSet, JudgedSetError, Question, read_judged_set
from hub.search.evaluation.measures import Figures
from hub.search.evaluation.noise import Noise, measure_noise
from hub.search.evaluation.running import evaluate
from hub.search.evaluation.scratch import scratch_engine, scratch_engines
from hub.search.evaluation.variants import VARIANTS

__all__ = [
    "VARIANTS",
    "Figures",
    "JudgedSet",
    "JudgedSetError",
    "Noise",
    "Question",
    "evaluate",
    "measure_noise",
    "read_judged_set",
    "scratch_engine",
    "scratch_engines",
]
