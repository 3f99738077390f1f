#pragma once

#include <sys/resource.h>
#include <time.h>

#include <cstdint>

namespace bench {

/// Nanoseconds of a clock that never goes back.
inline int64_t now() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1'000'000'000LL + t.tv_nsec;
}

/// User and kernel time of all threads of this process so far, microseconds.
inline int64_t cpuMicroseconds() {
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000LL + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

}  // namespace bench
