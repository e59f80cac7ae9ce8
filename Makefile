# `make` alone lists what can be done. The work itself is in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run test test-fast coverage e2e budgets bench html screenshots lint format check seed services run-environment dev-environment

PORT ?= 8000
export PORT PYTHON

with-python = @scripts/with-python
venv = .venv/bin
manage = $(venv)/python manage.py
# Tests of a file stay together: they share what is slow to make.
workers = -n auto --maxprocesses 4 --dist worksteal
templates = templates tests/new_page_type/templates

help: ## Lister les commandes
	@awk -F ':.*## ' '/^[a-z][a-z0-9-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Tout préparer et lancer le site sur http://127.0.0.1:8000 (PORT=8001, PYTHON=python3.12)
	$(with-python) scripts/check_port.py "$(PORT)"
	$(with-python) scripts/environment.py run
	@$(venv)/python scripts/serve.py "$(PORT)"

test: lint check ## Tout préparer et tout vérifier : linters, migrations, tests
	@$(venv)/python -m pytest $(workers)

test-fast: dev-environment ## Les tests rapides seuls : à lancer sans cesse
	@$(venv)/python -m pytest $(workers) -m "not browser and not slow"

coverage: dev-environment ## Les tests avec leur couverture, 90 % au moins ; moitié plus long
	@$(venv)/python -m pytest $(workers) --cov --cov-report term:skip-covered

e2e: dev-environment ## Vérifier le site dans un navigateur (Chromium) : accès, poids, sans JavaScript, impression
	@$(venv)/python -m pytest -m browser -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder tests/browser

budgets: dev-environment ## Peser chaque type de page, et l’accueil d’un Wagtail neuf ; échouer si un budget est dépassé
	@$(venv)/python -m tests.browser.budgets --check

html: dev-environment ## Vérifier le HTML de toutes les pages, leurs liens et leurs ancres (Java, Maven)
	@$(venv)/python -m tests.browser.html_check

bench: dev-environment ## Chronométrer la recherche sur 5 000 et 20 000 textes, à côté de celle de Wagtail (15 minutes)
	@$(venv)/python -m tests.bench.search

screenshots: dev-environment ## Photographier chaque type de page dans var/screenshots
	@$(venv)/python -m tests.browser.screenshots var/screenshots

lint: dev-environment ## Vérifier le style, les types, les règles d’import, les gabarits, les scripts et les feuilles de style
	@$(venv)/ruff check .
	@$(venv)/ruff format --check .
	@$(venv)/lint-imports
	@$(venv)/mypy
	@$(venv)/djangofmt check $(templates)
	@$(venv)/djangofmt --check $(templates)
	@$(venv)/oxlint --deny-warnings static
	@$(venv)/oxfmt --check static

format: dev-environment ## Mettre en forme le code Python, les gabarits, les scripts et les feuilles de style
	@$(venv)/ruff check --fix .
	@$(venv)/ruff format .
	@$(venv)/djangofmt check --fix $(templates)
	@$(venv)/djangofmt $(templates)
	@$(venv)/oxlint --deny-warnings --fix static
	@$(venv)/oxfmt static

check: dev-environment ## Vérifier la configuration et qu’aucune migration ne manque
	@$(manage) check
	@$(manage) makemigrations --check --dry-run

seed: run-environment ## Créer le contenu de démonstration (site vide seulement)
	@$(manage) migrate --verbosity 0
	@$(manage) load_gazetteer --if-newer
	@$(manage) seed_demo

services: dev-environment ## Lancer PostgreSQL et Elasticsearch (Docker s’il est là, sinon les programmes de la machine ; Ctrl+C)
	@$(venv)/python -m tests.services

run-environment:
	$(with-python) scripts/environment.py run

dev-environment:
	$(with-python) scripts/environment.py dev
