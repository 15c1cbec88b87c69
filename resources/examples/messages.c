// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program behind messages.mtrace: a node that receives packets and keeps a note of each. It begins with a rush of
// packets; they are freed, the notes between them stay, and the report that is written now and then finds no hole that
// is large enough in a small heap, though most of it is free.
//
//   gcc -O1 -fno-inline -rdynamic messages.c -o messages
//   LD_PRELOAD=libc_malloc_debug.so.0 MALLOC_TRACE=messages.mtrace ./messages
//   sed -i 's,@ .*/,@ ,' messages.mtrace
#include <mcheck.h>
#include <stdlib.h>
#include <string.h>

enum { rounds = 12, most_packets = 48, notes_kept = 48 };

struct note {
    unsigned sender;
    unsigned length;
    char text[16];
};

static struct note* notes[notes_kept];
static unsigned noted;
static char* volatile outbox; // volatile: a compiler may leave out memory that nobody looks at

char* receive_packet(size_t length) {
    char* packet = malloc(length);
    if (packet != NULL) {
        memset(packet, (int)length, length);
    }
    return packet;
}

void keep_note(const char* packet, size_t length) {
    struct note* note = malloc(sizeof *note);
    if (note == NULL) {
        return;
    }
    note->sender = (unsigned)packet[0];
    note->length = (unsigned)length;
    struct note** place = &notes[noted++ % notes_kept];
    free(*place);
    *place = note;
}

void write_report(size_t length) {
    char* report = malloc(length);
    if (report != NULL) {
        memset(report, '-', length);
    }
    outbox = report;
    free(report);
}

int main(void) {
    mtrace();
    for (unsigned round = 0; round < rounds; ++round) {
        char* packets[most_packets];
        const unsigned count = round == 0 ? most_packets : most_packets / 4;
        for (unsigned i = 0; i < count; ++i) {
            const size_t length = 40 + (i * 7 + round * 5) % 5 * 8;
            packets[i] = receive_packet(length);
            keep_note(packets[i], length);
        }
        for (unsigned i = 0; i < count; ++i) {
            free(packets[i]);
        }
        write_report(round % 4 == 1 ? 1200 : 160);
    }
    for (unsigned i = 0; i < notes_kept; ++i) {
        free(notes[i]);
    }
    return 0;
}
