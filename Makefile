# siplint: a linter for RTC Client API provisioning profiles. This is for GNU make: `gmake` on BSD.
#
#   make            builds build/siplint
#   make help       says what else there is

# ---- Settings: on the command line, in the environment, or in local.mk ----

CC       ?= cc
# -O3 and no detour for calls into libexpat: faster on a large profile than -O2 by itself. For a
# processor of the last ten years, gcc doesn't zero small structures by the slow `rep stos`.
CFLAGS   ?= -O3 -g $(if $(filter Darwin,$(shell uname -s)),,-fno-plt) \
            $(if $(filter x86_64%,$(shell $(CC) -dumpmachine)),-mtune=skylake)
PREFIX   ?= /usr/local
DESTDIR  ?=
BINDIR   ?= $(PREFIX)/bin
MANDIR   ?= $(PREFIX)/share/man
DATADIR  ?= $(PREFIX)/share
WERROR   ?=
SAN      ?=
V        ?=
-include local.mk

# ---- Nothing below needs a change ----

VERSION := 0.1.0
# The oldest expat that siplint works with, when it's built and when it runs.
EXPAT_MINIMUM := 2.2.5
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-6s %s\n' $(1) $(2))

ifeq ($(SAN),thread)
  VARIANT := thread
  SANITIZE := -fsanitize=thread
else ifneq ($(SAN),)
  VARIANT := sanitized
  SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
else
  VARIANT := plain
endif

BUILD    := build/$(VARIANT)
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
            -Wmissing-prototypes -Werror=implicit-function-declaration $(if $(WERROR),-Werror)
PKG      ?= pkg-config
EXPAT_CFLAGS = $(shell $(PKG) --cflags expat 2> /dev/null)
EXPAT_LIBS   = $(shell $(PKG) --libs 'expat >= $(EXPAT_MINIMUM)' 2> /dev/null)
CHECK_CFLAGS = $(shell $(PKG) --cflags check)
CHECK_LIBS   = $(shell $(PKG) --libs check)
SYSTEM      := $(shell uname -s)
ICONV_LIBS  := $(if $(filter Darwin,$(SYSTEM)),-liconv)
CHECK_LIBS  += $(if $(filter Linux,$(SYSTEM)),-ldl)

# What the system's headers declare besides ISO C; base/system.c says more.
DECLARED    := -D_GNU_SOURCE

ALL_CFLAGS  = -std=c11 $(DECLARED) -D_FILE_OFFSET_BITS=64 -Isrc -DSIPLINT_VERSION='"$(VERSION)"' \
              -DEXPAT_MINIMUM='"$(EXPAT_MINIMUM)"' $(WARNINGS) $(CFLAGS) $(SANITIZE) $(EXPAT_CFLAGS)
ALL_LDFLAGS = $(LDFLAGS) $(SANITIZE)
ALL_LIBS    = $(EXPAT_LIBS) -lpthread $(LDLIBS)

# What `make deps` installs (tests/tools/deps.sh): for goals of the first line what builds siplint,
# with one of the second also what the tests need, with any other, such as lint, everything. It's
# installed before anything is built.
BUILD_GOALS := deps all demo man install uninstall clean help build/%
CHECK_GOALS := check check-expat
OTHER_GOALS := $(filter-out $(BUILD_GOALS) $(CHECK_GOALS),$(MAKECMDGOALS))
DEPS_SET    := $(if $(OTHER_GOALS),dev,$(if $(filter $(CHECK_GOALS),$(MAKECMDGOALS)),check,build))
DEPS_FIRST  := $(filter deps deps-dev,$(MAKECMDGOALS))

SOURCES  := $(sort $(wildcard src/*.c src/*/*.c))
OBJECTS  := $(SOURCES:src/%.c=$(BUILD)/%.o)
PARTS    := $(filter-out $(BUILD)/main.o,$(OBJECTS))
PROGRAM  := $(BUILD)/siplint
MANUAL   := $(BUILD)/man/generate
SHELLS   := $(patsubst man/completions/%,$(BUILD)/completions/%,$(wildcard man/completions/*))
SUITES   := $(sort $(wildcard tests/test_*.c))
TESTS    := $(BUILD)/tests/runner
TEST_OBJECTS := $(SUITES:tests/%.c=$(BUILD)/tests/%.o) $(BUILD)/tests/runner.o
# Checks that take longer than the rest together: `make check-all` runs them, and
# `make check` with SAN or THOROUGH the last three of them, too.
SLOW     := $(patsubst %,tests/check_%.sh,browser completions deps dummy_rule home install package \
                       spreadsheet $(if $(SAN)$(THOROUGH),,checks formats html))
CHECKS   := $(filter-out $(SLOW),$(sort $(wildcard tests/check_*.sh)))
SCRIPTS  := $(sort $(wildcard .ci/run tests/*.sh tests/*/*.sh))
C_FILES  := $(sort $(wildcard src/*.[ch] src/*/*.[ch] tests/*.[ch] man/*.[ch]))

.PHONY: all
all: $(PROGRAM)  ## builds build/siplint (the default)
	@mkdir -p build
	@case $(BUILD) in build/*) to=$(BUILD:build/%=%);; *) to=$$(cd $(BUILD) && pwd);; esac; \
	  ln -sf "$$to/siplint" build/siplint

# Copied, as `make install` would: written in one go, it lies in larger pieces in the page cache than
# as the linker writes it, and starts faster.
$(PROGRAM): $(OBJECTS)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@.linked $^ $(ALL_LIBS)
	$(Q)rm -f $@ && cp $@.linked $@ && rm -f $@.linked

$(BUILD)/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/runner.o: $(BUILD)/tests/suites.h
$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) $(CHECK_CFLAGS) $(CPPFLAGS) -I$(BUILD)/tests -include tests/marks.h -MMD -MP -c -o $@ $<

$(TESTS): $(PARTS) $(TEST_OBJECTS)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(CHECK_LIBS) $(ICONV_LIBS) $(ALL_LIBS)

$(MANUAL): $(sort $(wildcard man/*.[ch])) $(PARTS)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(CPPFLAGS) $(ALL_LDFLAGS) -o $@ $(filter %.c %.o,$^) $(ALL_LIBS)

$(BUILD)/completions/%: man/completions/% $(MANUAL)
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q)$(MANUAL) < $< > $@ || { rm -f $@; exit 1; }

# $(call keep,text) writes the text to the target, unless that's what it holds already.
keep = @mkdir -p $(@D); printf '%s\n' '$(1)' | cmp -s - $@ || printf '%s\n' '$(1)' > $@

# The runner's list of suites: one for each tests/test_*.c.
$(BUILD)/tests/suites.h: FORCE
	$(call keep,$(foreach suite,$(SUITES:tests/test_%.c=%),SUITE($(suite))))

define complain_of_expat
if found=$$($(PKG) --modversion expat 2> /dev/null); then found="$(PKG) finds $$found"; \
  else found="$(PKG) finds none: 'make deps' installs it"; fi; \
  echo "siplint needs expat $(EXPAT_MINIMUM) or later, and $$found" >&2; exit 1
endef

# Everything is built anew when the flags change.
$(BUILD)/flags: FORCE | $(DEPS_FIRST)
	$(if $(EXPAT_LIBS),,@$(complain_of_expat))
	$(call keep,$(CC) $(subst ','\'',$(ALL_CFLAGS) $(ALL_LDFLAGS)))

.PHONY: FORCE
FORCE:

include tests/tools/lint.mk tests/tools/package.mk tests/tools/portable.mk
-include $(OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d) tests/bench/bench.mk

.PHONY: deps deps-dev check check-all check-expat memcheck demo screenshot man install uninstall clean help
deps:  ## installs what the goals beside it need: `make deps check`; alone, what builds siplint
deps-dev:  ## installs what all goals need
deps deps-dev:
	$(Q)EXPAT_MINIMUM=$(EXPAT_MINIMUM) sh tests/tools/deps.sh $(DEPS_SET)

# The python3 in PATH may be a script that looks for the right one, and takes longer for it than that
# one takes for what a check asks: it's looked for once.
find_python = PYTHON=$${PYTHON:-$$(python3 -c 'import sys; print(sys.executable)' 2> /dev/null)}; export PYTHON

# One process for each check and suite, those that take longest first. What the checks install is
# built beforehand, since they would all build it at once.
define LIST_JOBS
for check in $(1); do \
    printf '%s\t%s\n' $$check '$(2)SIPLINT=$(PROGRAM) MANUAL=$(MANUAL) SAN=$(SAN) sh '$$check; \
done; \
for suite in $(SUITES:tests/test_%.c=%); do \
    printf '%s\t%s\n' "suite $$suite" '$(2)$(TESTS) '$$suite; \
done
endef

check: $(PROGRAM) $(TESTS) $(MANUAL) $(SHELLS)  ## runs the tests, in half a minute; SAN=1: with address and undefined-behaviour sanitizers
	$(Q)$(find_python); { $(call LIST_JOBS,$(CHECKS),); } | BUDGET=$(if $(SAN)$(THOROUGH),,30) sh tests/tools/jobs.sh $(BUILD)/check

check-all: $(PROGRAM) $(TESTS) $(MANUAL) $(SHELLS)  ## runs all tests, and all of each, for some minutes
	$(Q)$(find_python); { printf 'check-expat\t%s\n' 'JOBS=1 THOROUGH=1 TESTS=$(TESTS) EXPAT_MINIMUM=$(EXPAT_MINIMUM) sh tests/expats.sh build/expat'; \
	$(call LIST_JOBS,$(SLOW) $(CHECKS),THOROUGH=1 ); } | sh tests/tools/jobs.sh $(BUILD)/check-all

check-expat: $(TESTS)  ## runs the suites that expat has a say in with each libexpat that the machine offers
	$(Q)TESTS=$(TESTS) EXPAT_MINIMUM=$(EXPAT_MINIMUM) sh tests/expats.sh build/expat

memcheck: $(PROGRAM) $(TESTS)  ## runs the program and the suites in valgrind
	$(Q)SIPLINT=$(PROGRAM) TESTS=$(TESTS) sh tests/memcheck.sh

demo: all  ## lints the whole profiles in fixtures/ and shows what the findings look like
	@$(PROGRAM) --format=pretty --pedantic --output=html:build/demo.html fixtures/profiles; test $$? -le 1
	@echo "build/demo.html has the same for a browser: file://$(CURDIR)/build/demo.html"

screenshot: all  ## takes README's picture of a page anew, in a Chromium
	@sh tests/tools/screenshot.sh $(PROGRAM) man/audit.png

man: $(MANUAL)  ## writes the options and the rules into man/siplint.1 anew
	$(Q)$(MANUAL) < man/siplint.1 > $(BUILD)/man/siplint.1 && cp $(BUILD)/man/siplint.1 man

# What is installed: the mode of each file, the file, and where it goes.
define INSTALLED
755 $(PROGRAM) $(BINDIR)/siplint
644 man/siplint.1 $(MANDIR)/man1/siplint.1
644 man/siplint.schema.json $(DATADIR)/siplint/siplint.schema.json
644 man/siplint.problem-matcher.json $(DATADIR)/siplint/problem-matcher.json
644 $(BUILD)/completions/siplint.bash $(DATADIR)/bash-completion/completions/siplint
644 $(BUILD)/completions/siplint.zsh $(DATADIR)/zsh/site-functions/_siplint
644 $(BUILD)/completions/siplint.fish $(DATADIR)/fish/vendor_completions.d/siplint.fish
endef

install uninstall: export FILES = $(INSTALLED)
install uninstall: export INTO = $(DESTDIR)

install: $(PROGRAM) $(SHELLS)  ## installs below PREFIX (/usr/local), in DESTDIR
	@printf '%s\n' "$$FILES" | while read -r mode file place; do \
	    echo "  INST   $$INTO$$place"; \
	    install -d "$$INTO$${place%/*}" && install -m $$mode $$file "$$INTO$$place" || exit 1; \
	done

uninstall: export OWN = $(DESTDIR)$(DATADIR)/siplint
uninstall:  ## removes what install put there
	@printf '%s\n' "$$FILES" | while read -r mode file place; do \
	    echo "  RM     $$INTO$$place"; \
	    rm -f "$$INTO$$place" || exit 1; \
	done
	@[ ! -d "$$OWN" ] || rmdir "$$OWN" 2>/dev/null || echo "  KEPT   $$OWN, which holds other files"

clean:  ## removes what was built
	rm -rf build

help:  ## says this
	@sed -n 's/^\([a-z-]*\):.*  ## /\1 /p' Makefile $(wildcard tests/*/*.mk) | \
	 while read -r target what; do printf '  make %-12s %s\n' $$target "$$what"; done
