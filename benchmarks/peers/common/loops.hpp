#pragma once

#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "protocol.hpp"

// The workloads of a caller that blocks. A `Client` has
//   int add(int x, int y)                     thread-safe for threads64
//   std::string welcome(const std::string&)
//   void setPayload(const std::string&)       the bytes to echo, kept as the API wants them
//   std::string_view echo()                   the answer, valid until the next call
namespace bench {

inline void checkSum(int x, int sum) {
    if (sum != x + 1) fail(std::to_string(x) + " + 1 was answered with " + std::to_string(sum) + ".");
}

/// One caller, the next call after the answer. One reading of the clock ends a call and starts the next.
template <class Call>
void callUntil(int64_t end, Histogram& latencies, Call&& call) {
    int64_t start = now();
    for (int x = 0; start < end; x++) {
        call(x);
        int64_t after = now();
        latencies.record(after - start);
        start = after;
    }
}

template <class Client>
void sequential(const Options& options, Client& client) {
    measure(options, [&](int64_t end, Histogram& latencies) {
        callUntil(end, latencies, [&](int x) { checkSum(x, client.add(x, 1)); });
    });
}

template <class Client>
void welcome(const Options& options, Client& client) {
    const std::string name = "Ali";
    measure(options, [&](int64_t end, Histogram& latencies) {
        callUntil(end, latencies, [&](int) { require(client.welcome(name) == "Hi welcome Ali", "welcome was answered wrongly."); });
    });
}

inline std::string payload(size_t size) {
    std::string bytes(size, '\0');
    for (size_t i = 0; i < size; i++) bytes[i] = static_cast<char>(i * 31 + (i >> 8) + 7);
    return bytes;
}

template <class Client>
void echo(const Options& options, Client& client, size_t size) {
    const std::string sent = payload(size);
    client.setPayload(sent);
    bool compared = false;
    measure(options, [&](int64_t end, Histogram& latencies) {
        callUntil(end, latencies, [&](int) {
            std::string_view got = client.echo();
            require(got.size() == sent.size() && got.front() == sent.front() && got.back() == sent.back(), "echo was answered wrongly.");
            if (!compared) {
                require(got == sent, "echo was answered with other bytes.");
                compared = true;
            }
        });
    });
}

/// Runs `body(i, histogram)` on `count` threads and adds up what they measured.
template <class Body>
void onThreads(int count, Histogram& latencies, Body&& body) {
    std::vector<Histogram> each(static_cast<size_t>(count));
    std::vector<std::thread> threads;
    for (int i = 0; i < count; i++) {
        threads.emplace_back([&, i] {
            try {
                body(i, each[static_cast<size_t>(i)]);
            } catch (const std::exception& error) {
                fail(error.what());
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    for (const Histogram& histogram : each) latencies.add(histogram);
}

/// Many threads that block, all through one client.
template <class Client>
void threads(const Options& options, Client& client, int count) {
    measure(options, [&](int64_t end, Histogram& latencies) {
        onThreads(count, latencies, [&](int, Histogram& own) {
            callUntil(end, own, [&](int x) { checkSum(x, client.add(x, 1)); });
        });
    });
}

inline void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

/// Sleeps until shortly before `due` and spins the rest: a sleep alone comes back up to 60 microseconds late.
inline void waitUntil(int64_t due) {
    constexpr int64_t spin = 60'000;
    if (int64_t wake = due - spin; wake > now()) {
        timespec t{wake / 1'000'000'000, wake % 1'000'000'000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, nullptr);
    }
    while (now() < due) relax();
}

/// Call i is due at start + i / rate; its latency counts from when it was due, so that a stall is not forgotten.
template <class Client>
void paced(const Options& options, Client& client) {
    require(options.rate > 0, "paced needs --rate.");
    measure(options, [&](int64_t end, Histogram& latencies) {
        const int64_t start = now();
        for (int i = 0;; i++) {
            int64_t due = start + static_cast<int64_t>(static_cast<double>(i) * 1e9 / options.rate);
            if (due >= end) break;
            waitUntil(due);
            checkSum(i, client.add(i, 1));
            latencies.record(now() - due);
        }
    });
}

/// Every workload of a blocking client; `Client` is made from the endpoint.
template <class Client>
Workloads blockingWorkloads() {
    return {
        {"sequential", [](const Options& o) { Client client(o.endpoint); sequential(o, client); }},
        {"welcome", [](const Options& o) { Client client(o.endpoint); welcome(o, client); }},
        {"echo1k", [](const Options& o) { Client client(o.endpoint); echo(o, client, 1024); }},
        {"echo1m", [](const Options& o) { Client client(o.endpoint); echo(o, client, 1024 * 1024); }},
        {"threads64", [](const Options& o) { Client client(o.endpoint); threads(o, client, 64); }},
        {"paced", [](const Options& o) { Client client(o.endpoint); paced(o, client); }},
    };
}

}  // namespace bench
