# Everything one needs: `make start` to use the workbook, `make test` to prove it.


.PHONY: help start test soak mutants lint format bench screenshots coverage-table

help:
	@echo "make start        open the workbook"
	@echo "make test         set up and run every test"
	@echo "make soak         kill, damage and crowd it for a quarter of an hour; REPORT=file keeps the figures"
	@echo "make mutants      break the store in small ways, one at a time, and see the tests fail"
	@echo "make lint         check style and types"
	@echo "make format       put the code in its style"
	@echo "make bench        measure against stock JupyterLab"
	@echo "make screenshots  take the pictures of the README anew"
	@echo "make coverage-table  write docs/coverage.md anew"

start:
	@sh deploy/set-up.sh
	@.venv/bin/workbook start

test: test-set-up lint
	.venv/bin/coverage run -m pytest tests/store tests/reliability
	.venv/bin/coverage report
	.venv/bin/pytest tests/unit tests/browser notebooks --nbval-lax

soak: test-set-up
	.venv/bin/python -m tests.reliability.soak $(if $(REPORT),--report $(REPORT))
	WORKBOOK_EXAMPLES=new .venv/bin/pytest tests/store tests/reliability -m hypothesis

mutants:
	@sh deploy/set-up.sh test,mutants
	.venv/bin/mutmut run
	.venv/bin/mutmut results

lint: test-set-up
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

format: test-set-up
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: test-set-up
	.venv/bin/python benchmarks/saving.py
	.venv/bin/python benchmarks/opening.py

screenshots: test-set-up
	.venv/bin/python docs/take_screenshots.py

coverage-table: test-set-up
	.venv/bin/python docs/make_coverage.py

.PHONY: test-set-up
test-set-up:
	@sh deploy/set-up.sh test
	@.venv/bin/python tests/browser/install.py
	@.venv/bin/python tests/office.py
