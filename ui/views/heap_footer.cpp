// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/heap_footer.h"

#include "ui/render/theme.h"

#include <QEvent>
#include <QPainter>

#include <cmath>

namespace firstfit {

HeapFooter::HeapFooter(QWidget* parent)
    : QWidget(parent), painter_(Fonts::ofDesktop()), scale_(Fonts::ofDesktop().scale) {
    setAccessibleName(tr("Legend"));
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void HeapFooter::setContent(const FooterContent& content, double left) {
    content_ = content;
    left_ = left;
    QStringList classes;
    for (const FooterClass& one : content.classes) {
        classes << one.text;
    }
    const QString coloured = classes.isEmpty() ? QString() : tr("Allocations: %1.").arg(classes.join(tr(", ")));
    setAccessibleDescription((content.sentence + QLatin1Char(' ') + coloured).trimmed());
    setToolTip(content.sentence);
    update();
}

int HeapFooter::heightFor(Detail detail, double width, double scale, bool withClasses) {
    const double one = detail >= Detail::runs ? 28 : 46;
    const int lines = footerLines(detail, width - 12, painter_.text()) + (withClasses ? 1 : 0);
    return static_cast<int>(std::lround((one + (lines - 1) * footerLine) * scale));
}

void HeapFooter::paintEvent(QPaintEvent*) {
    const Palette& palette = paletteOf(*this);
    QPainter painter(this);
    painter.fillRect(rect(), palette.canvas);
    painter.scale(scale_, scale_);
    const QRectF box(left_ / scale_, 0, (width() - left_) / scale_ - 12, height() / scale_ - 6);
    painter_.paintFooter(painter, box, content_, palette);
}

void HeapFooter::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        painter_ = HeapPainter(Fonts::ofDesktop());
        scale_ = Fonts::ofDesktop().scale;
    }
    QWidget::changeEvent(event);
}

} // namespace firstfit
