// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/call_site.h"

#include "allocator/trace/text.h"

namespace firstfit {

std::string to_string(const CallSite& site) {
    std::string text = site.function;
    if (text.empty()) {
        if (site.address == 0 && site.object.empty()) {
            return "unknown";
        }
        text = site.address == 0 ? "somewhere" : hexadecimal(site.address);
    } else if (site.offset != 0) {
        text += "+" + std::to_string(site.offset);
    }
    if (!site.file.empty()) {
        return text + " (" + std::string(without_folders(site.file)) +
               (site.line == 0 ? "" : ":" + std::to_string(site.line)) + ")";
    }
    return site.object.empty() ? text : text + " in " + site.object;
}

} // namespace firstfit
