# One command per wish; `make` alone lists them. Each sets up what it needs, and only once.

PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
STATIC := $(shell find static */static -type f 2>/dev/null)

# The demo runs on its own database, whatever the surrounding shell has set.
CLEAN_ENV := env -u ALLOWED_HOSTS -u ALSPORTAL_DEMO -u ALSPORTAL_TIER -u DATABASE_URL -u DEBUG \
	-u REDIS_URL -u SECRET_KEY -u SITE_URL
DEMO := $(CLEAN_ENV) ALSPORTAL_DEMO=true PORT=$(PORT) SITE_URL=http://127.0.0.1:$(PORT)
PRODUCTION := $(CLEAN_ENV) SITE_URL=https://portal.example DATA_DIR=$$folder \
	SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))')"

# Installs lock $(1) unless that very lock was installed before (its checksum names a stamp).
define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "alsportal needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@[ -x $(PY) ] || { echo "Making .venv"; $(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }; }
	@stamp=.venv/.$(1)-$$(cksum < $(1) | tr ' ' '-'); [ -e $$stamp ] || { \
		echo "Installing $(1) into .venv (a minute or two, once)"; \
		$(PY) -m pip install --disable-pip-version-check --require-hashes -r $(1) && \
		rm -f .venv/.$(1)-* && touch $$stamp; }
endef

.DEFAULT_GOAL := help
.PHONY: help run test check bench lock install install-dev

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: install ## Serve the demo on http://127.0.0.1:8000 (PORT=8001 for another port)
	@echo "Database"
	@$(DEMO) $(PY) manage.py migrate --no-input
	@$(DEMO) $(PY) manage.py rebuild_listings
	@$(MAKE) --no-print-directory staticfiles/staticfiles.json
	@echo "Demo content"
	@$(DEMO) $(PY) manage.py load_demo
	@exec $(DEMO) $(PY) -m gunicorn alsportal.wsgi

test: install-dev ## All tests: on SQLite, on a throw-away PostgreSQL, and in a browser
	@tests/tools/need.sh
	@printf '\n## Tests on SQLite\n'
	@$(CLEAN_ENV) $(PY) -m pytest -n 2 --dist loadgroup -m "not browser"
	@printf '\n## Tests in Chromium, on SQLite\n'
	@$(CLEAN_ENV) $(PY) -m pytest -m browser
	@printf '\n## Tests on PostgreSQL\n'
	@$(CLEAN_ENV) tests/tools/pg.sh $(PY) -m pytest -n 2 --dist loadgroup -m "not browser"

check: install-dev ## Style, types, imports, migrations, and the settings of a deployment
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m djlint templates --lint --quiet
	.venv/bin/lint-imports
	$(PY) -m mypy
	@folder=$$(mktemp -d); trap 'rm -rf $$folder' EXIT; set -e; echo "Migrations, API description, settings of a deployment"; \
	$(PRODUCTION) $(PY) manage.py makemigrations --check --dry-run; \
	$(PRODUCTION) $(PY) manage.py spectacular --format openapi-json --validate --fail-on-warn \
		--file $$folder/openapi.json; diff docs/openapi.json $$folder/openapi.json; \
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING; \
	$(PRODUCTION) ALSPORTAL_TIER=desk DATABASE_URL=postgres://nobody@127.0.0.1/none \
		$(PY) manage.py check --deploy --fail-level WARNING

bench: install-dev ## Measure our pages against a constant view
	@$(CLEAN_ENV) $(PY) -m tests.bench

LOCK := $(PY) -m uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-annotate --no-header

lock: install-dev ## Renew both locks from pyproject.toml
	$(LOCK) --upgrade pyproject.toml -o requirements.txt
	$(LOCK) --upgrade pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

install:
	$(call install,requirements.txt)

install-dev:
	$(call install,requirements-dev.txt)

staticfiles/staticfiles.json: $(STATIC) requirements.txt
	@echo "Static files"
	@$(DEMO) $(PY) manage.py collectstatic --no-input
	@touch $@
