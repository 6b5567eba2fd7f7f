# Needs Python 3.11 or newer and make; everything else is set up in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PORT ?= 8000
PYTEST_ARGS ?=
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet
DEPLOY_ENV := DJANGO_SETTINGS_MODULE=loket.settings.production \
	SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))") \
	ALLOWED_HOSTS=loket.example.org SITE_URL=https://loket.example.org TRUSTED_PROXIES=1 \
	DATABASE_URL=postgresql://web:3f9a1c0b7d@localhost/loket CACHE_URL=redis://localhost/1 \
	CELERY_BROKER_URL=redis://localhost/0 EMAIL_URL=smtp+tls://localhost:587

export PORT
# A start reads some five hundred of our modules: they are compiled once, not at each start.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run setup setup-dev test explore accessibility quality lint types contracts migrations translations deploy-check lock messages clean

run: export DJANGO_SETTINGS_MODULE ?= loket.settings.development
run: export DEBUG ?= false
run: export STATIC_HASHED ?= true
run: setup ## set up, load the data, serve on PORT
	@$(MANAGE) prepare
	@$(BIN)/python -m loket.serve

setup: $(VENV)/.requirements

setup-dev: $(VENV)/.requirements-dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV)"
	@$(PYTHON) -m venv $(VENV)

# The stamps are copies of the locks: nothing is installed again while a lock is the same.
$(VENV)/.requirements: requirements.txt | $(BIN)/python
	@cmp -s requirements.txt $@ || { echo "Installing (a minute or two, once)"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt; }
	@cp requirements.txt $@

$(VENV)/.requirements-dev: requirements-dev.txt | $(VENV)/.requirements
	@cmp -s requirements-dev.txt $@ || { echo "Installing the tools for development"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt; }
	@cp requirements-dev.txt $@

test: setup-dev ## all tests, on DATABASE_URL and CELERY_BROKER_URL when set
	@$(MANAGE) translations --compile
	@$(BIN)/pytest --numprocesses auto --dist loadgroup $(PYTEST_ARGS)

explore: setup-dev ## the property tests again, on new random examples
	@$(BIN)/pytest --numprocesses auto --hypothesis-profile=explore -m hypothesis $(PYTEST_ARGS)

accessibility: setup-dev ## axe on every kind of public page in both languages and at both widths, and what else is thorough
	@$(MANAGE) translations --compile
	@$(BIN)/pytest -m thorough tests/browser $(PYTEST_ARGS)

quality: lint types contracts migrations translations deploy-check ## everything but the tests

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev
	$(BIN)/mypy .

contracts: setup-dev
	$(BIN)/lint-imports

migrations: setup-dev
	$(MANAGE) makemigrations --check --dry-run

translations: setup-dev
	$(MANAGE) translations --check

deploy-check: setup-dev
	@$(DEPLOY_ENV) $(MANAGE) check --deploy --fail-level WARNING

lock: setup-dev ## compile the locks from pyproject.toml
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --extra dev --constraints requirements.txt --output-file requirements-dev.txt

messages: setup-dev ## merge new texts into the translations
	$(MANAGE) translations --update

clean: ## remove data, static files and caches; leaves .venv
	rm -rf var staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
