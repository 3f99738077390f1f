#pragma once

#include <condition_variable>
#include <mutex>
#include <vector>

#include "loops.hpp"

namespace bench {

/// Logical callers of an API with callbacks: each starts its next call when its last one is answered.
/// `start(connection, x, y, done)` begins a call and has `done(sum)` called once, on any thread, possibly at once on the caller's.
template <class Start>
class Callers {
public:
    Callers(int connections, int perConnection, Start start)
        : start_(std::move(start)), callers_(static_cast<size_t>(connections * perConnection)) {
        for (size_t i = 0; i < callers_.size(); i++) callers_[i].connection = static_cast<int>(i) / perConnection;
    }

    void round(int64_t end, Histogram& latencies) {
        end_ = end;
        out_ = static_cast<int>(callers_.size());
        for (Caller& caller : callers_) next(caller, now());
        std::unique_lock lock(mutex_);
        idle_.wait(lock, [&] { return out_ == 0; });
        for (Caller& caller : callers_) {
            latencies.add(caller.latencies);
            caller.latencies = Histogram();
        }
    }

private:
    struct Caller {
        int connection = 0;
        int x = 0;
        int64_t started = 0;
        Histogram latencies;  // one each: answers may come on many threads
    };

    void next(Caller& caller, int64_t time) {
        caller.started = time;
        start_(caller.connection, caller.x, 1, [this, &caller](int sum) { answered(caller, sum); });
    }

    void answered(Caller& caller, int sum) {
        checkSum(caller.x++, sum);
        int64_t time = now();
        caller.latencies.record(time - caller.started);
        if (time < end_) {
            next(caller, time);
            return;
        }
        std::lock_guard lock(mutex_);
        if (--out_ == 0) idle_.notify_one();
    }

    Start start_;
    std::vector<Caller> callers_;
    int64_t end_ = 0;
    int out_ = 0;
    std::mutex mutex_;
    std::condition_variable idle_;
};

template <class Start>
void callbacks(const Options& options, int connections, int perConnection, Start start) {
    Callers<Start> callers(connections, perConnection, std::move(start));
    measure(options, [&](int64_t end, Histogram& latencies) { callers.round(end, latencies); });
}

}  // namespace bench
