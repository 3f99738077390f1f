#pragma once

#include <atomic>
#include <cstdio>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "callers.hpp"

// The workloads of a name server's client: fill64, lookup, lookup64, register, register64. Every lookup and every registration takes one of the
// same names at random, so the name server has as many at the end of a run as at its beginning. A `Directory` is made from the endpoint; its threads share it:
//   void add(const std::string& name, int number, int version)     registers a name that is not there
//   void replace(const std::string& name, int number, int version) registers a name that is there, with another object in its place
//   void find(const std::string& name, int number)                 looks a name up; an answer that cannot be ends the process
//   bool has(const std::string& name)
// Number and version make each object another one: see hostOf and portOf.
namespace bench::names {

struct Options : bench::Options {
    int count = 1000;  // names in the name server
};

/// benchmarks/Rpc.Scale has the same names.
inline std::string nameOf(int number) {
    char text[32];
    std::snprintf(text, sizeof text, "shop.orders.eu-%07d", number);
    return text;
}

/// Where an object is said to be; nothing connects to it.
inline std::string hostOf(int number) {
    char text[32];
    std::snprintf(text, sizeof text, "10.%d.%d.%d", 10 + (number >> 16 & 127), number >> 8 & 255, number & 255);
    return text;
}

/// A server that comes back has another port.
inline std::string portOf(int version) { return std::to_string(20'000 + version % 10'000); }

inline std::vector<std::string> namesOf(const Options& options) {
    std::vector<std::string> names;
    for (int i = 0; i < options.count; i++) names.push_back(nameOf(i));
    return names;
}

template <class Directory>
void addAll(const std::vector<std::string>& names, Directory& directory, int threads, Histogram& latencies) {
    std::atomic<size_t> next = 0;
    onThreads(threads, latencies, [&](int, Histogram& own) {
        for (size_t i; (i = next++) < names.size();) {
            int64_t start = now();
            directory.add(names[i], static_cast<int>(i), 0);
            own.record(now() - start);
        }
    });
}

/// What lookups look for is registered by the first client that needs it.
template <class Directory>
std::vector<std::string> filled(const Options& options, Directory& directory) {
    std::vector<std::string> names = namesOf(options);
    Histogram unread;
    if (!directory.has(names.back())) addAll(names, directory, 1, unread);
    return names;
}

/// Registers every name in an empty name server: the one workload that ends by itself.
template <class Directory>
void fill(const Options& options, int threads) {
    Directory directory(options.endpoint);
    std::vector<std::string> names = namesOf(options);
    bool warm = false;
    measure(options, [&](int64_t, Histogram& latencies) {
        if (warm) addAll(names, directory, threads, latencies);
        warm = true;
    });
}

/// Calls `call(name, number)` with names at random until the time is over.
template <class Call>
void anyNames(const Options& options, const std::vector<std::string>& names, int threads, Call&& call) {
    measure(options, [&](int64_t end, Histogram& latencies) {
        onThreads(threads, latencies, [&](int thread, Histogram& own) {
            std::minstd_rand random(static_cast<unsigned>(thread + 1));
            callUntil(end, own, [&](int) {
                size_t number = random() % names.size();
                call(names[number], static_cast<int>(number));
            });
        });
    });
}

template <class Directory>
void lookups(const Options& options, int threads) {
    Directory directory(options.endpoint);
    std::vector<std::string> names = filled(options, directory);
    anyNames(options, names, threads, [&](const std::string& name, int number) { directory.find(name, number); });
}

template <class Directory>
void registrations(const Options& options, int threads) {
    Directory directory(options.endpoint);
    std::vector<std::string> names = filled(options, directory);
    std::atomic<int> version = 0;
    anyNames(options, names, threads, [&](const std::string& name, int number) { directory.replace(name, number, ++version); });
}

using NamesWorkloads = std::vector<std::pair<std::string, std::function<void(const Options&)>>>;

/// Every workload of a client whose calls block.
template <class Directory>
NamesWorkloads blockingWorkloads() {
    return {
        {"fill64", [](const Options& o) { fill<Directory>(o, 64); }},
        {"lookup", [](const Options& o) { lookups<Directory>(o, 1); }},
        {"lookup64", [](const Options& o) { lookups<Directory>(o, 64); }},
        {"register", [](const Options& o) { registrations<Directory>(o, 1); }},
        {"register64", [](const Options& o) { registrations<Directory>(o, 64); }},
    };
}

/// As bench::clientMain, with `--names N` besides.
[[noreturn]] inline void clientMain(int argc, char** argv, const NamesWorkloads& workloads) {
    std::vector<std::string> words(argv + 1, argv + argc);
    Options options;
    for (auto word = words.begin(); word != words.end(); ++word) {
        if (*word != "--names" || word + 1 == words.end()) continue;
        options.count = std::stoi(word[1]);
        words.erase(word, word + 2);
        break;
    }
    require(options.count > 0, "--names must be at least 1.");
    Workloads plain;
    for (const auto& workload : workloads) {
        plain.emplace_back(workload.first, [&workload, options](const bench::Options& given) mutable {
            static_cast<bench::Options&>(options) = given;
            workload.second(options);
        });
    }
    bench::clientMain(words, plain);
}

}  // namespace bench::names
