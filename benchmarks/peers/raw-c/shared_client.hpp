#pragma once

#include <condition_variable>
#include <mutex>
#include <unordered_map>

#include "socket.hpp"

namespace raw {

/// One connection for many threads that block. Requests gather while another thread is sending and leave in one write;
/// the thread that waits first reads for all (leader), and hands the reading on when its own answer is there.
class SharedClient {
public:
    explicit SharedClient(const std::string& endpoint) : fd_(connectTo(endpoint)), replies_(fd_, false) {}

    int add(int x, int y) {
        Call call;
        send(call, x, y);
        std::unique_lock lock(receiving_);
        while (!call.done) {
            if (leading_) call.woken.wait(lock);
            else lead(call, lock);
        }
        return call.sum;
    }

private:
    struct Call {
        std::condition_variable woken;
        int32_t sum = 0;
        bool done = false;
    };

    void send(Call& call, int x, int y) {
        {
            std::lock_guard lock(receiving_);
            int32_t id = ++id_;
            calls_[id] = &call;
            requests_.resize(requests_.size() + kAddRequest);
            putAdd(&requests_[requests_.size() - kAddRequest], id, x, y);
            if (sending_) return;
            sending_ = true;
        }
        flush();
    }

    void flush() {
        for (std::unique_lock lock(receiving_); !requests_.empty();) {
            outgoing_.swap(requests_);
            lock.unlock();
            bench::require(sendAll(fd_, outgoing_.data(), outgoing_.size()), "The server closed the connection.");
            outgoing_.clear();
            lock.lock();
            if (requests_.empty()) sending_ = false;
        }
    }

    void lead(Call& own, std::unique_lock<std::mutex>& lock) {
        leading_ = true;
        while (!own.done) {
            lock.unlock();
            bench::require(replies_.receive(), "The server closed the connection.");
            lock.lock();
            deliver(own);
        }
        leading_ = false;
        if (!calls_.empty()) calls_.begin()->second->woken.notify_one();
    }

    void deliver(const Call& own) {
        size_t size;
        while (const char* reply = replies_.frame(size)) {
            auto found = calls_.find(get(reply + 4));
            bench::require(found != calls_.end(), "The answer belongs to no call.");
            Call& call = *found->second;
            call.sum = get(reply + kHeader);
            call.done = true;
            if (&call != &own) call.woken.notify_one();
            calls_.erase(found);
            replies_.read(size);
        }
    }

    int fd_;
    Receiver replies_;
    std::mutex receiving_;
    std::unordered_map<int32_t, Call*> calls_;
    std::vector<char> requests_;
    std::vector<char> outgoing_;
    int32_t id_ = 0;
    bool sending_ = false;
    bool leading_ = false;
};

}  // namespace raw
