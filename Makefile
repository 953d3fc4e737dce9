# `make demo` and `make test` do all set-up by themselves; run again, they start at once.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
RUNS := $(VENV)/.runs
READY := $(VENV)/.ready
# the demo needs fewer packages of the system than the tests
PURPOSE := $(if $(filter-out demo serve,$(MAKECMDGOALS)),uji,pakai)
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

.DEFAULT_GOAL := help
.PHONY: help setup system demo serve test pages check lint golden bench validate mutants torture contoh fuzz wheel lock clean

help:  ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: system $(READY)  ## install system packages, the virtual environment and all that tests, checks and builds

system:
	@scripts/siapkan.sh "$(PYTHON)" $(PURPOSE)

# pip is what a finished environment has last: a half-made one is made anew
$(BIN)/pip: | system
	@scripts/lingkungan.sh buat "$(PYTHON)" $(VENV)

$(RUNS): requirements.lock pyproject.toml | $(BIN)/pip
	@scripts/lingkungan.sh isi $(VENV) requirements.lock
	@touch $@

$(READY): requirements-dev.lock requirements.lock pyproject.toml | $(RUNS)
	@scripts/lingkungan.sh isi $(VENV) requirements-dev.lock
	@touch $@

demo: system $(RUNS)  ## make every shipped sample into out/
	$(BIN)/borang demo -o out --force

serve: system $(RUNS)  ## start the service and open it in a browser; OPSI="--port 8800" for more (docs/layanan.md)
	$(BIN)/borang serve $(OPSI)

test: setup  ## run the whole suite
	$(BIN)/pytest -q -n $(JOBS) --dist loadgroup

pages: setup  ## look at the pages of every sample and size, in PDF, DOCX and XLSX
	BORANG_PAGES=semua $(BIN)/pytest -q tests/test_pages.py tests/test_sheet_pages.py tests/test_documents.py

check: setup lint test  ## everything a change must pass

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright
	$(BIN)/python scripts/bentuk.py
	$(BIN)/lint-imports
	$(BIN)/borang lint

golden: setup  ## rewrite the golden files; read the diff afterwards
	$(BIN)/pytest -q --accept

bench: setup  ## print the side-by-side measurements afresh
	$(BIN)/python -m benchmarks

validate: setup  ## have Microsoft's Open XML SDK judge every Word and Excel file that borang ships or makes, and ask for all that Windows needs
	@scripts/siapkan.sh "$(PYTHON)" sahkan
	scripts/roda_windows.sh $(BIN)/python
	$(BIN)/python scripts/sahkan.py

mutants: setup  ## count the planted faults that no test notices; DOSIS=500 draws a sample, MODUL="cvi gap" chooses modules
	$(BIN)/python scripts/mutan.py $(if $(DOSIS),--dosis $(DOSIS)) $(MODUL)

torture: setup  ## damage inputs by the thousand and judge what comes of each; DOSIS=500 for fewer, BENIH=7 for other ones
	$(BIN)/python -m tests.torture torture $(or $(DOSIS),5000) $(or $(BENIH),4141)
	BORANG_BARIS=500 $(BIN)/python -m pytest -q -n 0 tests/generator/web/test_long_work.py -k killed

contoh: setup  ## make templates of finished documents, and count the words that they give again (docs/formulir-lama.md); JENIS=kak for one type
	$(BIN)/python scripts/contoh.py $(JENIS)

fuzz: setup  ## damage filled forms and exports by the thousand and judge what is read of each, and send whole ones there and back; DOSIS=500 DOKUMEN=20 LEWAT=4 for fewer, BENIH=7 for others
	$(BIN)/python -m tests.torture fuzz $(or $(DOSIS),10000) $(or $(BENIH),4141)
	$(BIN)/python -m tests.identity $(or $(DOKUMEN),200) $(or $(LEWAT),40) $(or $(BENIH),4141)

wheel: setup  ## build dist/borang-*.whl
	rm -rf build
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

lock: system  ## pin afresh from the ranges in pyproject.toml; run the suite before committing
	@scripts/kunci.sh "$(PYTHON)"

clean:  ## remove what is made, the virtual environment too
	rm -rf $(VENV) build dist out mutants *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
