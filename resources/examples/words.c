// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program behind words.raw.zst: an index of the words of a text. Short strings, lists that double, a table that is
// rebuilt, and lines that live for a moment, each from its own chain of callers. The strings are never freed: a leak.
//
//   gcc -g -O1 -fno-inline words.c -o /usr/local/bin/words
//   heaptrack --raw -o words words
#include <stdlib.h>
#include <string.h>

struct entry {
    char* word;
    unsigned* lines;
    unsigned used;
    unsigned room;
    struct entry* next;
};

static struct entry** table;
static unsigned buckets = 32;
static unsigned entries;

static unsigned hash(const char* word) {
    unsigned value = 5381;
    while (*word != '\0') {
        value = value * 33 + (unsigned char)*word++;
    }
    return value;
}

char* copy_word(const char* word) { return strcpy(malloc(strlen(word) + 1), word); }

void rebuild_table(void) {
    struct entry** larger = calloc(buckets * 2, sizeof *larger);
    for (unsigned i = 0; i < buckets; ++i) {
        for (struct entry* entry = table[i]; entry != NULL;) {
            struct entry* next = entry->next;
            struct entry** place = &larger[hash(entry->word) % (buckets * 2)];
            entry->next = *place;
            *place = entry;
            entry = next;
        }
    }
    free(table);
    table = larger;
    buckets *= 2;
}

struct entry* find_entry(const char* word) {
    for (struct entry* entry = table[hash(word) % buckets]; entry != NULL; entry = entry->next) {
        if (strcmp(entry->word, word) == 0) {
            return entry;
        }
    }
    if (++entries > buckets) {
        rebuild_table();
    }
    struct entry* entry = calloc(1, sizeof *entry);
    entry->word = copy_word(word);
    entry->next = table[hash(word) % buckets];
    table[hash(word) % buckets] = entry;
    return entry;
}

void add_line(struct entry* entry, unsigned line) {
    if (entry->used == entry->room) {
        entry->room = entry->room == 0 ? 4 : entry->room * 2;
        entry->lines = realloc(entry->lines, entry->room * sizeof *entry->lines);
    }
    entry->lines[entry->used++] = line;
}

/// A line of made-up words: the same on every machine.
char* read_line(unsigned* seed) {
    char* line = malloc(120);
    unsigned at = 0;
    while (at < 100) {
        *seed = *seed * 1103515245 + 12345;
        const unsigned length = 2 + (*seed >> 16) % 3;
        for (unsigned i = 0; i < length; ++i) {
            *seed = *seed * 1103515245 + 12345;
            line[at++] = "aeinorst"[(*seed >> 20) % 8];
        }
        line[at++] = ' ';
    }
    line[at] = '\0';
    return line;
}

void index_line(char* line, unsigned number) {
    for (char* word = strtok(line, " "); word != NULL; word = strtok(NULL, " ")) {
        add_line(find_entry(word), number);
    }
}

void forget_all(void) {
    for (unsigned i = 0; i < buckets; ++i) {
        for (struct entry* entry = table[i]; entry != NULL;) {
            struct entry* next = entry->next;
            free(entry->lines);
            free(entry);
            entry = next;
        }
    }
    free(table);
}

int main(void) {
    unsigned seed = 1;
    table = calloc(buckets, sizeof *table);
    for (unsigned number = 1; number <= 120; ++number) {
        char* line = read_line(&seed);
        index_line(line, number);
        free(line);
    }
    forget_all();
    return 0;
}
