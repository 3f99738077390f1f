#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace bench {

/// Counts durations in log-linear buckets: 128 per power of two, so a bucket is at most 0.8 % wide.
/// Recording allocates nothing. Not thread-safe; each thread owns one.
class Histogram {
public:
    void record(int64_t nanoseconds) {
        counts_[indexOf(std::clamp<int64_t>(nanoseconds, 0, kLongest))]++;
        count_++;
    }

    /// Counts calls whose durations mean nothing, such as the items of a stream.
    void recordUntimed(int64_t calls) {
        counts_[0] += calls;
        count_ += calls;
    }

    void add(const Histogram& other) {
        for (size_t i = 0; i < counts_.size(); i++) counts_[i] += other.counts_[i];
        count_ += other.count_;
    }

    int64_t count() const { return count_; }

    /// The middle of the bucket that holds the given part (0..1) of all durations, microseconds; 0 when there are none.
    double percentile(double part) const {
        auto wanted = std::max<int64_t>(1, static_cast<int64_t>(std::ceil(part * static_cast<double>(count_))));
        for (size_t i = 0; i < counts_.size(); i++) {
            wanted -= counts_[i];
            if (wanted <= 0) return middleOf(i) / 1000.0;
        }
        return 0;
    }

private:
    static constexpr int kSubBucketBits = 7;
    static constexpr int kMaxBits = 40;  // 18 minutes, far above the longest run
    static constexpr int64_t kLongest = (1LL << kMaxBits) - 1;

    static size_t indexOf(int64_t duration) {
        int shift = std::max(0, 63 - __builtin_clzll(static_cast<uint64_t>(duration) | 1) - kSubBucketBits);
        return (static_cast<size_t>(shift) << kSubBucketBits) + static_cast<size_t>(duration >> shift);
    }

    static double middleOf(size_t index) {
        int shift = std::max(0, static_cast<int>(index >> kSubBucketBits) - 1);
        auto low = static_cast<int64_t>(index - (static_cast<size_t>(shift) << kSubBucketBits)) << shift;
        return static_cast<double>(low) + static_cast<double>((1LL << shift) - 1) / 2.0;
    }

    std::vector<int64_t> counts_ = std::vector<int64_t>((kMaxBits - kSubBucketBits + 1) << kSubBucketBits);
    int64_t count_ = 0;
};

}  // namespace bench
