# Commands for people; `make help` lists them. Only Python 3.11+ and make are needed.

.DEFAULT_GOAL := help
.PHONY: help run test wheel lock locked image lint complexity mutants format bench faults fuzz-files fuzz-http clean check-python check-port

VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 7860
ARGS ?=
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

INSTALL_FAILED = { echo "错误：安装失败，原因见上面 pip 的信息（多为网络或磁盘空间）。排除后再运行同一命令即可接着装。" >&2; exit 1; }

TORCH := torch==2.13.0
# PyTorch's own CPU wheels, asked where pip's configuration offers none: the default build brings gigabytes of CUDA.
TORCH_CPU_INDEX ?= https://download.pytorch.org/whl/cpu

LOCKED ?= .venv-locked
ENGINE ?= podman
LOCK_HEAD := '\# Every package that the product runs with, by version and hash; made by `make lock`, for Python 3.11 on Linux (x86-64).' \
	'\# torch is the CPU build (+cpu), which the usual index does not have: pip must also be told of PyTorch CPU wheels,' \
	'\# by --extra-index-url (TORCH_CPU_INDEX in the Makefile) or --find-links; `make locked` and `make image` do so.' \
	'\# Install: pip install --require-hashes -r requirements.lock, then pip install --no-deps ip_policy_assistant-*.whl'

# A stamp per content of pyproject.toml: what is installed already is not installed again.
KEY := $(shell cksum < pyproject.toml | cut -d ' ' -f 1)
RUN_STAMP := $(VENV)/.installed-$(KEY)
DEV_STAMP := $(VENV)/.installed-dev-$(KEY)
PEERS_STAMP := $(VENV)/.installed-peers-$(KEY)
NPM_STAMP := tests/node_modules/.package-lock.json

# The first interpreter that runs and is new enough; a name that is only a shim for another version does not run.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
ifeq ($(origin PYTHON), undefined)
PYTHON := $(shell for name in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	$$name -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && { echo $$name; break; }; done)
endif

help: ## 列出命令
	@echo "用法：make 命令"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
		printf '%-16s %s\n' "$$name" "$$text"; done

run: check-port $(RUN_STAMP) ## 安装、建索引，并在 http://127.0.0.1:7860 提供网页（HOST=、PORT= 可改）
	@$(BIN)/python ui.py --host $(HOST) --port $(PORT) $(ARGS) # builds the index where it is missing or out of date

test: $(DEV_STAMP) $(NPM_STAMP) ## 安装测试所需并运行全部测试（ARGS= 传给 pytest）
	@$(BIN)/python -m pytest -q $(ARGS)

wheel: | $(BIN)/python ## 做成一个可安装的包 dist/*.whl（数据都在里面）
	@rm -rf dist build
	@$(PIP) wheel -qq --no-deps --wheel-dir dist .

# Resolved for this interpreter and platform, from where pip is told to look; nothing of that goes into the file.
lock: | $(BIN)/python ## 重新锁定全部依赖的版本与校验值（requirements.lock）
	@printf '%s\n' $(LOCK_HEAD) > requirements.lock.new
	@$(PIP) install -qq --upgrade 'pip-tools>=7.5,<8' && $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe \
		--strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
		--pip-args '--extra-index-url $(TORCH_CPU_INDEX)' --output-file $(VENV)/requirements.lock pyproject.toml
	@cat $(VENV)/requirements.lock >> requirements.lock.new && mv requirements.lock.new requirements.lock

# Exactly what was locked, then the wheel: what the wheel's test shortens by taking the packages that are there already.
locked: wheel ## 在 $(LOCKED) 里按 requirements.lock 逐个核对校验值安装，再装上包
	@$(PYTHON) -m venv $(LOCKED)
	@$(LOCKED)/bin/python -m pip install -qq --require-hashes --extra-index-url $(TORCH_CPU_INDEX) -r requirements.lock
	@$(LOCKED)/bin/python -m pip install -qq --no-deps dist/*.whl
	@$(LOCKED)/bin/python -m pip check

image: ## 做成容器镜像（ENGINE=docker 可改）
	@$(ENGINE) build -f deploy/Containerfile --build-arg TORCH_CPU_INDEX=$(TORCH_CPU_INDEX) -t ip-policy-assistant .

lint: $(DEV_STAMP) complexity ## 检查风格、排版、类型、复杂度与无用的代码
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/vulture
	@$(BIN)/vulture corpus index assistant ui.py tests

complexity: $(DEV_STAMP) ## 列出过于复杂的函数
	@$(BIN)/python -m tests.complexity

mutants: $(DEV_STAMP) ## 改坏代码，看测试是否发觉（ARGS="路径 --count 150 --seed 0"，见 docs/testing.md）
	@$(BIN)/python -m tests.mutants $(ARGS)

format: $(DEV_STAMP) ## 自动排版
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

bench: $(PEERS_STAMP) ## 速度与质量的基准（见 tests/benchmarks）
	@$(BIN)/python -m tests.benchmarks $(ARGS)

faults: $(DEV_STAMP) ## 运行中出故障：断电、磁盘满、时钟跳、文件损坏（ARGS="目录 --times 30"，见 docs/operate.md）
	@$(BIN)/python -m tests.benchmarks faults $(ARGS)

fuzz-files: $(DEV_STAMP) ## 改坏办公文件，看读取是否崩溃、卡住或占满内存（ARGS="目录 --count 10000"）
	@$(BIN)/python -m tests.benchmarks.fuzz_files $(or $(ARGS),tests/data/office)

fuzz-http: $(DEV_STAMP) ## 从各入口向服务发改坏的请求，看有没有说不清的 5xx、卡住的（ARGS="--count 10000"）
	@$(BIN)/python -m tests.benchmarks.fuzz_http $(ARGS)

clean: ## 删除虚拟环境与缓存（不动 data/）
	rm -rf $(VENV) $(LOCKED) build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis tests/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

check-python:
	@if [ -z "$(PYTHON)" ] || ! $(PYTHON) -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then \
		echo "错误：需要 Python 3.11 或更新版本，当前是 $$($(or $(PYTHON),python3) --version 2>&1 | head -n 1)。" \
			"请安装后重试，或用 make PYTHON=/路径/python3.11 指定。" >&2; exit 1; fi
	@if ! $(PYTHON) -c 'import venv, ensurepip' >/dev/null 2>&1; then \
		echo "错误：$(PYTHON) 没有 venv 模块，无法建立虚拟环境。Debian/Ubuntu 请先 apt-get install python3-venv。" >&2; exit 1; fi

# Before anything is installed: minutes of installing for a port that is taken would be minutes lost.
check-port: check-python
	@$(PYTHON) -c 'import socket, sys; s = socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET); \
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind((sys.argv[1], int(sys.argv[2])))' $(HOST) $(PORT) 2>/dev/null || { \
		echo "错误：$(HOST):$(PORT) 不能使用（端口被占用，或地址不对）。请关掉占用它的程序，或换一个端口：make run PORT=7861" >&2; exit 1; }

$(BIN)/python: | check-python
	@echo "建立虚拟环境 $(VENV)（$$($(PYTHON) --version)）"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "错误：虚拟环境建立失败，见上面的信息。" >&2; exit 1; }

# torch first, as a CPU build: from pip's own configuration, else from PyTorch, else whatever the platform has.
$(RUN_STAMP): | $(BIN)/python
	@echo "安装 $(TORCH)（CPU 版）"
	@$(PIP) install -qq '$(TORCH)+cpu' >/dev/null 2>&1 || \
		{ [ "$$(uname -s)" = Linux ] && $(PIP) install -qq '$(TORCH)' --index-url $(TORCH_CPU_INDEX); } || \
		$(PIP) install -qq '$(TORCH)' || $(INSTALL_FAILED)
	@echo "安装项目与依赖（首次要几分钟）"
	@$(PIP) install -qq --editable . || $(INSTALL_FAILED)
	@rm -f $(VENV)/.installed-* && touch $@

$(DEV_STAMP): $(RUN_STAMP)
	@echo "安装测试与检查工具"
	@$(PIP) install -qq --editable '.[dev,milvus]' || $(INSTALL_FAILED)
	@touch $@

$(PEERS_STAMP): $(DEV_STAMP)
	@echo "安装基准所比较的其他实现"
	@$(PIP) install -qq --editable '.[dev,milvus,peers]' || $(INSTALL_FAILED)
	@touch $@

# axe-core, for the accessibility tests of the pages; without npm those tests skip and say so.
$(NPM_STAMP): $(wildcard tests/package.json)
	@if [ -f tests/package.json ] && command -v npm >/dev/null; then \
		echo "安装网页测试用的 npm 包"; cd tests && npm install --no-package-lock --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json; fi
