# SPDX-License-Identifier: MIT
# make lint: all that can be said of the code without running it. Each part is a target of its own;
# `make -k lint` goes on to the next when one of them has failed.

LINTS := lint-gcc lint-clang lint-tidy lint-cppcheck lint-format lint-house lint-scripts
.PHONY: lint format $(LINTS)
lint: $(LINTS)  ## compilers, analysers, format and house rules: anything they say is an error

lint-gcc lint-clang: lint-%: | $(DEPS_FIRST)
	$(call say,LINT,$*)
	$(Q)dir=build/$@; $(MAKE) -s CC=$* WERROR=1 SAN= BUILD=$$dir $$dir/siplint $$dir/tests/runner \
	 $$dir/man/generate V=1

# One file at a time, so that they run side by side and only what changed is looked at again.
lint-tidy: $(SOURCES:src/%.c=build/tidy/%.ok)
build/tidy/%.ok: src/%.c $(filter %.h,$(C_FILES)) $(wildcard src/*/*.def) .clang-tidy $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,TIDY,$<)
	$(Q)clang-tidy --quiet $< -- $(ALL_CFLAGS) 2> $@.log || { cat $@.log; exit 1; }
	@touch $@

lint-cppcheck: | $(DEPS_FIRST)
	$(call say,LINT,cppcheck)
	$(Q)cppcheck --std=c11 --enable=warning,performance,portability --inline-suppr --quiet \
	 --error-exitcode=1 -D_GNU_SOURCE -DSIPLINT_VERSION='""' -DEXPAT_MINIMUM='""' -Isrc $(SOURCES) $(wildcard man/*.c)

lint-format: | $(DEPS_FIRST)
	$(call say,LINT,clang-format)
	$(Q)clang-format --dry-run -Werror $(C_FILES)

format:  ## puts all C files into the format that lint asks for
	clang-format -i $(C_FILES)

lint-house:
	$(call say,LINT,house)
	$(Q)for check in includes names writers budgets; do sh tests/check_$$check.sh || exit 1; done

lint-scripts: | $(DEPS_FIRST)
	$(call say,LINT,shellcheck)
	$(Q)! command -v shellcheck > /dev/null || shellcheck -S warning $(SCRIPTS)
