// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One piece of work at a time in a thread of its own, with progress and cancel: what would make the window wait.
#pragma once

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace firstfit {

/// Starting again drops what is under way: its result is never delivered. The destructor asks the work to end and
/// waits for it, which takes as long as the work goes without asking its watch.
class BackgroundTask : public QObject {
    Q_OBJECT

public:
    /// The work calls it now and then, with how far it is; false: end as soon as possible.
    using Watch = std::function<bool(std::uint64_t done, std::uint64_t total)>;

    explicit BackgroundTask(QObject* parent = nullptr);
    ~BackgroundTask() override;

    /// Computes in a thread, then hands the result to `done` in the thread of this object. `compute(watch)` returns an
    /// optional; nothing means that it was cancelled. It must own all that it touches.
    template <class Compute, class Done>
    void start(Compute compute, Done done) {
        begin([compute = std::move(compute), done = std::move(done)](const Watch& watch) mutable -> Delivery {
            auto result = std::make_shared<decltype(compute(watch))>(compute(watch));
            if (!*result)
                return {};
            return [result, done = std::move(done)]() mutable { done(std::move(**result)); };
        });
    }
    /// Ends it for whoever looks at it, at once; the thread follows when its work next asks.
    void cancel();
    [[nodiscard]] bool isRunning() const { return current_ != nullptr; }
    /// How far it is; 0 of 0 while that is not known.
    [[nodiscard]] std::uint64_t done() const { return done_; }
    [[nodiscard]] std::uint64_t total() const { return total_; }

Q_SIGNALS:
    void started();
    void progressed(); ///< see done() and total(); some twenty times a second at most
    /// `completed`: the result was delivered, just before. Not emitted for work that other work took the place of.
    void finished(bool completed);

private:
    struct Run;
    using Delivery = std::function<void()>;
    using Work = std::function<Delivery(const Watch&)>;

    void begin(Work work);
    void drop();
    void tell(const Run* run, std::uint64_t done, std::uint64_t total);
    void ended(Run* run);

    std::unique_ptr<Run> current_;
    std::vector<std::unique_ptr<Run>> ending_; ///< cancelled; nobody waits for them
    std::uint64_t done_ = 0;
    std::uint64_t total_ = 0;
};

} // namespace firstfit
