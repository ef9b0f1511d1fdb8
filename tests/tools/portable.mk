# SPDX-License-Identifier: MIT
# The program and its suites where less is there than on GNU/Linux.

.PHONY: check-portable check-musl

# Neither _GNU_SOURCE, so that base/system.c takes the ways that work everywhere, nor gcc.
PORTABLE := build/portable
check-portable: | $(DEPS_FIRST)  ## builds with clang and what POSIX has only, and runs the suites
	$(Q)$(MAKE) CC=clang CFLAGS=-O1 WERROR=1 SAN= BUILD=$(PORTABLE) DECLARED=-D_XOPEN_SOURCE=700 $(PORTABLE)/siplint \
	 $(PORTABLE)/tests/runner
	$(Q)for suite in $(SUITES:tests/test_%.c=%); do \
	    printf '%s\t%s\n' "suite $$suite" "$(PORTABLE)/tests/runner $$suite"; \
	done | sh tests/tools/jobs.sh $(PORTABLE)/check

check-musl: | $(DEPS_FIRST)  ## builds against musl, and runs the suites; fetches the sources of expat and Check
	$(Q)sh tests/musl.sh build/musl
