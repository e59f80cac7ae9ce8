import json
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser

from hub.search.contract import Engine, EngineUnavailable
from hub.search.elastic import ElasticsearchEngine
from hub.search.engines import elasticsearch_engine, embedded_engine
from hub.search.evaluation import (
    VARIANTS,
    JudgedSet,
    JudgedSetError,
    evaluate,
    measure_noise,
    read_judged_set,
    scratch_engine,
    scratch_engines,
)
from hub.search.evaluation.measures import DEPTH
from hub.search.meaning import (
    EncoderUnavailable,
    current_encoder,
    encode_entries,
    encoder_off,
)

# Largest loss of nDCG@10 that `--baseline` accepts.
TOLERANCE = 0.01
HEADER = f"{'':24}{'questions':>10}{'nDCG@10':>9}{'MRR@10':>8}{'hit@3':>7}{'hit@10':>8}{'vides':>8}"

Measure = Callable[[Engine, JudgedSet], dict[str, Any]]
NOISE_LISTS = {
    "Faux résultats": "wrong",
    "Résultats sans jugement, comptés comme faux": "unjudged",
    "Proposés à une question sans réponse": "proposed",
}


class Command(BaseCommand):
    help = (
        "Mesure la pertinence de la recherche sur des questions dont les bonnes réponses sont "
        "connues. Les documents donnés vont dans un index provisoire ; celui du site n’est jamais "
        "modifié. Sans documents, les questions sont posées à l’index du site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            nargs="+",
            metavar="FICHIER",
            help="fichiers JSON Lines (ou dossiers) de questions, et de documents",
        )
        parser.add_argument(
            "--documents", nargs="+", metavar="FICHIER", default=[], help="fichiers de documents"
        )
        parser.add_argument("--engine", choices=scratch_engines(), default="embedded")
        parser.add_argument(
            "--encoder",
            choices=["auto", "off"],
            default="auto",
            help="off\u00a0: chercher par les mots seuls, sans l’encodeur du site",
        )
        parser.add_argument("--json", action="store_true", help="écrire les chiffres en JSON")
        parser.add_argument(
            "--variants",
            action="store_true",
            help="poser aussi les questions sans accents, avec ’ « » et « ? », avec une faute",
        )
        parser.add_argument(
            "--noise",
            action="store_true",
            help=(
                "mesurer le bruit : les résultats jugés faux parmi ceux qui contiennent tout ce "
                "qui est demandé, et les questions sans réponse (« judgements » vide) qui en "
                "reçoivent"
            ),
        )
        parser.add_argument(
            "--baseline",
            metavar="FICHIER",
            help=f"échouer si nDCG@10 perd plus de {TOLERANCE} sur ce résultat (JSON) d’avant",
        )

    def handle(
        self,
        *,
        files: list[str],
        documents: list[str],
        engine: str,
        variants: bool,
        noise: bool,
        baseline: str | None,
        **options: Any,
    ) -> None:
        if noise and (variants or baseline):
            raise CommandError("--noise ne se combine ni avec --variants ni avec --baseline.")
        measure = noise_measured if noise else partial(measured, variants=variants)
        write = self._write_noise if noise else self._write_table
        try:
            judged = read_judged_set([*files, *documents], unanswerable=noise)
            former = read_baseline(baseline) if baseline else None
            with encoder_off() if options["encoder"] == "off" else nullcontext():
                results = self._results(judged, engine, measure)
        except (JudgedSetError, EngineUnavailable, EncoderUnavailable) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))
        else:
            write(results)
        if former is not None and results["ndcg@10"] < former - TOLERANCE:
            raise CommandError(
                f"La pertinence a baissé : nDCG@10 {results['ndcg@10']:.3f}, contre {former:.3f}."
            )

    def _results(self, judged: JudgedSet, name: str, measure: Measure) -> dict[str, Any]:
        if not judged.documents:
            return measure(site_engine(name, judged), judged)
        with scratch_engine(name) as engine:
            encode_entries(judged.documents)
            engine.rebuild(judged.documents)
            return measure(engine, judged)

    def _write_table(self, results: dict[str, Any]) -> None:
        encoder = results["encoder"] or "aucun"
        self.stdout.write(
            f"Moteur : {results['engine']}. Encodeur : {encoder}. "
            f"Documents : {results['documents']}.\n\n"
        )
        self.stdout.write(HEADER)
        self._write_row("ensemble", results)
        for tag, figures in results["tags"].items():
            self._write_row(f"  {tag}", figures)
        for variant, figures in results.get("variants", {}).items():
            self._write_row(variant, figures)

    def _write_row(self, label: str, row: dict[str, Any]) -> None:
        self.stdout.write(
            f"{label[:24]:24}{row['questions']:>10}{row['ndcg@10']:>9.3f}{row['mrr@10']:>8.3f}"
            f"{row['hit@3']:>7.2f}{row['hit@10']:>8.2f}{row['empty']:>8.1%}"
        )

    def _write_noise(self, results: dict[str, Any]) -> None:
        self.stdout.write(
            f"Moteur\u00a0: {results['engine']}. Documents\u00a0: {results['documents']}.\n\n"
            "Résultats qui contiennent tout ce qui est demandé\u00a0: précision "
            f"{results['precision']:.3f} par question, {results['micro_precision']:.3f} par "
            f"résultat\u00a0; {results['noisy']} questions sur {results['answered']} ont un faux "
            "résultat.\n"
            f"Questions sans réponse\u00a0: {results['silent']} sur {results['nothing']} ne "
            "reçoivent rien."
        )
        for title, key in NOISE_LISTS.items():
            if results[key]:
                self.stdout.write(f"\n{title}\u00a0:")
            for question, uids in results[key].items():
                self.stdout.write(f"  {question}\u00a0: {', '.join(uids[:DEPTH])}")


def heading(engine: Engine, judged: JudgedSet) -> dict[str, Any]:
    """Return the names of an engine and of the encoder, and the number of documents."""
    encoder = current_encoder()
    return {
        "engine": engine.name,
        "encoder": encoder.name if encoder else "",
        "documents": len(judged.documents) or engine.health().entries,
    }


def noise_measured(engine: Engine, judged: JudgedSet) -> dict[str, Any]:
    """Return the noise of an engine, as written in JSON."""
    return heading(engine, judged) | measure_noise(engine, judged.questions).as_dict()


def measured(engine: Engine, judged: JudgedSet, *, variants: bool) -> dict[str, Any]:
    """Return all the metrics of an engine, as written in JSON."""
    figures, tags = evaluate(engine, judged.questions)
    results = {
        **heading(engine, judged),
        **figures.as_dict(),
        "tags": {tag: tag_figures.as_dict() for tag, tag_figures in tags.items()},
    }
    if variants:
        results["variants"] = {
            label: evaluate(engine, judged.questions, rewrite)[0].as_dict()
            for label, rewrite in VARIANTS.items()
        }
    return results


def site_engine(name: str, judged: JudgedSet) -> Engine:
    """Return the engine of the site; raise JudgedSetError if it stores no judged document."""
    engine = elasticsearch_engine() if name == ElasticsearchEngine.name else embedded_engine()
    if engine is None:
        raise JudgedSetError("Ce site n’a pas d’Elasticsearch : renseignez ELASTICSEARCH_URL.")
    judged_uids = {uid for question in judged.questions for uid in question.judgements}
    if judged_uids.isdisjoint(uid for uid, _, _ in engine.stored()):
        raise JudgedSetError(
            "L’index du site ne contient aucun des documents jugés : donnez-les avec --documents."
        )
    return engine


def read_baseline(path: str) -> float:
    """Return the nDCG@10 of a previous result; raise JudgedSetError when it has none."""
    try:
        return float(json.loads(Path(path).read_text(encoding="utf-8"))["ndcg@10"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise JudgedSetError(f"{path} : ce n’est pas un résultat de search_eval --json.") from error
