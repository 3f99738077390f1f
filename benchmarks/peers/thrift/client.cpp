#include <thrift/transport/TSocket.h>

#include <deque>

#include "../common/bench.hpp"
#include "Calculator.h"
#include "transport.hpp"

namespace {

std::shared_ptr<peer::Protocol> connect(const std::string& endpoint) {
    auto socket = std::make_shared<apache::thrift::transport::TSocket>("127.0.0.1", std::stoi(endpoint.substr(endpoint.find(':') + 1)));
    socket->setNoDelay(true);  // the default, said aloud: a small message must not wait for the last one's acknowledgement
    socket->open();
    return std::make_shared<peer::Protocol>(std::make_shared<peer::Transport>(socket, peer::kBuffer));
}

class Client {
public:
    explicit Client(const std::string& endpoint) : calculator_(connect(endpoint)) {}

    int add(int x, int y) { return calculator_.add(x, y); }

    std::string_view welcome(const std::string& name) {
        calculator_.welcome(greeting_, name);
        return greeting_;
    }

    void setPayload(const std::string& bytes) { payload_ = bytes; }

    std::string_view echo() {
        calculator_.echo(echoed_, payload_);
        return echoed_;
    }

private:
    idl::CalculatorClientT<peer::Protocol> calculator_;
    std::string greeting_;
    std::string payload_;
    std::string echoed_;
};

/// The generated client for threads that share a connection: one of them reads and wakes the others.
class ConcurrentClient {
public:
    explicit ConcurrentClient(const std::string& endpoint)
        : calculator_(connect(endpoint), std::make_shared<apache::thrift::async::TConcurrentClientSyncInfo>()) {}

    int add(int x, int y) { return calculator_.add(x, y); }

private:
    idl::CalculatorConcurrentClientT<peer::Protocol> calculator_;
};

/// Calls in flight by hand: the generated client sends and receives apart, and answers come in the order of the calls.
class Pipeline {
public:
    Pipeline(const std::string& endpoint, int depth) : calculator_(connect(endpoint)), depth_(depth) {}

    void round(int64_t end, bench::Histogram& latencies) {
        int64_t time = bench::now();
        for (int i = 0; i < depth_; i++) send(time);
        while (!started_.empty()) {
            bench::checkSum(answered_++, calculator_.recv_add());
            time = bench::now();
            latencies.record(time - started_.front());
            started_.pop_front();
            if (time < end) send(time);
        }
    }

private:
    void send(int64_t time) {
        calculator_.send_add(sent_++, 1);
        started_.push_back(time);
    }

    idl::CalculatorClientT<peer::Protocol> calculator_;
    std::deque<int64_t> started_;
    int depth_;
    int32_t sent_ = 0;
    int32_t answered_ = 0;
};

void pipelines(const bench::Options& options, int connections, int depth) {
    std::deque<Pipeline> all;
    for (int i = 0; i < connections; i++) all.emplace_back(options.endpoint, depth);
    bench::measure(options, [&](int64_t end, bench::Histogram& latencies) {
        bench::onThreads(connections, latencies, [&](int i, bench::Histogram& own) { all[static_cast<size_t>(i)].round(end, own); });
    });
}

}  // namespace

int main(int argc, char** argv) {
    bench::Workloads workloads = bench::blockingWorkloads<Client>();
    bench::replace(workloads, "threads64", [](const bench::Options& o) {
        ConcurrentClient client(o.endpoint);
        bench::threads(o, client, 64);
    });
    workloads.emplace_back("inflight64", [](const bench::Options& o) { pipelines(o, 1, 64); });
    workloads.emplace_back("conn8x16", [](const bench::Options& o) { pipelines(o, 8, 16); });
    bench::clientMain(argc, argv, workloads);
}
