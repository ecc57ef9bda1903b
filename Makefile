# Everything from a clean clone: `make site` builds, `make test` tests. Both set up what they need.
PYTHON ?= python3
PY = .venv/bin/python

.PHONY: site serve test test-long test-firefox lint check lock clean setup-site setup-test

site: setup-site
	$(PY) build.py

serve: setup-site
	$(PY) build.py serve

test: setup-test
	$(PY) -m pytest -m "not long"

test-long: setup-test
	$(PY) -m pytest

# Pages, copies and single files opened from disk, in Debian's Firefox without a network.
test-firefox: setup-test
	@command -v firefox-esr >/dev/null || { \
	  [ "$$(id -u)" = 0 ] && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends firefox-esr >/dev/null; \
	} || { echo "test-firefox: install firefox-esr and run make test-firefox again" >&2; exit 1; }
	$(PY) -m pytest -m firefox tests/firefox

lint: setup-test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	if [ -x node_modules/.bin/tsc ]; then node_modules/.bin/tsc -p jsconfig.json && node_modules/.bin/tsc -p jsconfig.worker.json; else echo "lint: no Node.js, the scripts are NOT type-checked"; fi

check: lint test
	$(PY) build.py check

clean: setup-site
	$(PY) build.py clean

# Renew the locked packages (needs uv).
lock:
	uv pip compile pyproject.toml --extra xlsx --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements/site.txt
	uv pip compile pyproject.toml --extra xlsx --extra pdf --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements/pdf.txt
	uv pip compile pyproject.toml --extra xlsx --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements/dev.txt
	npm install --package-lock-only --omit-lockfile-registry-resolved=true

setup-site:
	@PYTHON=$(PYTHON) tools/setup site

setup-test:
	@PYTHON=$(PYTHON) tools/setup test
