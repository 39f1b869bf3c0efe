# The two commands a newcomer needs are `make demo` and `make test`; `make help` lists the others.
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
export REQUIRE_TEST_BROKERS = 1

.PHONY: help setup demo test build lint format bench memory soak stall scale loop-check replay-check drill \
	image-check reference check-model fuzz sanitize clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 14

setup: ## install what building needs, if it is missing
	@scripts/setup

demo: setup ## build in release mode and send the sample documents through an embedded broker
	swift build -c release --product tapereader
	@.build/release/tapereader demo

build: setup ## debug build of everything
	swift build

# The last line printed is the test runner's own summary.
test: ## install what the tests need, check the format, build and run every test
	@scripts/setup --test
	@scripts/lint
	swift build --build-tests
	@swift test --skip-build --disable-xctest

lint: ## check the format
	@scripts/lint

format: ## format every Swift file in place
	@scripts/lint --fix

bench: ## CPU per record of the Kafka layer, beside a C program that only passes records on
	@scripts/setup --test
	@Benchmarks/run relay

memory: ## 100,000 articles through the service on a real broker: its memory must stay flat
	@scripts/setup --test
	@Benchmarks/run memory

# Ends after an hour at the latest.
soak: ## 1,000,000 small records through the service: memory, files and threads must stay flat
	@scripts/setup --test
	@Benchmarks/run soak

stall: ## articles of 8 MB on 200 partitions while nothing can be produced: memory must stay within its budget
	@scripts/setup --test
	@Benchmarks/run stall

# Ten minutes at the most, without the build.
scale: ## 1, 2 and 4 workers on 12 partitions, then workers that come and go: what it costs, lost, doubled
	@scripts/setup --test
	@Benchmarks/run scale --write

loop-check: ## every order of events around the transaction loop in worlds of millions of states
	@LOOP_CHECK=1 swift test --disable-xctest --filter TransactionLoopTests

# Bounded: the test brokers live an hour, and every wait in the test has its own deadline.
replay-check: ## kill a replay of 50,000 articles ten times at random; its verified digest must not change
	@scripts/setup --test
	swift build -c release --product tapereader
	swift build --build-tests
	@REPLAY_CHECK_ARTICLES=50000 REPLAY_CHECK_KILLS=10 WORKER_UNDER_TEST=$(CURDIR)/.build/release/tapereader \
		timeout 3600 swift test --skip-build --disable-xctest --filter killsAndSharesChangeNothing

# About half an hour; every group of faults has its own bound, and the table is also written into docs/reliability.md.
drill: ## every fault on the test brokers, more than 200 kills: a table of what was lost or doubled
	@scripts/setup --test
	swift build -c release --product tapereader
	@scripts/drill --write

# Needs root; debootstrap is installed if it is missing, and its Debian is kept in .build/image-check.
image-check: ## the Dockerfile's steps in a fresh Debian, the executable started in it without rights on a read-only root
	@scripts/setup --test
	@scripts/image-check

reference: setup ## the Kafka and Extraction libraries' reference as web pages, in .build/reference
	@scripts/reference

check-model: ## train the model of sentiment again from SETS="SENTFIN FINENTITY TWITTER" and compare it with the shipped one
	@OUT=.build/model.bin Training/train $(SETS)
	cmp .build/model.bin Sources/Lexicon/sentiment/model.bin

fuzz: ## libFuzzer on every reader of bytes from outside: make fuzz TARGETS="article html" SECONDS_EACH=60 (default: all, 600)
	@scripts/setup
	@scripts/fuzz $(TARGETS)

sanitize: ## the tests that need no broker under the address sanitizer, then under the thread sanitizer
	@scripts/setup
	@scripts/sanitize address
	@scripts/sanitize thread

clean: ## remove what was built (.build-tools, the downloaded brokers, stays)
	rm -rf .build
