# siplint: a linter for RTC Client API provisioning profiles.
#
#   make            builds build/siplint
#   make help       says what else there is

# ---- Settings: on the command line, in the environment, or in local.mk ----

CC       ?= cc
CFLAGS   ?= -O2 -g
PREFIX   ?= /usr/local
DESTDIR  ?=
BINDIR   ?= $(PREFIX)/bin
MANDIR   ?= $(PREFIX)/share/man
WERROR   ?=
SAN      ?=
V        ?=
-include local.mk

# ---- Nothing below needs a change ----

VERSION := 0.1.0
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
EXPAT_CFLAGS = $(shell $(PKG) --cflags expat)
EXPAT_LIBS   = $(shell $(PKG) --libs expat)
CHECK_CFLAGS = $(shell $(PKG) --cflags check)
CHECK_LIBS   = $(shell $(PKG) --libs check)
ICONV_LIBS  := $(if $(filter Darwin,$(shell uname -s)),-liconv)

ALL_CFLAGS  = -std=c11 -D_GNU_SOURCE -Isrc -DSIPLINT_VERSION='"$(VERSION)"' $(WARNINGS) $(CFLAGS) \
              $(SANITIZE) $(EXPAT_CFLAGS)
ALL_LDFLAGS = $(LDFLAGS) $(SANITIZE)
ALL_LIBS    = $(EXPAT_LIBS) $(ICONV_LIBS) -lpthread $(LDLIBS)

SOURCES  := $(sort $(wildcard src/*.c src/*/*.c))
OBJECTS  := $(SOURCES:src/%.c=$(BUILD)/%.o)
PARTS    := $(filter-out $(BUILD)/main.o,$(OBJECTS))
PROGRAM  := $(BUILD)/siplint
SUITES   := $(sort $(wildcard tests/test_*.c))
TESTS    := $(BUILD)/tests/runner
TEST_OBJECTS := $(SUITES:tests/%.c=$(BUILD)/tests/%.o) $(BUILD)/tests/runner.o

.PHONY: all
all: build/siplint  ## builds build/siplint (the default)

build/siplint: $(PROGRAM)
	@ln -sf $(VARIANT)/siplint $@

$(PROGRAM): $(OBJECTS)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(BUILD)/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/tests/suites.h $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) $(CHECK_CFLAGS) $(CPPFLAGS) -I$(BUILD)/tests -MMD -MP -c -o $@ $<

# The runner's list of suites: one for each tests/test_*.c.
$(BUILD)/tests/suites.h: $(SUITES)
	@mkdir -p $(@D)
	@printf 'SUITE(%s)\n' $(SUITES:tests/test_%.c=%) > $@

$(TESTS): $(PARTS) $(TEST_OBJECTS)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(CHECK_LIBS) $(ALL_LIBS)

# Everything is built anew when the flags change.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS)' | cmp -s - $@ || \
	 echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS)' > $@

.PHONY: FORCE
FORCE:

-include $(OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d)

.PHONY: check
check: build/siplint $(TESTS)  ## runs all tests; SAN=1: under the address and undefined-behaviour sanitizers
	$(Q)$(TESTS)
