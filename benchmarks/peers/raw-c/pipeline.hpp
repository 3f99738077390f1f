#pragma once

#include "socket.hpp"

namespace raw {

/// Keeps a number of calls out on one connection: reads what is there and sends as many new calls in one write.
class Pipeline {
public:
    Pipeline(const std::string& endpoint, size_t depth) : fd_(connectTo(endpoint)), replies_(fd_, false), calls_(depth) {}

    void round(int64_t end, bench::Histogram& latencies) {
        int64_t time = bench::now();
        for (size_t i = 0; i < calls_.size(); i++) begin(i, time);
        for (size_t out = calls_.size(); out > 0;) {
            bench::require(sendAll(fd_, requests_.data(), requests_.size()), "The server closed the connection.");
            requests_.clear();
            bench::require(replies_.receive(), "The server closed the connection.");
            out -= answered(end, latencies);
        }
    }

private:
    struct Call {
        int32_t x = 0;
        int64_t started = 0;
    };

    void begin(size_t i, int64_t time) {
        calls_[i].started = time;
        requests_.resize(requests_.size() + kAddRequest);
        putAdd(&requests_[requests_.size() - kAddRequest], static_cast<int32_t>(i), calls_[i].x, 1);
    }

    /// Reads every whole answer; returns how many callers have ended.
    size_t answered(int64_t end, bench::Histogram& latencies) {
        int64_t time = bench::now();  // these answers came in one receive: one reading of the clock serves them all
        size_t ended = 0;
        size_t size;
        while (const char* reply = replies_.frame(size)) {
            auto i = static_cast<size_t>(get(reply + 4));
            bench::require(i < calls_.size(), "The answer belongs to no call.");
            Call& call = calls_[i];
            bench::checkSum(call.x++, get(reply + kHeader));
            latencies.record(time - call.started);
            replies_.read(size);
            if (time < end) begin(i, time);
            else ended++;
        }
        return ended;
    }

    int fd_;
    Receiver replies_;
    std::vector<Call> calls_;
    std::vector<char> requests_;
};

}  // namespace raw
