// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/palette.h"

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

double toLinear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }
double fromLinear(double c) {
    c = std::clamp(c, 0.0, 1.0);
    return c <= 0.0031308 ? c * 12.92 : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
}

/// Lowers OKLab lightness by `amount` (0..1). Matrices: B. Ottosson, "A perceptual color space" (2020).
QColor darkened(const QColor& colour, double amount) {
    const double r = toLinear(colour.redF());
    const double g = toLinear(colour.greenF());
    const double b = toLinear(colour.blueF());
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    const double lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s - amount;
    const double a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
    const double bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
    const double l3 = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * bb, 3);
    const double m3 = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * bb, 3);
    const double s3 = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * bb, 3);
    return QColor::fromRgbF(static_cast<float>(fromLinear(4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3)),
                            static_cast<float>(fromLinear(-1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3)),
                            static_cast<float>(fromLinear(-0.0041960863 * l3 - 0.7034186147 * m3 + 1.7076147010 * s3)));
}

QColor hex(std::uint32_t rgb) { return QColor::fromRgb(0xFF000000U | rgb); }

template <std::size_t N>
std::array<QColor, N> hexes(const std::uint32_t (&rgb)[N]) {
    std::array<QColor, N> colours;
    std::transform(std::begin(rgb), std::end(rgb), colours.begin(), hex);
    return colours;
}

/// What follows from the other colours.
void derive(Palette& p) {
    std::transform(p.fills.begin(), p.fills.end(), p.patterns.begin(),
                   [](const QColor& fill) { return darkened(fill, 0.15); });
}

Palette makeLight() {
    Palette p;
    p.window = hex(0xECEEF2), p.panel = hex(0xFFFFFF), p.canvas = hex(0xFBFCFD), p.head = hex(0xF4F6F9);
    p.line = hex(0xDBE0E7), p.strongLine = hex(0x838D9C);
    p.ink = hex(0x14171D), p.ink2 = hex(0x4A5361), p.ink3 = hex(0x66707F), p.disabled = hex(0xA4ACB8);
    p.accent = hex(0x1F4FD8), p.onAccent = hex(0xFFFFFF);
    p.accentTint = hex(0xE4EBFD), p.accentTintStrong = hex(0xC9D8FB);
    p.failure = hex(0xB81429), p.failureGround = hex(0xFBE6E8);
    p.success = hex(0x0A7448), p.successGround = hex(0xDFF3E9);
    p.caution = hex(0x8A5200), p.cautionGround = hex(0xFCEFD9);
    p.freeBlock = hex(0xFFFFFF), p.headerBlock = hex(0xEEF2F8), p.hatch = hex(0xD3D9E2);
    p.used = hex(0x8A96A8), p.usedInTurn = hex(0xA2ACBB);
    p.largestChunk = hex(0xB9CCFA);
    p.fragmented = hex(0xE9A23B), p.fragmentedGround = hex(0xFBE7C6), p.fragmentedLine = hex(0x8F5300);
    p.luaKeyword = hex(0x6A35B0), p.luaString = hex(0x0A6B4A), p.luaNumber = hex(0x9A4400),
    p.luaComment = hex(0x5B6573);
    p.labelInk = hex(0x14171D);
    p.fills = hexes({0x8CA8F8, 0xF5A03A, 0x2FAE7D, 0xF7BFC2, 0x8D72C2, 0xFBE98A, 0xC4683A, 0x9ADFF5});
    p.edges = hexes({0x6F89D6, 0xCA7C05, 0x038D61, 0xB78084, 0x7055A2, 0xA28F22, 0xA34A18, 0x5199AF});
    p.freeByLength = hexes({0xF6D9A8, 0xEDB04F, 0xCE7F12, 0x8F5300, 0x1F4FD8});
    p.sequence = hexes({0xE2DAF3, 0xCBBDE7, 0xB5A2DB, 0xA08ACE, 0x8D72C2});
    p.sequenceEdge = hex(0x7055A2);
    derive(p);
    return p;
}

Palette makeDark() {
    Palette p;
    p.dark = true;
    p.window = hex(0x111317), p.panel = hex(0x1B1E24), p.canvas = hex(0x171A1F), p.head = hex(0x21252C);
    p.line = hex(0x323842), p.strongLine = hex(0x66707F);
    p.ink = hex(0xECEFF4), p.ink2 = hex(0xB1B9C6), p.ink3 = hex(0x8D97A6), p.disabled = hex(0x5C6470);
    p.accent = hex(0x5A9BFF), p.onAccent = hex(0x071022);
    p.accentTint = hex(0x1E2F52), p.accentTintStrong = hex(0x2C4679);
    p.failure = hex(0xFF8590), p.failureGround = hex(0x44202A);
    p.success = hex(0x5FD09C), p.successGround = hex(0x153A2B);
    p.caution = hex(0xF0B95C), p.cautionGround = hex(0x3D2E14);
    p.freeBlock = hex(0x1E2229), p.headerBlock = hex(0x2A303A), p.hatch = hex(0x3A414C);
    p.used = hex(0x6C788A), p.usedInTurn = hex(0x566172);
    p.largestChunk = hex(0x3A57A8);
    p.fragmented = hex(0xD9922E), p.fragmentedGround = hex(0x4A3819), p.fragmentedLine = hex(0xF0B95C);
    p.luaKeyword = hex(0xC3A2FF), p.luaString = hex(0x6FD3A6), p.luaNumber = hex(0xF2B46B),
    p.luaComment = hex(0x99A3B1);
    p.labelInk = hex(0x0A0C10);
    p.fills = hexes({0x8AA6F5, 0xE8962F, 0x159A74, 0xEDB4B8, 0x866BC8, 0xE9DC7C, 0xBE6038, 0x86D6EC});
    p.edges = hexes({0xB3C8FE, 0xF3C08B, 0x66B496, 0xFEDCDE, 0xA192CF, 0xF4EBA4, 0xCC8A6F, 0xC2F1FF});
    p.freeByLength = hexes({0x5C4318, 0x8F641C, 0xD9922E, 0xF6CF8C, 0x5A9BFF});
    p.sequence = hexes({0x866BC8, 0x9C85D4, 0xB3A0DF, 0xCBBEEA, 0xE6DFF6});
    p.sequenceEdge = hex(0xA192CF);
    derive(p);
    return p;
}

} // namespace

const Palette& Palette::light() {
    static const Palette palette = makeLight();
    return palette;
}

const Palette& Palette::darkTheme() {
    static const Palette palette = makeDark();
    return palette;
}

const Palette& Palette::of(const QPalette& widget) { return of(widget.color(QPalette::Window).lightnessF() < 0.5F); }

AllocationColours Palette::allocation(std::uint32_t id) const {
    const std::size_t colour = id % fills.size();
    return {fills[colour], edges[colour], patterns[colour], static_cast<Pattern>(id / fills.size() % 3)};
}

} // namespace firstfit
