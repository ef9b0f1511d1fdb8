/* SPDX-License-Identifier: MIT */
/*
 * Opens files so that neither a symbolic link nor a swapped folder leads out of a directory, and a
 * named pipe or a device makes nobody wait. What is opened may be anything but a link: whoever
 * reads it looks first.
 */
#ifndef SIPLINT_INPUT_BENEATH_H
#define SIPLINT_INPUT_BENEATH_H

/* Opens an entry of an open folder, no link. Returns a descriptor, or -1 with errno. */
int beneath_open(int folder, const char *name);

/* The same for a directory, to be read. */
int beneath_open_folder(int folder, const char *name);

/*
 * Opens what a symbolic link leads to. `root` is the open directory whose real path is `root_path`
 * (see realpath(3)); `path` is the link's. Returns a descriptor, or -1 with errno, EXDEV where it
 * leads out of that directory.
 */
int beneath_follow(int root, const char *root_path, const char *path);

#endif
