// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The process that runs a script: started, cancelled, dying, lying, flooding. run_script() always comes back with a
// trace.
#include "allocator/script/wire.h"
#include "tests/allocator/script/running.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

using namespace firstfit;
using namespace firstfit::test;

class ScriptWorkerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void the_worker_is_found();
    void a_missing_worker_is_a_diagnostic();
    void a_worker_that_is_no_program_is_a_diagnostic();
    void progress_is_told();
    void a_run_can_be_cancelled();
    void a_run_can_be_cancelled_at_once();
    void a_worker_killed_from_outside();
    void a_worker_that_dies_half_way();
    void workers_that_lie_data();
    void workers_that_lie();
    void a_worker_that_hangs();
    void what_a_worker_starts_ends_with_it();
    void a_worker_that_hangs_up_but_stays();
    void a_worker_that_never_listens();
    void a_worker_that_never_stops_talking();
    void a_large_source_arrives();
    void nothing_is_left_behind();
    void the_worker_inherits_nothing();
    void the_worker_refuses_to_be_used_by_hand();

private:
    /// A worker that is a shell script.
    [[nodiscard]] ScriptOptions worker(const QByteArray& body);
    [[nodiscard]] static QByteArray record(wire::Record kind, const QByteArray& payload);
    [[nodiscard]] static QByteArray hello();

    QTemporaryDir folder_;
    int workers_ = 0;
};

namespace {

QByteArray number(std::uint64_t value, int bytes) {
    QByteArray result;
    for (int i = 0; i < bytes; ++i) {
        result += static_cast<char>(i < 8 ? value >> (8 * i) & 0xFF : 0);
    }
    return result;
}

/// For printf of the shell.
QByteArray escaped(const QByteArray& bytes) {
    QByteArray result;
    for (const char c : bytes) {
        result += "\\" + QByteArray::number(static_cast<unsigned char>(c), 8).rightJustified(3, '0');
    }
    return result;
}

/// The processes whose parent is this one.
std::vector<pid_t> processes_started() {
    std::vector<pid_t> found;
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(QStringLiteral("/proc/") + name + QStringLiteral("/stat"));
        if (name.toInt() <= 0 || !file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray stat = file.readAll();
        const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (fields.size() > 1 && fields[1].toInt() == getpid()) {
            found.push_back(name.toInt());
        }
    }
    return found;
}

const char* const title_of_nonsense = "The script's process spoke nonsense and was ended";
const char* const title_of_death = "The script's process ended before the script did";

} // namespace

ScriptOptions ScriptWorkerTest::worker(const QByteArray& body) {
    const QString path = folder_.filePath(QStringLiteral("worker%1").arg(++workers_));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        qFatal("cannot write the worker");
    }
    file.write("#!/bin/sh\n" + body + "\n");
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    ScriptOptions options;
    options.worker = path.toStdString();
    options.limits.run_time = std::chrono::milliseconds(10);
    return options;
}

QByteArray ScriptWorkerTest::record(wire::Record kind, const QByteArray& payload) {
    return number(static_cast<std::uint64_t>(kind), 1) + number(static_cast<std::uint64_t>(payload.size()), 4) +
           payload;
}

QByteArray ScriptWorkerTest::hello() { return record(wire::Record::hello, number(wire::protocol, 4)); }

void ScriptWorkerTest::cleanup() {
    // Whatever happened: no child is left, neither running nor dead.
    QCOMPARE(waitpid(-1, nullptr, WNOHANG), -1);
    QCOMPARE(errno, ECHILD);
}

void ScriptWorkerTest::the_worker_is_found() {
    const QString found = text(script_worker_path());
    QVERIFY(QFile::exists(found));
    const QByteArray told = qgetenv("FIRSTFIT_SCRIPT_WORKER");
    qputenv("FIRSTFIT_SCRIPT_WORKER", "/somewhere/else");
    QCOMPARE(text(script_worker_path()), QStringLiteral("/somewhere/else"));
    qunsetenv("FIRSTFIT_SCRIPT_WORKER"); // then by the build tree that this test lies in, never by PATH
    QCOMPARE(QFileInfo(text(script_worker_path())).canonicalFilePath(), QFileInfo(found).canonicalFilePath());
    if (!told.isEmpty()) {
        qputenv("FIRSTFIT_SCRIPT_WORKER", told);
    }
}

void ScriptWorkerTest::a_missing_worker_is_a_diagnostic() {
    ScriptOptions options;
    options.worker = "/nowhere/firstfit-script-worker";
    const Trace trace = run("a = malloc(1)", options);
    QCOMPARE(diagnostics(trace),
             QStringLiteral("test.lua: The script cannot be run. Starting /nowhere/firstfit-script-worker "
                            "failed: No such file or directory.\n"));
    QVERIFY(trace.diagnostics[0].kind == DiagnosticKind::worker);
    QVERIFY(trace.geometry == HeapGeometry{});
}

void ScriptWorkerTest::a_worker_that_is_no_program_is_a_diagnostic() {
    ScriptOptions options = worker("exit 0");
    QFile::setPermissions(text(options.worker), QFile::ReadOwner);
    const Trace trace = run("a = malloc(1)", options);
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(text(trace.diagnostics[0].title), QStringLiteral("The script cannot be run"));
}

void ScriptWorkerTest::progress_is_told() {
    ScriptOptions options;
    options.limits.operations = 300'000;
    options.limits.run_time = std::chrono::seconds(100);
    std::vector<std::uint32_t> told;
    const Trace trace = run_script("while true do clear() end", "x", options, [&](std::uint32_t operations) {
        told.push_back(operations);
        return true;
    });
    QCOMPARE(trace.operations.size(), std::size_t{300'000});
    QVERIFY(!told.empty());
    QVERIFY(std::ranges::is_sorted(told));
    QVERIFY(told.back() <= 300'000);
}

void ScriptWorkerTest::a_run_can_be_cancelled() {
    // The operation arrives although the script never ends nor does another one.
    const Trace trace = run_script("a = malloc(1) while true do end", "x", {},
                                   [](std::uint32_t operations) { return operations == 0; });
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(text(trace.diagnostics[0].title), QStringLiteral("The run was cancelled"));
    QVERIFY(trace.diagnostics[0].kind == DiagnosticKind::cancelled);
    QCOMPARE(trace.operations.size(), std::size_t{1});
    QCOMPARE(text(trace.diagnostics[0].message), QStringLiteral("Its one operation so far is kept."));
    QCOMPARE(trace.diagnostics[0].line, 1U);
}

void ScriptWorkerTest::a_run_can_be_cancelled_at_once() {
    const Trace trace = run_script("while true do end", "x", {}, [](std::uint32_t) { return false; });
    QCOMPARE(text(trace.diagnostics.at(0).title), QStringLiteral("The run was cancelled"));
}

void ScriptWorkerTest::a_worker_killed_from_outside() {
    bool killed = false;
    const Trace trace = run_script("a = malloc(1)\nwhile true do clear() end", "x", {}, [&](std::uint32_t operations) {
        if (operations > 1000 && !killed) {
            killed = true;
            for (const pid_t child : processes_started()) {
                kill(child, SIGKILL);
            }
        }
        return true;
    });
    QVERIFY(killed);
    QCOMPARE(text(trace.diagnostics.at(0).title), text(title_of_death));
    QVERIFY(text(trace.diagnostics[0].message).contains(QStringLiteral("it was killed: Killed")));
    QVERIFY(trace.diagnostics[0].kind == DiagnosticKind::worker);
    QCOMPARE(trace.diagnostics[0].line, 2U);
    QVERIFY(trace.operations.size() > 1000);
}

void ScriptWorkerTest::a_worker_that_dies_half_way() {
    // The real one, cut off in the middle of a record.
    const QByteArray real = QByteArray::fromStdString(script_worker_path());
    const ScriptOptions options = worker("'" + real + "' | head -c 300\nexit 7");
    const Trace trace = run("for i = 1, 100 do\na = malloc(1) end", options);
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(text(trace.diagnostics[0].title), text(title_of_death));
    QVERIFY(text(trace.diagnostics[0].message).contains(QStringLiteral("it left with status 7")));
    QCOMPARE(trace.diagnostics[0].line, 2U);
    QVERIFY(!trace.operations.empty());
    QVERIFY(trace.operations.size() < 12);
}

void ScriptWorkerTest::workers_that_lie_data() {
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QString>("title");
    const QByteArray heap = record(wire::Record::geometry, number(32, 4) + number(4, 4) + number(0x1000, 8));
    const auto operation = [](int kind, int unit, std::uint32_t id) {
        return record(wire::Record::operation, number(static_cast<std::uint64_t>(kind), 1) +
                                                   number(static_cast<std::uint64_t>(unit), 1) + number(0, 1) +
                                                   number(4, 8) + number(id, 4) + number(0, 4) + number(1, 4));
    };
    const auto row = [](const char* what, const QByteArray& words, const char* title) {
        QTest::newRow(what) << words << text(title);
    };
    row("silence", "", title_of_death);
    row("a shell's complaint", "sh: lua: not found\n", title_of_nonsense);
    row("half a record", hello() + heap.chopped(1), title_of_death);
    row("no hello", heap, title_of_nonsense);
    row("another protocol", record(wire::Record::hello, number(7, 4)), title_of_nonsense);
    row("two hellos", hello() + hello(), title_of_nonsense);
    row("unknown record", hello() + number(99, 1) + number(0, 4), title_of_nonsense);
    row("a record of 4 GiB", hello() + number(4, 1) + number(0xFFFFFFFF, 4), title_of_nonsense);
    row("too short a record", hello() + record(wire::Record::geometry, number(32, 4)), title_of_nonsense);
    row("too long a record", hello() + record(wire::Record::pause, number(1, 8)), title_of_nonsense);
    row("an impossible heap", hello() + record(wire::Record::geometry, number(0, 4) + number(4, 4) + number(0, 8)),
        title_of_nonsense);
    row("two heaps", hello() + heap + heap, title_of_nonsense);
    row("an operation without heap", hello() + operation(0, 0, 0), title_of_nonsense);
    row("an unknown operation", hello() + heap + operation(7, 0, 0), title_of_nonsense);
    row("an unknown unit", hello() + heap + operation(0, 2, 0), title_of_nonsense);
    row("an allocation out of turn", hello() + heap + operation(0, 0, 5), title_of_nonsense);
    row("freeing what never was", hello() + heap + operation(1, 0, 0), title_of_nonsense);
    row("clearing one allocation", hello() + heap + operation(0, 0, 0) + operation(6, 0, 0), title_of_nonsense);
    row("naming what never was", hello() + heap + record(wire::Record::name, number(0, 4) + number(1, 4) + "x"),
        title_of_nonsense);
    row("naming twice",
        hello() + heap + operation(0, 0, 0) + record(wire::Record::name, number(0, 4) + number(1, 4) + "x") +
            record(wire::Record::name, number(0, 4) + number(1, 4) + "y"),
        title_of_nonsense);
    row("a text longer than its record", hello() + record(wire::Record::note, number(1, 4) + number(100, 4) + "x"),
        title_of_nonsense);
    row("an unknown severity",
        hello() + record(wire::Record::diagnostic, number(9, 1) + number(0, 1) + number(0, 12) + number(0, 8)),
        title_of_nonsense);
    row("an unknown kind",
        hello() + record(wire::Record::diagnostic, number(0, 1) + number(99, 1) + number(0, 12) + number(0, 8)),
        title_of_nonsense);
}

void ScriptWorkerTest::workers_that_lie() {
    QFETCH(const QByteArray, words);
    QFETCH(const QString, title);
    const Trace trace = run("a = malloc(1)", worker("cat > /dev/null\nprintf '" + escaped(words) + "'\nexit 3"));
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(text(trace.diagnostics[0].title), title);
    QVERIFY(trace.diagnostics[0].kind == DiagnosticKind::worker);
}

void ScriptWorkerTest::a_worker_that_hangs() {
    const Trace trace = run("a = malloc(1)", worker("cat > /dev/null; sleep 1000"));
    QCOMPARE(text(trace.diagnostics.at(0).title), QStringLiteral("The script ran longer than 10 ms"));
    QVERIFY(trace.diagnostics[0].kind == DiagnosticKind::limit);
    QCOMPARE(text(trace.diagnostics[0].message), QStringLiteral("It had done no operation yet."));
}

void ScriptWorkerTest::what_a_worker_starts_ends_with_it() {
    const QString noted = folder_.filePath(QStringLiteral("grandchild"));
    (void)run("", worker("sleep 1000 & echo $! > '" + noted.toUtf8() + "'\nexit 0"));
    QFile file(noted);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString process = QStringLiteral("/proc/%1/stat").arg(file.readAll().trimmed().toInt());
    const auto is_gone = [&] {
        QFile stat(process);
        return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z "); // nobody may have reaped it yet
    };
    QTRY_VERIFY(is_gone());
}

void ScriptWorkerTest::a_worker_that_hangs_up_but_stays() {
    const Trace trace = run("a = malloc(1)", worker("exec < /dev/null > /dev/null; exec sleep 1000"));
    QCOMPARE(text(trace.diagnostics.at(0).title), text(title_of_death));
    QVERIFY(text(trace.diagnostics[0].message).contains(QStringLiteral("it was killed")));
}

void ScriptWorkerTest::a_worker_that_never_listens() {
    const std::string source(std::size_t{8} << 20, ' '); // more than any pipe holds
    const Trace trace = run(source, worker("exec 0< /dev/null; sleep 1000"));
    QCOMPARE(text(trace.diagnostics.at(0).title), QStringLiteral("The script ran longer than 10 ms"));
    const Trace gone = run(source, worker("exit 0"));
    QCOMPARE(text(gone.diagnostics.at(0).title), text(title_of_death));
}

void ScriptWorkerTest::a_worker_that_never_stops_talking() {
    const QByteArray note = record(wire::Record::note, number(1, 4) + number(4000, 4) + QByteArray(4000, 'x'));
    ScriptOptions options =
        worker("printf '" + escaped(hello()) + "'\nprintf '" + escaped(note) + "' > " +
               folder_.filePath(QStringLiteral("note")).toUtf8() + "\nfor i in 1 2 3 4 5 6 7 8; do cat '" +
               folder_.filePath(QStringLiteral("note")).toUtf8() + "'; done > '" +
               folder_.filePath(QStringLiteral("notes")).toUtf8() + "'\nwhile cat '" +
               folder_.filePath(QStringLiteral("notes")).toUtf8() + "'; do :; done");
    options.limits.run_time = std::chrono::seconds(100);
    const Trace trace = run("", options);
    QCOMPARE(text(trace.diagnostics.at(0).title), text(title_of_nonsense));
    QCOMPARE(trace.notes.size(), wire::max_bytes_of_notes / 4000);
}

void ScriptWorkerTest::a_large_source_arrives() {
    std::string source;
    for (int line = 0; line < 200'000; ++line) {
        source += "-- a comment of some length, so that the source is larger than any buffer on the way\n";
    }
    const Trace trace = run(source + "a = malloc(1)");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(trace.operations.at(0).line, 200'001U);
}

void ScriptWorkerTest::nothing_is_left_behind() {
    const auto open_files = [] {
        return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::Files | QDir::System).size();
    };
    ScriptOptions briefly;
    briefly.limits.run_time = std::chrono::milliseconds(20);
    (void)run("a = malloc(1)");
    const auto before = open_files();
    for (int i = 0; i < 5; ++i) {
        (void)run("a = malloc(1)");
        (void)run("while true do end", briefly);
        (void)run_script("while true do end", "x", {}, [](std::uint32_t) { return false; });
        (void)run("", worker("exit 1"));
    }
    QCOMPARE(open_files(), before);
    QVERIFY(processes_started().empty());
}

void ScriptWorkerTest::the_worker_inherits_nothing() {
    // A file that is not close-on-exec, a blocked and an ignored signal: none of it reaches the worker.
    QFile file(folder_.filePath(QStringLiteral("open")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const int inherited = fcntl(file.handle(), F_DUPFD, 50);
    QVERIFY(inherited >= 50);
    const QByteArray report = folder_.filePath(QStringLiteral("report")).toUtf8();
    // In the shell's place, for the shell itself blocks signals while it waits for a command.
    (void)run("", worker("ls /proc/$$/fd > '" + report + "'; exec grep -E 'SigBlk|SigIgn' /proc/self/status >> '" +
                         report + "'"));
    ::close(inherited);
    QFile read(QString::fromUtf8(report));
    QVERIFY(read.open(QIODevice::ReadOnly));
    const QByteArray seen = read.readAll();
    QVERIFY2(!seen.contains(QByteArray::number(inherited)), seen.constData());
    QVERIFY2(seen.contains("SigBlk:\t0000000000000000"), seen.constData());
    const QByteArray ignored = seen.mid(seen.indexOf("SigIgn:") + 7).trimmed().left(16);
    QCOMPARE(ignored.toULongLong(nullptr, 16) & 0x7FFFFFFF, 0ULL); // beyond are those of the C library itself
}

void ScriptWorkerTest::the_worker_refuses_to_be_used_by_hand() {
    const std::string command = "echo hello | '" + script_worker_path() + "' 2> /dev/null";
    const int status = std::system(command.c_str()); // NOLINT(concurrency-mt-unsafe): the only thread
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 2);
}

QTEST_APPLESS_MAIN(ScriptWorkerTest)
#include "script_worker_test.moc"
