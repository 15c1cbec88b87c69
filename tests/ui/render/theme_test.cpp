// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Colours against the ratios that the visual rules print, the style sheet's template, the icons, the sizes of controls.
#include "ui/render/icons.h"
#include "ui/render/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace firstfit;

namespace {

/// WCAG 2.1 relative luminance, written down here independently of the program.
double luminance(const QColor& colour) {
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double one = luminance(a) + 0.05;
    const double two = luminance(b) + 0.05;
    return std::max(one, two) / std::min(one, two);
}

struct Pair {
    const char* what;
    QColor Palette::*text;
    QColor Palette::*ground;
    double light, dark;
};

// The table of the visual rules, figure by figure.
const Pair pairs[] = {
    {"ink", &Palette::ink, &Palette::panel, 18, 14.5},
    {"ink 2", &Palette::ink2, &Palette::panel, 7.8, 8.5},
    {"ink 3", &Palette::ink3, &Palette::panel, 5.0, 5.7},
    {"strong line", &Palette::strongLine, &Palette::panel, 3.4, 3.3},
    {"accent", &Palette::accent, &Palette::panel, 6.6, 6.0},
    {"text on accent", &Palette::onAccent, &Palette::accent, 6.6, 6.8},
    {"ink on tint", &Palette::ink, &Palette::accentTint, 15.0, 11.5},
    {"failure", &Palette::failure, &Palette::panel, 6.6, 7.2},
    {"failure on its ground", &Palette::failure, &Palette::failureGround, 5.6, 6.1},
    {"success", &Palette::success, &Palette::panel, 5.8, 8.7},
    {"success on its ground", &Palette::success, &Palette::successGround, 5.0, 6.6},
    {"caution", &Palette::caution, &Palette::panel, 6.4, 9.4},
    {"caution on its ground", &Palette::caution, &Palette::cautionGround, 5.6, 7.4},
    {"ink on header", &Palette::ink, &Palette::headerBlock, 16.0, 11.5},
    {"fragmented line", &Palette::fragmentedLine, &Palette::panel, 6.2, 9.4},
};

const double labelRatios[2][8] = {{7.8, 8.5, 6.4, 11.3, 4.5, 14.6, 4.6, 12.2},
                                  {8.3, 8.2, 5.5, 11.0, 4.6, 14.0, 4.6, 12.0}};

QString qssTemplate() {
    QFile file(QStringLiteral(":/themes/firstfit.qss"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

int inkedPixels(const QPixmap& pixmap, const QColor& ink) {
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixel(x, y) == ink.rgba() ? 1 : 0;
        }
    }
    return count;
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastIsAsPrinted_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void contrastIsAsPrinted() {
        QFETCH(bool, dark);
        const Palette& palette = Palette::of(dark);
        for (const Pair& pair : pairs) {
            const double printed = dark ? pair.dark : pair.light;
            const double found = contrast(palette.*pair.text, palette.*pair.ground);
            QVERIFY2(
                std::abs(found - printed) <= 0.06,
                qPrintable(QStringLiteral("%1: %2, printed %3").arg(QLatin1String(pair.what)).arg(found).arg(printed)));
        }
        for (std::size_t i = 0; i < 8; ++i) {
            const double found = contrast(palette.labelInk, palette.fills[i]);
            QVERIFY2(std::abs(found - labelRatios[dark ? 1 : 0][i]) <= 0.06,
                     qPrintable(QStringLiteral("fill %1: %2").arg(i + 1).arg(found)));
            QVERIFY(contrast(palette.edges[i], palette.panel) >= 3.0);
        }
        for (const QColor& colour : {palette.luaKeyword, palette.luaString, palette.luaNumber, palette.luaComment}) {
            QVERIFY(contrast(colour, palette.panel) >= 5.85);
        }
    }

    void templateHasNoColoursOfItsOwn() {
        const QString text = qssTemplate();
        QVERIFY(!text.isEmpty());
        static const QRegularExpression hex(QStringLiteral("#[0-9a-fA-F]{3,8}\\b"));
        QVERIFY(!hex.match(text).hasMatch());
        QStringList unknown;
        const QString filled = filledTemplate(text, Palette::light(), 1, &unknown);
        QCOMPARE(unknown, QStringList());
        QVERIFY(!filled.contains(u'@'));
        QVERIFY(filled != filledTemplate(text, Palette::darkTheme(), 1));
    }

    void templateFillsRolesAndLengths() {
        QStringList unknown;
        const QString filled =
            filledTemplate(QStringLiteral("a @accent@ b @24@px c @nonsense@ d"), Palette::light(), 1.5, &unknown);
        QCOMPARE(filled, QStringLiteral("a #1f4fd8 b 36px c @nonsense@ d"));
        QCOMPARE(unknown, QStringList{QStringLiteral("nonsense")});
    }

    void applicationTakesTheTheme() {
        applyTheme(*qApp, ThemeChoice::dark);
        QVERIFY(isDark(qApp->palette()));
        QLabel label;
        label.ensurePolished();
        QCOMPARE(&paletteOf(label), &Palette::darkTheme());
        QCOMPARE(qApp->palette().color(QPalette::Base), Palette::darkTheme().panel);
        applyTheme(*qApp, ThemeChoice::light);
        QVERIFY(!isDark(qApp->palette()));
        QCOMPARE(&paletteOf(label), &Palette::light());
        QVERIFY(qApp->styleSheet().contains(Palette::light().head.name()));
    }

    void desktopChangesDoNotRunInCircles() {
        applyTheme(*qApp, ThemeChoice::dark);
        QStyle* const before = qApp->style();
        for (int i = 0; i < 3; ++i) {
            QEvent change(QEvent::ThemeChange);
            QCoreApplication::sendEvent(qApp, &change);
            QCoreApplication::processEvents();
        }
        // Forced dark stays dark, and nothing was built anew for it.
        QVERIFY(isDark(qApp->palette()));
        QCOMPARE(qApp->style(), before);
    }

    void followingComesBackToTheDesktop() {
        // The offscreen desktop is light.
        applyTheme(*qApp, ThemeChoice::dark);
        applyTheme(*qApp, ThemeChoice::follow);
        QVERIFY(!isDark(qApp->palette()));
        QCOMPARE(qApp->palette().color(QPalette::Highlight), Palette::light().accent);
        // Somebody else's palette does not stay.
        qApp->setPalette(QPalette(Qt::red));
        QTRY_COMPARE(qApp->palette().color(QPalette::Highlight), Palette::light().accent);
    }

    void followingComesToRest() {
        // Looking up the desktop's palette makes Qt post palette events; they must not make us look again.
        struct Counter : QObject {
            int changes = 0;
            bool eventFilter(QObject* watched, QEvent* event) override {
                changes += watched == qApp && event->type() == QEvent::ApplicationPaletteChange ? 1 : 0;
                return false;
            }
        } counter;
        applyTheme(*qApp, ThemeChoice::follow);
        QEvent change(QEvent::ThemeChange);
        QCoreApplication::sendEvent(qApp, &change);
        const auto runOut = [] {
            for (int round = 0; round < 20; ++round) {
                QCoreApplication::sendPostedEvents();
                QCoreApplication::processEvents();
            }
        };
        runOut();
        qApp->installEventFilter(&counter);
        runOut();
        QCOMPARE(counter.changes, 0);
    }

    void sizesFollowTheFont() {
        applyTheme(*qApp, ThemeChoice::light);
        const QFont before = qApp->font();
        QFont large = before;
        large.setPixelSize(26);
        qApp->setFont(large);
        QTRY_VERIFY(qApp->styleSheet().contains(QStringLiteral("min-height: 48px"))); // the status bar's 24
        qApp->setFont(before);
        QTRY_VERIFY(qApp->styleSheet().contains(QStringLiteral("min-height: 24px")));
    }

    void controlsHaveTheirSizes() {
        applyTheme(*qApp, ThemeChoice::light);
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        auto* button = new QPushButton(QStringLiteral("Free"));
        auto* field = new QLineEdit;
        auto* spin = new QSpinBox;
        auto* combo = new QComboBox;
        for (QWidget* control : {static_cast<QWidget*>(button), static_cast<QWidget*>(field),
                                 static_cast<QWidget*>(spin), static_cast<QWidget*>(combo)}) {
            column->addWidget(control);
        }
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        // The button stands at the margin; only its ring reaches out of the place that the layout gave it.
        QCOMPARE(button->geometry().adjusted(3, 3, -3, -3).topLeft(), QPoint(12, 12));
        QCOMPARE(button->height() - 6, 28);
        QCOMPARE(field->height(), 26);
        QCOMPARE(spin->height(), 26);
        QCOMPARE(combo->height(), 26);
    }

    void wrongFieldsAreFramedInFailure() {
        applyTheme(*qApp, ThemeChoice::light);
        QLineEdit field;
        field.resize(100, 26);
        const auto edge = [&field] {
            field.ensurePolished();
            return field.grab().toImage().pixelColor(50, 0);
        };
        QCOMPARE(edge(), Palette::light().strongLine);
        markWrong(field, QStringLiteral("1 to 65,535 blocks"));
        QCOMPARE(edge(), Palette::light().failure);
        QCOMPARE(field.toolTip(), QStringLiteral("1 to 65,535 blocks"));
        QCOMPARE(field.accessibleDescription(), field.toolTip());
        markWrong(field, QString());
        QCOMPARE(edge(), Palette::light().strongLine);
    }

    void primaryButtonIsFilled() {
        for (const bool dark : {false, true}) {
            applyTheme(*qApp, dark ? ThemeChoice::dark : ThemeChoice::light);
            QPushButton button(QStringLiteral("Allocate"));
            markPrimary(button);
            button.resize(button.sizeHint());
            QCOMPARE(button.grab().toImage().pixelColor(8, button.height() / 2), Palette::of(dark).accent);
        }
        applyTheme(*qApp, ThemeChoice::light);
    }

    void everyIconDraws_data() {
        QTest::addColumn<QString>("name");
        for (const QString& name : iconNames()) {
            QTest::newRow(qPrintable(name)) << name;
        }
    }

    void everyIconDraws() {
        QFETCH(QString, name);
        for (const bool dark : {false, true}) {
            const IconColours colours = IconColours::of(Palette::of(dark));
            const QIcon drawn = icon(name, colours);
            QVERIFY(!drawn.isNull());
            for (const double scale : {1.0, 2.0, 4.0}) {
                const QPixmap normal = drawn.pixmap(QSize(18, 18), scale);
                QCOMPARE(normal.size(), QSize(18, 18) * scale);
                // At 4x whole pixels lie inside each stroke; at 1x at least something is drawn.
                if (scale > 1) {
                    QVERIFY(inkedPixels(normal, colours.normal) > 0);
                }
            }
            QVERIFY(inkedPixels(drawn.pixmap(QSize(18, 18), 4.0, QIcon::Disabled), colours.disabled) > 0);
            QVERIFY(inkedPixels(drawn.pixmap(QSize(18, 18), 4.0, QIcon::Normal, QIcon::On), colours.on) > 0);
        }
    }

    void iconsThatTheWindowNeeds() {
        const QStringList names = iconNames();
        for (const char* name : {"open",      "save",         "export",     "start",        "operation-back",
                                 "step-back", "play",         "pause",      "step-forward", "operation-forward",
                                 "end",       "zoom-in",      "zoom-out",   "float",        "close",
                                 "learn",     "home",         "breakpoint", "cross",        "check",
                                 "warning",   "chevron-down", "undo",       "redo",         "run",
                                 "cancel"}) {
            QVERIFY2(names.contains(QLatin1String(name)), name);
        }
        QVERIFY(icon(QStringLiteral("nonsense"), IconColours::of(Palette::light())).isNull());
        QVERIFY(!applicationIcon().pixmap(256, 256).isNull());
    }

    void themedIconsFollow() {
        const QIcon follows = themedIcon(QStringLiteral("play"));
        applyTheme(*qApp, ThemeChoice::dark);
        QVERIFY(inkedPixels(follows.pixmap(QSize(18, 18), 4.0), Palette::darkTheme().ink2) > 0);
        applyTheme(*qApp, ThemeChoice::light);
        QVERIFY(inkedPixels(follows.pixmap(QSize(18, 18), 4.0), Palette::light().ink2) > 0);
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
