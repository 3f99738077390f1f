#pragma once

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "clock.hpp"
#include "histogram.hpp"

// What a role process says and hears, one line each on its standard streams:
//   server:  -> ready ENDPOINT    <- start    -> ok    <- stop    -> {"cpuMicroseconds":0,"allocatedBytes":0}
//   client:  -> ready             <- go       -> {"calls":0,...}
// The server ends when its input does, so it cannot outlive the program that started it.
namespace bench {

struct Options {
    std::string workload;
    std::string endpoint;
    int64_t warmup = 0;    // nanoseconds
    int64_t duration = 0;  // nanoseconds
    double rate = 0;       // calls per second, for `paced`
};

using Workloads = std::vector<std::pair<std::string, std::function<void(const Options&)>>>;

/// Puts another loop in the place of the one that a workload has.
inline void replace(Workloads& workloads, const std::string& name, std::function<void(const Options&)> by) {
    for (auto& workload : workloads) {
        if (workload.first == name) workload.second = std::move(by);
    }
}

/// Ends the process at once: other threads may sit in calls that never return, so nothing is unwound.
[[noreturn]] inline void fail(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::_Exit(1);
}

inline void require(bool holds, const char* what) {
    if (!holds) fail(what);
}

inline void say(const std::string& line) {
    std::fprintf(stdout, "%s\n", line.c_str());
    std::fflush(stdout);
}

/// Server: announces itself and answers window marks until the input ends, then ends the process.
[[noreturn]] inline void serveMarks(const std::string& endpoint) {
    say("ready " + endpoint);
    int64_t before = 0;
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "start") {
            before = cpuMicroseconds();
            say("ok");
        } else if (line == "stop") {
            say("{\"cpuMicroseconds\":" + std::to_string(cpuMicroseconds() - before) + ",\"allocatedBytes\":0}");
        }
    }
    std::_Exit(0);
}

/// Client: warms up, reports ready, waits for the word, measures, reports.
/// `round(end, histogram)` makes calls until the clock passes `end` and returns when no call is out any more.
template <class Round>
void measure(const Options& options, Round&& round) {
    Histogram warmup;
    round(now() + options.warmup, warmup);
    say("ready");
    std::string word;
    if (!std::getline(std::cin, word) || word != "go") fail("The run was called off.");

    Histogram latencies;
    int64_t cpu = cpuMicroseconds();
    int64_t start = now();
    round(start + options.duration, latencies);
    int64_t elapsed = now() - start;
    cpu = cpuMicroseconds() - cpu;

    char line[400];
    std::snprintf(line, sizeof line,
                  "{\"calls\":%lld,\"elapsedMicroseconds\":%.1f,\"p50Microseconds\":%.3f,\"p99Microseconds\":%.3f,"
                  "\"p999Microseconds\":%.3f,\"cpuMicroseconds\":%lld,\"allocatedBytes\":0}",
                  static_cast<long long>(latencies.count()), static_cast<double>(elapsed) / 1000.0, latencies.percentile(0.50),
                  latencies.percentile(0.99), latencies.percentile(0.999), static_cast<long long>(cpu));
    say(line);
}

inline Options parse(const std::vector<std::string>& words) {
    Options options;
    for (size_t i = 0; i + 1 < words.size(); i += 2) {
        const std::string& name = words[i];
        const std::string& value = words[i + 1];
        if (name == "--workload") options.workload = value;
        else if (name == "--endpoint") options.endpoint = value;
        else if (name == "--warmup") options.warmup = std::stoll(value) * 1'000'000;
        else if (name == "--duration") options.duration = std::stoll(value) * 1'000'000;
        else if (name == "--rate") options.rate = std::stod(value);
        else fail("There is no option '" + name + "'.");
    }
    return options;
}

/// Client: runs the workload that the arguments name. `--workloads` prints the names instead.
[[noreturn]] inline void clientMain(const std::vector<std::string>& words, const Workloads& workloads) {
    if (!words.empty() && words[0] == "--workloads") {
        for (const auto& workload : workloads) say(workload.first);
        std::_Exit(0);
    }

    Options options = parse(words);
    for (const auto& workload : workloads) {
        if (workload.first != options.workload) continue;
        try {
            workload.second(options);
        } catch (const std::exception& error) {
            fail(error.what());
        }
        std::_Exit(0);  // threads of the RPC system may still run; how they are ended is not part of the comparison
    }
    fail("There is no workload named '" + options.workload + "' here.");
}

[[noreturn]] inline void clientMain(int argc, char** argv, const Workloads& workloads) {
    clientMain(std::vector<std::string>(argv + 1, argv + argc), workloads);
}

}  // namespace bench
