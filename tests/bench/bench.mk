# SPDX-License-Identifier: MIT
# The benchmark: `make bench`. Its settings are at the top of bench.sh, for instance
#
#     make bench BENCH_W1_MIB=16 BENCH_W2_FILES=5000 BENCH_ROUNDS=3
#
# `make bench-small` takes half a minute.

BENCH_DIR   ?= $(BUILD)/bench/workloads
BENCH_TOOLS := $(addprefix $(BUILD)/bench/,generate floor measure)
export BENCH_W1_MIB BENCH_W2_FILES BENCH_W2_FOLDERS BENCH_W3_RUNS BENCH_ROUNDS BENCH_SEED \
       BENCH_ONLY BENCH_PEERS BENCH_JING

$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) $(CPPFLAGS) $(ALL_LDFLAGS) -o $@ $< $(EXPAT_LIBS)

.PHONY: bench
bench: $(PROGRAM) $(BENCH_TOOLS)  ## measures siplint against bare expat and its peers; see tests/bench/bench.sh
	$(Q)tests/bench/bench.sh $(PROGRAM) $(BUILD)/bench $(BENCH_DIR)

.PHONY: bench-small
bench-small: BENCH_W1_MIB = 16
bench-small: BENCH_W2_FILES = 5000
bench-small: BENCH_W2_FOLDERS = 20
bench-small: BENCH_ROUNDS = 5
bench-small: BENCH_PEERS = no
bench-small: BENCH_DIR = $(BUILD)/bench/small
bench-small: bench  ## the same in small, in half a minute
