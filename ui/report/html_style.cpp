// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/palette.h"
#include "ui/report/writers.h"

namespace firstfit {

namespace {

/// The colours that the rules below name.
QString variables(const Palette& palette) {
    const auto variable = [](const char* name, const QColor& colour) {
        return QStringLiteral("--%1:%2;").arg(QString::fromLatin1(name), colour.name());
    };
    return variable("canvas", palette.canvas) + variable("panel", palette.panel) + variable("head", palette.head) +
           variable("line", palette.line) + variable("ink", palette.ink) + variable("ink2", palette.ink2) +
           variable("ink3", palette.ink3) + variable("accent", palette.accent) +
           variable("accent-tint", palette.accentTint) + variable("failure", palette.failure) +
           variable("failure-ground", palette.failureGround) + variable("success", palette.success) +
           variable("success-ground", palette.successGround) + variable("caution", palette.caution) +
           variable("caution-ground", palette.cautionGround);
}

} // namespace

QString htmlStyle() {
    return QStringLiteral("\n:root{color-scheme:light dark;") + variables(Palette::light()) +
           QStringLiteral("}\n@media (prefers-color-scheme:dark){:root{") + variables(Palette::darkTheme()) +
           QStringLiteral(R"(}}
body{margin:0;background:var(--canvas);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:920px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:28px;line-height:1.25;margin:0;overflow-wrap:anywhere}
h2{font-size:20px;margin:44px 0 12px;padding-top:14px;border-top:1px solid var(--line)}
h3{font-size:16px;margin:32px 0 8px;overflow-wrap:anywhere}
p{margin:8px 0;white-space:pre-line;overflow-wrap:anywhere}
ul{margin:8px 0;padding-left:22px;overflow-wrap:anywhere}
.subtitle{color:var(--ink2)}
.good,.failure,.caution{padding:10px 14px;border-left:4px solid;border-radius:4px}
.good{color:var(--success);background:var(--success-ground)}
.failure{color:var(--failure);background:var(--failure-ground)}
.caution{color:var(--caution);background:var(--caution-ground)}
.good,.failure{font-weight:600}
pre{margin:8px 0;padding:10px 14px;background:var(--panel);border:1px solid var(--line);border-radius:4px;overflow:auto}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;margin:12px 0}
dt{color:var(--ink2)}
dd{margin:0;overflow-wrap:anywhere}
figure{margin:16px 0}
figure img{display:block;max-width:100%;height:auto;border:1px solid var(--line);border-radius:4px}
figcaption{color:var(--ink2);font-size:13px;margin-top:6px}
.wide{overflow-x:auto}
table{border-collapse:collapse;margin:12px 0;font-size:14px;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--ink2);font-size:13px;padding-bottom:6px}
th,td{padding:4px 12px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
td{overflow-wrap:anywhere}
th{background:var(--head);font-weight:600}
.figure{text-align:right;white-space:nowrap}
.strong td{font-weight:700;background:var(--accent-tint)}
@media print{main{max-width:none;padding:0}h2,h3{break-after:avoid}figure,tr,dl{break-inside:avoid}}
)");
}

} // namespace firstfit
