// The floor's client: what any RPC stands on, without an RPC.
#include <deque>

#include "blocking_client.hpp"
#include "pipeline.hpp"
#include "shared_client.hpp"

namespace {

void pipelines(const bench::Options& options, int connections, size_t depth) {
    std::deque<raw::Pipeline> all;
    for (int i = 0; i < connections; i++) all.emplace_back(options.endpoint, depth);
    bench::measure(options, [&](int64_t end, bench::Histogram& latencies) {
        bench::onThreads(connections, latencies, [&](int i, bench::Histogram& own) { all[static_cast<size_t>(i)].round(end, own); });
    });
}

void stream(const bench::Options& options) {
    int fd = raw::connectTo(options.endpoint);
    raw::Receiver numbers(fd, false);
    char request[raw::kHeader];
    raw::putHeader(request, sizeof request, 1, raw::kStream);
    bench::require(raw::sendAll(fd, request, sizeof request), "The server closed the connection.");
    int32_t expected = 0;
    bench::measure(options, [&](int64_t end, bench::Histogram& latencies) {
        while (bench::now() < end) {
            bench::require(numbers.receive(), "The server closed the connection.");
            size_t count = numbers.available() / sizeof(int32_t);
            for (size_t i = 0; i < count; i++) {
                if (raw::get(numbers.data() + i * sizeof(int32_t)) != expected) bench::fail("A number of the stream is not the next one.");
                expected = (expected + 1) & 0x7fffffff;
            }
            numbers.read(count * sizeof(int32_t));
            latencies.recordUntimed(static_cast<int64_t>(count));
        }
    });
}

bench::Workloads workloads() {
    bench::Workloads all = bench::blockingWorkloads<raw::BlockingClient>();
    bench::replace(all, "threads64", [](const bench::Options& o) {
        raw::SharedClient client(o.endpoint);
        bench::threads(o, client, 64);
    });
    all.emplace_back("inflight64", [](const bench::Options& o) { pipelines(o, 1, 64); });
    all.emplace_back("conn8x16", [](const bench::Options& o) { pipelines(o, 8, 16); });
    all.emplace_back("stream", stream);
    return all;
}

bench::Workloads spinning() {
    return {{"sequential", [](const bench::Options& o) {
                 raw::BlockingClient client(o.endpoint, true);
                 bench::sequential(o, client);
             }}};
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> words(argv + 1, argv + argc);
    bool spin = !words.empty() && words[0] == "--spin";
    if (spin) words.erase(words.begin());
    bench::clientMain(words, spin ? spinning() : workloads());
}
