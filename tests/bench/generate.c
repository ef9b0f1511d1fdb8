/* SPDX-License-Identifier: MIT */
/*
 * Makes the benchmark's workloads from a seed: the same seed gives the same bytes anywhere. Clean
 * profiles are clean to the last note; in faulty ones that share of the server entries has one
 * mistake each, of various kinds; in noted ones each entry names the default port, which is a note.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct workload {
    uint64_t random;
    unsigned faults; /* per thousand entries */
    bool is_noted;
    FILE *out;
    uint64_t written;
    uint64_t entries;
};

/* splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t draw(struct workload *load)
{
    uint64_t z = load->random += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static unsigned draw_below(struct workload *load, unsigned limit)
{
    return (unsigned)(draw(load) % limit);
}

static void put(struct workload *load, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put(struct workload *load, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vfprintf(load->out, format, arguments);
    va_end(arguments);
    if (length < 0) {
        perror("generate");
        exit(1);
    }
    load->written += (uint64_t)length;
}

static void put_head(struct workload *load)
{
    uint64_t high = draw(load);
    uint64_t low = draw(load);
    put(load, "<provision key=\"%08x-%04x-%04x-%04x-%012llx\" name=\"Branch %llu\">\n",
        (unsigned)(high >> 32), (unsigned)(high >> 16 & 0xffff), (unsigned)(high & 0xffff),
        (unsigned)(low >> 48), (unsigned long long)(low & 0xffffffffffff),
        (unsigned long long)(draw(load) % 1000000));
    put(load,
        "  <user uri=\"sip:staff%u@contoso.net\" account=\"staff%u\" realm=\"contoso.net\" "
        "allowedauth=\"kerberos ntlm\"/>\n",
        draw_below(load, 100000), draw_below(load, 100000));
    put(load, "  <sipsrv addr=\"registrar.contoso.net\" protocol=\"tls\" role=\"registrar\"/>\n");
}

/* One entry's address, protocol, role and party, one of them wrong when it's a faulty one. */
static void put_entry(struct workload *load)
{
    static const char *const parties[] = {"first", "third"};
    unsigned fault = draw_below(load, 1000) < load->faults ? 1 + draw_below(load, 6) : 0;
    bool has_port = draw_below(load, 3) == 0;
    bool is_third = draw_below(load, 8) == 0;
    put(load, "  <sipsrv addr=\"%sproxy%llu.site%u.contoso.net%s\" protocol=\"%s\" role=\"%s\">\n",
        fault == 1 ? "sip:" : "", (unsigned long long)load->entries++, draw_below(load, 1000),
        fault == 2       ? ":5060"
        : load->is_noted ? ":5061"
        : has_port       ? ":5071"
                         : "",
        fault == 3 ? "TSL" : "tls", fault == 4 ? "proxxy" : "proxy");
    if (fault == 5)
        put(load, "    <session party=\"second\" type=\"pc2pc\"/>\n");
    else if (is_third)
        put(load, "    <session party=\"%s\" type=\"ph2ph\"/>\n", parties[1]);
    else
        put(load, "    <session party=\"%s\" type=\"pc2pc\"/>\n", parties[0]);
    put(load, "    <session party=\"first\" %s=\"im\"/>\n", fault == 6 ? "kind" : "type");
    put(load, "  </sipsrv>\n");
}

static void put_profile(struct workload *load, uint64_t size)
{
    uint64_t start = load->written;
    load->entries = 0;
    put_head(load);
    do
        put_entry(load);
    while (load->written - start < size);
    put(load, "</provision>\n");
}

static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

static void close_file(FILE *file, const char *path)
{
    if (ferror(file) || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
}

/* Profiles of 1 to 3 KiB, spread over folders. */
static void make_tree(struct workload *load, const char *root, unsigned files, unsigned folders)
{
    char path[4096];
    for (unsigned i = 0; i < folders; i++) {
        snprintf(path, sizeof path, "%s/branch%04u", root, i);
        if (mkdir(path, 0777) < 0 && errno != EEXIST) {
            perror(path);
            exit(1);
        }
    }
    for (unsigned i = 0; i < files; i++) {
        snprintf(path, sizeof path, "%s/branch%04u/profile%06u.xml", root, i % folders, i);
        load->out = open_file(path);
        put_profile(load, 1024 - 200 + draw_below(load, 2048));
        close_file(load->out, path);
    }
}

int main(int argc, char **argv)
{
    if (argc < 6) {
        fprintf(stderr, "usage: generate profile|noted SEED FAULTS-PER-MILLE BYTES FILE\n"
                        "       generate tree SEED FAULTS-PER-MILLE FILES FOLDERS DIRECTORY\n");
        return 2;
    }
    struct workload load = {.random = strtoull(argv[2], NULL, 10),
                            .faults = (unsigned)strtoul(argv[3], NULL, 10),
                            .is_noted = strcmp(argv[1], "noted") == 0};
    if (strcmp(argv[1], "tree") == 0 && argc == 7) {
        make_tree(&load, argv[6], (unsigned)strtoul(argv[4], NULL, 10),
                  (unsigned)strtoul(argv[5], NULL, 10));
        return 0;
    }
    load.out = open_file(argv[5]);
    put_profile(&load, strtoull(argv[4], NULL, 10));
    close_file(load.out, argv[5]);
    return 0;
}
