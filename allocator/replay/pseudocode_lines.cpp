// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/pseudocode_lines.h"

#include <span>

namespace firstfit {

namespace {

using Role = PseudocodeRole;

/// A line of a table; the listings are made from these.
struct Line {
    Role role;
    const char* text;
};

constexpr Line first_fit[] = {
    {Role::head, "allocate(size, align)"},
    {Role::oom, "  if base.length = FFFF: return null"},
    {Role::start, "  prev ← base;  curr ← base.next"},
    {Role::other, "  loop"},
    {Role::look, "    front ← padding(curr, align)"},
    {Role::test, "    if length(curr) ≥ front + size: stop"},
    {Role::last, "    if next(curr) = 0: return null"},
    {Role::move_on, "    prev ← curr;  curr ← next(curr)"},
    {Role::cut, "  cut(prev, curr, front, size)"},
    {Role::done, "  return curr + front"},
};

constexpr Line next_fit[] = {
    {Role::head, "allocate(size, align)"},
    {Role::oom, "  if base.length = FFFF: return null"},
    {Role::start, "  prev ← rover;  curr ← next(rover)"},
    {Role::other, "  loop"},
    {Role::look, "    front ← padding(curr, align)"},
    {Role::test, "    if length(curr) ≥ front + size: stop"},
    {Role::last, "    if that was all round: return null"},
    {Role::move_on, "    prev ← curr or base;  curr ← next(prev)"},
    {Role::cut, "  cut(prev, curr, front, size)"},
    {Role::done, "  rover ← header in front; return curr + front"},
};

constexpr Line best_fit[] = {
    {Role::head, "allocate(size, align)"},
    {Role::oom, "  if base.length = FFFF: return null"},
    {Role::start, "  prev ← base;  curr ← base.next"},
    {Role::other, "  loop"},
    {Role::look, "    front ← padding(curr, align)"},
    {Role::test, "    if length(curr) ≥ front + size"},
    {Role::other, "      and it is the shortest so far: keep it"},
    {Role::move_on, "    prev ← curr;  curr ← next(curr), until 0"},
    {Role::last, "  if none was kept: return null"},
    {Role::take, "  take the one that was kept"},
    {Role::cut, "  cut(prev, curr, front, size)"},
    {Role::done, "  return curr + front"},
};

constexpr Line worst_fit[] = {
    {Role::head, "allocate(size, align)"},
    {Role::oom, "  if base.length = FFFF: return null"},
    {Role::start, "  prev ← base;  curr ← base.next"},
    {Role::other, "  loop"},
    {Role::look, "    front ← padding(curr, align)"},
    {Role::test, "    if length(curr) ≥ front + size"},
    {Role::other, "      and it is the longest so far: keep it"},
    {Role::move_on, "    prev ← curr;  curr ← next(curr), until 0"},
    {Role::last, "  if none was kept: return null"},
    {Role::take, "  take the one that was kept"},
    {Role::cut, "  cut(prev, curr, front, size)"},
    {Role::done, "  return curr + front"},
};

// Refused before the search begins.
constexpr Line refusal[] = {
    {Role::head, "allocate(size, align)"},
    {Role::check_request, "  if size = 0 or size > L: return null"},
    {Role::check_request, "  if align is no power of two: return null"},
    {Role::other, "  search for a chunk"},
};

// The walk to where blocks belong, as every operation on an allocation begins.
constexpr Line walk[] = {
    {Role::start, "  prev ← base;  curr ← base.next"},        {Role::oom, "  if base.length ≠ FFFF: loop"},
    {Role::look, "    if curr > index: next ← curr, stop"},   {Role::other, "    prev ← curr"},
    {Role::last, "    if next(curr) = 0: next ← none, stop"}, {Role::move_on, "    curr ← next(curr)"},
};

constexpr Line deallocate[] = {
    {Role::swallow_next, "  if index + size = next: swallow next"},
    {Role::swallow_into_previous, "  if prev ends at index: prev swallows all"},
    {Role::insert, "  else: next(index) ← next; next(prev) ← index"},
    {Role::base_length, "  base.length ← 0, if it was FFFF"},
};

constexpr Line shrink[] = {
    {Role::other, "  tail ← index + new;  size ← old - new"},
    {Role::swallow_next, "  if tail + size = next: swallow next"},
    {Role::insert, "  next(tail) ← next;  next(prev) ← tail"},
    {Role::base_length, "  base.length ← 0, if it was FFFF"},
};

constexpr Line grow[] = {
    {Role::compare, "  if next ≠ index + old: return false"},
    {Role::test, "  if length(next) < new - old: return false"},
    {Role::cut, "  cut(prev, next, 0, new - old)"},
    {Role::done, "  return true"},
};

constexpr Line grow_up_to[] = {
    {Role::compare, "  if next ≠ index + old: return old"},
    {Role::test, "  more ← min(new - old, length(next))"},
    {Role::cut, "  cut(prev, next, 0, more)"},
    {Role::done, "  return old + more"},
};

constexpr Line reallocate[] = {
    {Role::head, "reallocate(index, old, new, align)"},
    {Role::check_request, "  if no heap could hold new: return null"},
    {Role::other, "  if index suits align"},
    {Role::nothing, "    if new ≤ old: shrink_in_place, return"},
    {Role::grow, "    if grow_in_place: return index"},
    {Role::search, "  place ← allocate(new, align)"},
    {Role::give_up, "  if place = null: return null"},
    {Role::copy, "  copy the bytes from index to place"},
    {Role::give_back, "  deallocate(index, old)"},
    {Role::done, "  return place"},
};

constexpr Line clear[] = {
    {Role::head, "clear()"},
    {Role::insert, "  next(0) ← 0;  length(0) ← L"},
    {Role::base_length, "  base.next ← 0;  base.length ← 0"},
};

void add(std::vector<PseudocodeLine>& listing, std::span<const Line> lines) {
    for (const Line& line : lines) {
        listing.push_back({line.role, line.text});
    }
}

std::vector<PseudocodeLine> listing_of(std::span<const Line> lines) {
    std::vector<PseudocodeLine> listing;
    add(listing, lines);
    return listing;
}

std::vector<PseudocodeLine> with_walk(const char* head, std::span<const Line> body) {
    std::vector<PseudocodeLine> listing{{Role::head, head}};
    add(listing, walk);
    add(listing, body);
    return listing;
}

} // namespace

std::vector<PseudocodeLine> search_lines(Policy policy) {
    switch (policy) {
    case Policy::next_fit:
        return listing_of(next_fit);
    case Policy::best_fit:
        return listing_of(best_fit);
    case Policy::worst_fit:
        return listing_of(worst_fit);
    case Policy::first_fit:
        break;
    }
    return listing_of(first_fit);
}

std::vector<PseudocodeLine> refusal_lines() { return listing_of(refusal); }

std::vector<PseudocodeLine> lines_of_part(Part part) {
    switch (part) {
    case Part::deallocate:
        return with_walk("deallocate(index, size)", deallocate);
    case Part::shrink_in_place:
        return with_walk("shrink_in_place(index, old, new)", shrink);
    case Part::grow_in_place:
        return with_walk("grow_in_place(index, old, new)", grow);
    case Part::grow_up_to:
        return with_walk("grow_up_to(index, old, new)", grow_up_to);
    case Part::reallocate:
        return listing_of(reallocate);
    case Part::clear:
        return listing_of(clear);
    case Part::allocate:
        break;
    }
    return search_lines(Policy::first_fit);
}

} // namespace firstfit
