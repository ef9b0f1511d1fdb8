# SPDX-License-Identifier: MIT
# What others get: `make dist` and `make deb`. A commit gives the same bytes wherever and whenever
# they are made; the package's, with the same compiler and the same maintainer:
#
#     make deb DEB_MAINTAINER='Ann Example <ann@example.org>'

# By default who builds it: DEBFULLNAME and DEBEMAIL, git's user.name and user.email, the account.
DEB_MAINTAINER ?=
TARBALL        := build/siplint-$(VERSION).tar.gz
DEB            := build/deb

.PHONY: dist distcheck deb
dist:  ## writes build/siplint-VERSION.tar.gz: what is committed
	$(call say,DIST,$(TARBALL))
	$(Q)sh tests/tools/dist.sh $(VERSION) $(TARBALL)

distcheck: dist  ## the same, and builds, checks and installs what is in it, without git
	$(Q)rm -rf build/distcheck && mkdir -p build/distcheck/bin
	$(Q)printf '#!/bin/sh\necho "git $$*" >&2\nexit 1\n' > build/distcheck/bin/git
	$(Q)chmod +x build/distcheck/bin/git
	$(Q)gzip -dc $(TARBALL) | tar -xf - -C build/distcheck
	$(Q)PATH='$(CURDIR)/build/distcheck/bin':"$$PATH" \
	 $(MAKE) -C build/distcheck/siplint-$(VERSION) BUILD=build/plain SAN= \
	 DESTDIR='$(CURDIR)/build/distcheck/stage' all check install
	$(Q)build/distcheck/stage$(BINDIR)/siplint --version

# Debian's flags, with all its hardening, but for its -O2: see CFLAGS in the Makefile.
deb: export DEB_BUILD_MAINT_OPTIONS = hardening=+all
deb: export DEB_CFLAGS_MAINT_STRIP = -O2
deb: export DEB_CFLAGS_MAINT_APPEND = -O3 -fno-plt
deb: export DEB_MAINTAINER := $(DEB_MAINTAINER)
deb:  ## builds a Debian package, build/siplint_VERSION_ARCHITECTURE.deb
	$(Q)command -v dpkg-shlibdeps > /dev/null || \
	 { echo 'make deb: needs dpkg-dev: make deps-dev' >&2; exit 1; }
	$(Q)rm -rf $(DEB)/stage
	$(Q)eval "$$(dpkg-buildflags --export=sh)" && $(MAKE) -s BUILD=$(DEB) SAN= PREFIX=/usr \
	 DESTDIR=$(DEB)/stage install
	$(Q)EXPAT_MINIMUM=$(EXPAT_MINIMUM) sh tests/tools/deb.sh $(VERSION) $(DEB)
