// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/bench.h"
#include "ui/panels/diagnostic_box.h"
#include "ui/panels/line_map.h"
#include "ui/panels/lua_lexer.h"
#include "ui/panels/script_editor.h"
#include "ui/panels/script_marks.h"
#include "ui/panels/script_panel.h"
#include "ui/panels/script_words.h"
#include "ui/render/theme.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace firstfit;

class ScriptTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Workbench> bench;
    std::unique_ptr<ScriptPanel> panel;

    ScriptEditor& editor() { return panel->editor(); }

    /// The middle of a line (from 1), `x` px from the left, in the viewport.
    QPoint at(int line, int x) {
        const long start =
            editor().SendScintilla(QsciScintilla::SCI_POSITIONFROMLINE, static_cast<unsigned long>(line - 1));
        const long y = editor().SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, start);
        return {x, static_cast<int>(y) + 10};
    }

    QColor pixel(QPoint where) { return editor().viewport()->grab().toImage().pixelColor(where); }

    /// How many pixels of this colour the symbol margin has at a line.
    int inMargin(int line, const QColor& colour) {
        const QImage image = editor().viewport()->grab().toImage();
        const int top = at(line, 0).y() - 10;
        int count = 0;
        for (int y = top; y < top + 20; ++y)
            for (int x = 0; x < 18; ++x)
                count += image.pixelColor(x, y) == colour ? 1 : 0;
        return count;
    }

    void load(const QString& script) {
        panel->setText(script);
        QVERIFY(run(*bench, script));
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }

    void init() {
        bench = std::make_unique<Workbench>();
        panel = std::make_unique<ScriptPanel>(*bench);
        panel->resize(292, 600);
        panel->show();
        QVERIFY(QTest::qWaitForWindowActive(panel.get()));
    }

    void cleanup() { panel.reset(); }

    void theTextComesBackAsItWas() {
        const QString text = QStringLiteral("a = malloc(8) -- größer\n\tb = 2\n");
        panel->setText(text);
        QCOMPARE(panel->text(), text);
        QVERIFY(!panel->isModified());
    }

    void typingModifiesAndUndoTakesItBack() {
        panel->setText(QStringLiteral("x = 1\n"));
        panel->setFileName(QStringLiteral("one.lua"));
        QSignalSpy changes(panel.get(), &ScriptPanel::modificationChanged);
        editor().setFocus();
        QTest::keyClicks(&editor(), QStringLiteral("y"));
        QVERIFY(panel->isModified());
        QCOMPARE(panel->caption(), QStringLiteral("one.lua · not saved"));
        QTest::keyClick(&editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(panel->text(), QStringLiteral("x = 1\n"));
        QVERIFY(!panel->isModified());
        QCOMPARE(panel->caption(), QStringLiteral("one.lua"));
        QCOMPARE(changes.count(), 2);
        QTest::keyClick(&editor(), Qt::Key_Z, Qt::ControlModifier); // not back into what was there before loading
        QCOMPARE(panel->text(), QStringLiteral("x = 1\n"));
    }

    void tabIndentsByFourSpacesAndF6Leaves() {
        auto* host = new QWidget;
        auto* column = new QVBoxLayout(host);
        column->addWidget(panel.release());
        panel.reset(host->findChild<ScriptPanel*>());
        auto* next = new QPushButton(host);
        column->addWidget(next);
        host->show();
        QVERIFY(QTest::qWaitForWindowActive(host));
        editor().setFocus();
        QTest::keyClick(&editor(), Qt::Key_Tab);
        QCOMPARE(panel->text(), QStringLiteral("    "));
        QVERIFY(editor().hasFocus());
        QTest::keyClick(&editor(), Qt::Key_F6);
        QVERIFY(!editor().hasFocus());
        editor().setFocus();
        QTest::keyClick(&editor(), Qt::Key_Tab, Qt::ControlModifier);
        QVERIFY(!editor().hasFocus());
        QCOMPARE(panel->text(), QStringLiteral("    "));

        // Who only comes by on Tab changes nothing, until something is typed.
        editor().setFocus(Qt::TabFocusReason);
        QTest::keyClick(&editor(), Qt::Key_Tab);
        QVERIFY(!editor().hasFocus());
        editor().setFocus(Qt::TabFocusReason);
        QTest::keyClicks(&editor(), QStringLiteral("x"));
        QTest::keyClick(&editor(), Qt::Key_Tab);
        QVERIFY(editor().hasFocus());
        const QString typed = panel->text();
        QVERIFY(typed.contains(QStringLiteral("x   ")));
        QTest::keyClick(&editor(), Qt::Key_Escape);
        QTest::keyClick(&editor(), Qt::Key_Tab);
        QVERIFY(!editor().hasFocus());
        QCOMPARE(panel->text(), typed);
        panel.release();
        delete host;
    }

    void aClickInTheMarginSetsABreakpoint() {
        load(lessonScript());
        const QColor disc = Palette::light().ink2;
        QCOMPARE(inMargin(5, disc), 0);
        QTest::mouseClick(editor().viewport(), Qt::LeftButton, {}, at(5, 9));
        QCOMPARE(bench->breakpoints(), QSet<std::uint32_t>{5});
        QVERIFY(inMargin(5, disc) > 40);
        QTest::mouseClick(editor().viewport(), Qt::LeftButton, {}, at(5, 9));
        QVERIFY(bench->breakpoints().isEmpty());
        QCOMPARE(inMargin(5, disc), 0);
    }

    void f9TogglesAtTheCaret() {
        load(lessonScript());
        panel->goToLine(7);
        QTest::keyClick(&editor(), Qt::Key_F9);
        QCOMPARE(bench->breakpoints(), QSet<std::uint32_t>{7});
        QTest::keyClick(&editor(), Qt::Key_F9);
        QVERIFY(bench->breakpoints().isEmpty());
    }

    void breakpointsFromElsewhereShow() {
        load(lessonScript());
        bench->setBreakpoint(8, true);
        QCOMPARE(editor().breakpointLines(), QSet<std::uint32_t>{8});
        bench->setBreakpoint(8, false);
        QVERIFY(editor().breakpointLines().isEmpty());
    }

    void breakpointsMoveWithTheirLines() {
        load(lessonScript());
        bench->setBreakpoint(8, true);
        editor().setCursorPosition(3, 0);
        editor().setFocus();
        QTest::keyClick(&editor(), Qt::Key_Return);
        QCOMPARE(bench->breakpoints(), QSet<std::uint32_t>{9});
        QTest::keyClick(&editor(), Qt::Key_Backspace);
        QCOMPARE(bench->breakpoints(), QSet<std::uint32_t>{8});
    }

    void anotherScriptHasNoBreakpoints() {
        load(lessonScript());
        bench->setBreakpoint(8, true);
        panel->setText(QStringLiteral("a = malloc(1)\n"));
        QVERIFY(bench->breakpoints().isEmpty());
    }

    void theLineThatRunsIsMarked() {
        load(lessonScript());
        bench->goTo(Position::after(OperationIndex{2}));
        QVERIFY(inMargin(5, Palette::light().accent) > 20);
        QCOMPARE(pixel(at(5, 280)), Palette::light().accentTint);
        QCOMPARE(pixel(at(5, 20)), Palette::light().accentTint); // under the number, too
        bench->setBreakpoint(5, true);
        QVERIFY(inMargin(5, Palette::light().accent) > 60); // the disc with the arrow cut out
        bench->goTo(Position::after(OperationIndex{1}));
        QCOMPARE(inMargin(5, Palette::light().accent), 0);
        QVERIFY(inMargin(5, Palette::light().ink2) > 40);
        QVERIFY(inMargin(4, Palette::light().accent) > 20);
    }

    void theLineThatRunsIsWhereItWasEditedTo() {
        load(lessonScript());
        editor().insertAt(QStringLiteral("-- new\n"), 0, 0);
        bench->goTo(Position::after(OperationIndex{2})); // line 5 of what ran
        QVERIFY(inMargin(6, Palette::light().accent) > 20);
    }

    void theLineThatRunsIsScrolledIntoView() {
        QString script = QStringLiteral("a = malloc(4)\n");
        for (int i = 0; i < 100; ++i)
            script += QStringLiteral("-- %1\n").arg(i);
        load(script + QStringLiteral("b = malloc(4)\n"));
        bench->goTo(Position::after(OperationIndex{1}));
        QCOMPARE(editor().firstVisibleLine(), 0);
        bench->goTo(Position::after(OperationIndex{2}));
        QVERIFY(editor().viewport()->rect().contains(at(102, 10)));
    }

    void aMistakeIsShownInPlaceAndExplained() {
        const QString script = lessonScript().replace(QStringLiteral("free(g)"), QStringLiteral("free(b)"));
        load(script);
        QCOMPARE(bench->trace().diagnostics.size(), std::size_t{1});
        QVERIFY(panel->diagnosticBox().isVisible());
        QCOMPARE(panel->findChild<QLabel*>(QStringLiteral("script.diagnostic.title"))->text(),
                 QStringLiteral("b is freed twice"));
        QVERIFY(inMargin(15, Palette::light().failure) > 10);
        QCOMPARE(pixel(at(15, 250)), Palette::light().failureGround);
        auto* links = panel->findChild<QLabel*>(QStringLiteral("script.diagnostic.links"));
        QVERIFY(links->text().contains(QStringLiteral("Go&nbsp;to&nbsp;line&nbsp;15")));
        QVERIFY(links->text().contains(QStringLiteral("Go&nbsp;to&nbsp;line&nbsp;13")));
        links->setFocus();
        QTest::keyClick(links, Qt::Key_Tab);
        QTest::keyClick(links, Qt::Key_Tab); // from the first link on to the second
        QTest::keyClick(links, Qt::Key_Return);
        int line = 0;
        int column = 0;
        editor().getCursorPosition(&line, &column);
        QCOMPARE(line, 12);
        QVERIFY(editor().hasFocus());
    }

    void theNextRunTakesTheMistakeAway() {
        load(QStringLiteral("free(1)\n"));
        QVERIFY(panel->diagnosticBox().isVisible());
        panel->setText(QStringLiteral("a = malloc(4)\n"));
        QVERIFY(!panel->diagnosticBox().isVisible());
        load(QStringLiteral("a = malloc(\n"));
        QVERIFY(panel->diagnosticBox().isVisible());
        load(QStringLiteral("a = malloc(4)\n"));
        QVERIFY(!panel->diagnosticBox().isVisible());
        QCOMPARE(inMargin(1, Palette::light().failure), 0);
    }

    void warningsLookLikeWarnings() {
        load(QStringLiteral("free(nil)\na = malloc(4)\n"));
        QCOMPARE(bench->trace().diagnostics.size(), std::size_t{1});
        QVERIFY(inMargin(1, Palette::light().caution) > 10);
        QCOMPARE(pixel(at(1, 250)), Palette::light().cautionGround);
        QVERIFY(panel->diagnosticBox().isVisible());
    }

    void severalDiagnosticsTakeTurnsErrorsFirst() {
        DiagnosticBox box;
        box.setDiagnostics({{Severity::warning, 1, 0, 0, "first", "w"}, {Severity::error, 9, 0, 0, "second", "e"}});
        QCOMPARE(box.text(), QStringLiteral("second. e"));
        auto* links = box.findChild<QLabel*>(QStringLiteral("script.diagnostic.links"));
        QVERIFY(links->text().contains(QStringLiteral("Next&nbsp;(1&nbsp;of&nbsp;2)")));
        Q_EMIT links->linkActivated(QStringLiteral("next"));
        QCOMPARE(box.text(), QStringLiteral("first. w"));
        box.setDiagnostics({});
        QVERIFY(box.text().isEmpty());
        QVERIFY(box.isHidden());
    }

    void saysWhenTheTextIsNotWhatRan() {
        auto* hint = panel->findChild<QWidget*>(QStringLiteral("script.hint"));
        auto* words = hint->findChild<QLabel*>(QStringLiteral("script.hint.text"));
        QVERIFY(!hint->isVisible());
        panel->setText(lessonScript());
        QCOMPARE(words->text(), QStringLiteral("Not run yet"));
        QVERIFY(hint->isVisible());
        QVERIFY(run(*bench, lessonScript()));
        QVERIFY(!hint->isVisible());
        editor().setFocus();
        QTest::keyClicks(&editor(), QStringLiteral("-"));
        QVERIFY(hint->isVisible());
        QCOMPARE(words->text(), QStringLiteral("Edited since the run"));
        QSignalSpy runs(panel.get(), &ScriptPanel::runRequested);
        editor().setFocus();
        QTest::keyClick(&editor(), Qt::Key_F5);
        QCOMPARE(runs.count(), 1);
        QTest::keyClick(&editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(panel->text().right(30), lessonScript().right(30));
        QVERIFY(!hint->isVisible());
    }

    void findsText() {
        panel->setText(QStringLiteral("größe = malloc(1)\nx = MALLOC\nmalloc(2)\n"));
        editor().setFocus();
        QTest::keyClick(&editor(), Qt::Key_F, Qt::ControlModifier);
        auto* field = panel->findChild<QLineEdit*>(QStringLiteral("script.find.text"));
        auto* count = panel->findChild<QLabel*>(QStringLiteral("script.find.count"));
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("malloc"));
        QCOMPARE(count->text(), QStringLiteral("1 of 3"));
        QCOMPARE(editor().selectedText(), QStringLiteral("malloc"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(editor().selectedText(), QStringLiteral("MALLOC"));
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClick(field, Qt::Key_Return); // around the end
        QCOMPARE(count->text(), QStringLiteral("1 of 3"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(count->text(), QStringLiteral("3 of 3"));
        QTest::keyClicks(field, QStringLiteral("x"));
        QCOMPARE(count->text(), QStringLiteral("not found"));
        QVERIFY(isMarkedWrong(*field));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QVERIFY(editor().hasFocus());
    }

    void coloursFollowTheTheme() {
        panel->setText(QStringLiteral("local x = 1\n"));
        const auto ground = [&] { return pixel(at(1, 250)); };
        QCOMPARE(ground(), Palette::light().panel);
        const auto* lexer = qobject_cast<LuaLexer*>(editor().lexer());
        QCOMPARE(lexer->color(QsciLexerLua::Keyword), Palette::light().luaKeyword);
        applyTheme(*qApp, ThemeChoice::dark);
        QTRY_COMPARE(ground(), Palette::darkTheme().panel);
        QCOMPARE(lexer->color(QsciLexerLua::Keyword), Palette::darkTheme().luaKeyword);
        QCOMPARE(lexer->color(QsciLexerLua::Number), Palette::darkTheme().luaNumber);
        applyTheme(*qApp, ThemeChoice::light);
        QTRY_COMPARE(ground(), Palette::light().panel);
    }

    void linesAreAsHighAsTheRulesSay() {
        panel->setText(lessonScript());
        QCOMPARE(at(9, 0).y() - at(8, 0).y(), qRound(20 * Fonts::ofDesktop().scale));
    }

    void completesTheWordsOfTheLanguage() {
        editor().setFocus();
        QTest::keyClicks(&editor(), QStringLiteral("aligned"));
        QVERIFY(editor().isListActive());
        QTest::keyClick(&editor(), Qt::Key_Return);
        QCOMPARE(panel->text(), QStringLiteral("aligned_alloc"));
        QTest::keyClicks(&editor(), QStringLiteral("("));
        QVERIFY(editor().isCallTipActive());
        QTest::keyClick(&editor(), Qt::Key_Escape);
    }

    void offersWhatMayStandThere() {
        LuaLexer lexer(nullptr);
        ScriptWords words(&lexer);
        const auto offered = [&](const QStringList& context) {
            QStringList list;
            words.updateAutoCompletionList(context, list);
            list.sort();
            return list;
        };
        const auto text = [](const char* latin) { return QString::fromLatin1(latin); };
        QCOMPARE(offered({text("gr")}), QStringList());
        QCOMPARE(offered({text("c"), text("gr")}), (QStringList{text("grow"), text("grow_up_to")}));
        QCOMPARE(offered({text("math"), text("rand")}), (QStringList{text("random"), text("randomseed")}));
        QCOMPARE(offered({text("fr")}), QStringList{text("free")});
        QCOMPARE(offered({text("c"), text("fr")}), QStringList());
        QCOMPARE(offered({}), QStringList());
    }

    void explainsEveryFunctionOfTheLanguage() {
        LuaLexer lexer(nullptr);
        ScriptWords words(&lexer);
        QList<int> shifts;
        for (const char* name :
             {"malloc", "aligned_alloc", "realloc", "free", "blocks", "heap", "note", "expect", "predict", "pause"}) {
            const QStringList tips =
                words.callTips({QLatin1String(name), QString()}, 0, QsciScintilla::CallTipsNoContext, shifts);
            QVERIFY2(tips.size() == 1 && tips[0].startsWith(QLatin1String(name) + QLatin1Char('(')), name);
            QVERIFY2(tips[0].section(QLatin1Char('\n'), 1).size() > 10, name);
        }
        for (const char* name : {"grow", "grow_up_to", "shrink"})
            QCOMPARE(words
                         .callTips({QStringLiteral("c"), QLatin1String(name), QString()}, 0,
                                   QsciScintilla::CallTipsNoContext, shifts)
                         .size(),
                     1);
    }

    void lineMap() {
        LineMap map;
        map.reset(10);
        QCOMPARE(map.now(5), 5U);
        map.edited(3, true, 2); // two lines in front of line 3
        QCOMPARE(map.now(2), 2U);
        QCOMPARE(map.now(3), 5U);
        map.edited(5, false, 1); // line 5 is split
        QCOMPARE(map.now(3), 5U);
        QCOMPARE(map.now(4), 7U);
        map.edited(5, true, -2); // lines 5 and 6 go
        QCOMPARE(map.now(3), 0U);
        QCOMPARE(map.now(4), 5U);
        QCOMPARE(map.now(99), 99U);
        QCOMPARE(map.now(0), 0U);
    }

    void codeRange_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<quint32>("column");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::newRow("plain") << "free(b)" << 0U << 0 << 7;
        QTest::newRow("comment") << "  free(b)   -- twice\n" << 0U << 2 << 9;
        QTest::newRow("column") << "a = b + c" << 5U << 4 << 9;
        QTest::newRow("string") << "note(\"a -- b\") -- c" << 0U << 0 << 14;
        QTest::newRow("escape") << "note('\\'--') x" << 0U << 0 << 14;
        QTest::newRow("empty") << "" << 0U << 0 << 1;
        QTest::newRow("column behind the end") << "end" << 9U << 0 << 3;
    }

    void codeRange() {
        QFETCH(QString, line);
        QFETCH(quint32, column);
        QFETCH(int, from);
        QFETCH(int, to);
        const CodeRange range = firstfit::codeRange(line, column);
        QCOMPARE(range.from, from);
        QCOMPARE(range.to, to);
    }
};

QTEST_MAIN(ScriptTest)
#include "script_test.moc"
