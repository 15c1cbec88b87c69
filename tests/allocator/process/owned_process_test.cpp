// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/process/owned_process.h"
#include "allocator/process/worker_path.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

using namespace firstfit;

namespace {

/// All that comes until the other end is closed.
std::string read_all(const OwnedProcess& process) {
    std::string all;
    char bytes[256];
    for (ssize_t count = 0; (count = recv(process.socket(), bytes, sizeof bytes, 0)) > 0;) {
        all.append(bytes, static_cast<std::size_t>(count));
    }
    return all;
}

} // namespace

class OwnedProcessTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;

    /// A program with these commands of the shell.
    std::string program(const QByteArray& commands) {
        QFile file(folder_.filePath(QStringLiteral("program")));
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + commands + "\n") < 0) {
            qFatal("no program could be written");
        }
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName().toStdString();
    }

private Q_SLOTS:
    void answers_through_the_socket_and_says_its_status() {
        OwnedProcess process;
        QVERIFY(!process.start(program("read line; echo heard $line; exit 7")));
        QVERIFY(process.running());
        QCOMPARE(send(process.socket(), "you\n", 4, 0), 4);
        QCOMPARE(read_all(process), std::string("heard you\n"));
        const ProcessEnd end = process.wait();
        QCOMPARE(end.signal, 0);
        QCOMPARE(end.status, 7);
        QVERIFY(!process.running());
        QCOMPARE(process.socket(), -1);
    }

    void replaces_variables_and_leaves_the_others() {
        qputenv("FIRSTFIT_TEST_KEPT", "kept");
        qputenv("FIRSTFIT_TEST_OTHER", "old");
        OwnedProcess process;
        QVERIFY(!process.start(program("echo $FIRSTFIT_TEST_KEPT $FIRSTFIT_TEST_OTHER; env | grep -c _TEST_OTHER="),
                               {"FIRSTFIT_TEST_OTHER=new"}));
        QCOMPARE(read_all(process), std::string("kept new\n1\n"));
    }

    void kills_what_the_process_started_too() {
        OwnedProcess process;
        QVERIFY(!process.start(program("sleep 1000 & echo $!; wait")));
        char bytes[32] = {};
        QVERIFY(recv(process.socket(), bytes, sizeof bytes - 1, 0) > 0);
        const pid_t grandchild = static_cast<pid_t>(std::atoi(bytes));
        QVERIFY(grandchild > 0);
        QCOMPARE(process.kill().signal, SIGKILL);
        // Somebody else reaps it; a dead one that nobody reaped yet is dead enough.
        QTRY_VERIFY([grandchild] {
            QFile status(QStringLiteral("/proc/%1/stat").arg(grandchild));
            return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
        }());
    }

    void an_end_of_its_own_is_not_called_a_kill() {
        OwnedProcess process;
        QVERIFY(!process.start(program("exit 3")));
        QTRY_VERIFY(process.has_left());
        const ProcessEnd end = process.kill();
        QCOMPARE(end.signal, 0);
        QCOMPARE(end.status, 3);
    }

    void what_cannot_be_started_says_why_and_leaves_nothing() {
        OwnedProcess process;
        const auto problem = process.start(folder_.filePath(QStringLiteral("absent")).toStdString());
        QVERIFY(problem);
        QVERIFY(QString::fromStdString(*problem).contains(QStringLiteral("No such file")));
        QVERIFY(!process.running());
        QCOMPARE(process.socket(), -1);
        QCOMPARE(process.wait().status, 0);
    }

    void a_worker_is_where_the_variable_says() {
        qputenv("FIRSTFIT_TEST_WORKER", "/somewhere/else");
        QCOMPARE(worker_path("no-such-worker", "FIRSTFIT_TEST_WORKER"), std::string("/somewhere/else"));
        qputenv("FIRSTFIT_TEST_WORKER", "");
        QCOMPARE(worker_path("no-such-worker", "FIRSTFIT_TEST_WORKER"), std::string());
        qunsetenv("FIRSTFIT_TEST_WORKER");
        QVERIFY(!worker_path("firstfit-script-worker", "FIRSTFIT_TEST_WORKER").empty()); // of this build tree
    }
};

QTEST_APPLESS_MAIN(OwnedProcessTest)
#include "owned_process_test.moc"
