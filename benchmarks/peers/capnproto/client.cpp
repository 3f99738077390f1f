#include <capnp/ez-rpc.h>
#include <kj/async.h>

#include <deque>
#include <future>
#include <optional>

#include "../common/bench.hpp"
#include "calculator.capnp.h"

namespace {

kj::Promise<int> callAdd(idl::Calculator::Client& calculator, int x, int y) {
    auto request = calculator.addRequest(capnp::MessageSize{8, 0});
    request.setA(x);
    request.setB(y);
    return request.send().then([](capnp::Response<idl::Calculator::AddResults>&& reply) { return reply.getSum(); });
}

/// One caller that turns the event loop of its thread until its answer is there. The limits on reading (64 MiB) are the defaults.
class Client {
public:
    explicit Client(const std::string& endpoint) : rpc_(endpoint), calculator_(rpc_.getMain<idl::Calculator>()) {}

    int add(int x, int y) { return callAdd(calculator_, x, y).wait(rpc_.getWaitScope()); }

    std::string_view welcome(const std::string& name) {
        auto request = calculator_.welcomeRequest();
        request.setName(name);
        greeting_.emplace(request.send().wait(rpc_.getWaitScope()));
        auto text = greeting_->getGreeting();
        return {text.begin(), text.size()};
    }

    void setPayload(const std::string& bytes) { payload_ = bytes; }

    std::string_view echo() {
        // Said in advance, the size keeps the request in one segment that is allocated once.
        auto request = calculator_.echoRequest(capnp::MessageSize{payload_.size() / sizeof(capnp::word) + 16, 0});
        request.setData(kj::arrayPtr(reinterpret_cast<const kj::byte*>(payload_.data()), payload_.size()));
        echoed_.emplace(request.send().wait(rpc_.getWaitScope()));
        auto data = echoed_->getData();
        return {reinterpret_cast<const char*>(data.begin()), data.size()};
    }

private:
    capnp::EzRpcClient rpc_;
    idl::Calculator::Client calculator_;
    std::optional<capnp::Response<idl::Calculator::WelcomeResults>> greeting_;
    std::optional<capnp::Response<idl::Calculator::EchoResults>> echoed_;
    std::string payload_;
};

/// A connection belongs to the thread of its event loop. Other threads hand it their calls through the loop's executor and block.
class SharedClient {
public:
    explicit SharedClient(const std::string& endpoint) {
        std::promise<const kj::Executor*> started;
        std::thread([&started, endpoint, this] {
            capnp::EzRpcClient rpc(endpoint);
            auto calculator = rpc.getMain<idl::Calculator>();
            calculator.whenResolved().wait(rpc.getWaitScope());
            calculator_ = &calculator;
            started.set_value(&kj::getCurrentThreadExecutor());
            kj::NEVER_DONE.wait(rpc.getWaitScope());
        }).detach();
        executor_ = started.get_future().get();
    }

    int add(int x, int y) {
        return executor_->executeSync([&] { return callAdd(*calculator_, x, y); });
    }

private:
    const kj::Executor* executor_ = nullptr;
    idl::Calculator::Client* calculator_ = nullptr;
};

/// All callers live on one event loop; connections made by one thread share it.
void callers(const bench::Options& options, int connections, int perConnection) {
    std::deque<capnp::EzRpcClient> clients;
    std::vector<idl::Calculator::Client> calculators;
    for (int i = 0; i < connections; i++) {
        clients.emplace_back(options.endpoint);
        calculators.push_back(clients.back().getMain<idl::Calculator>());
    }

    std::vector<int> next(static_cast<size_t>(connections * perConnection));
    bench::measure(options, [&](int64_t end, bench::Histogram& latencies) {
        std::function<kj::Promise<void>(size_t, int64_t)> call = [&](size_t i, int64_t started) {
            return callAdd(calculators[i / static_cast<size_t>(perConnection)], next[i], 1).then([&, i, started](int sum) -> kj::Promise<void> {
                bench::checkSum(next[i]++, sum);
                int64_t time = bench::now();
                latencies.record(time - started);
                return time < end ? call(i, time) : kj::Promise<void>(kj::READY_NOW);
            });
        };
        auto loops = kj::heapArrayBuilder<kj::Promise<void>>(next.size());
        for (size_t i = 0; i < next.size(); i++) loops.add(call(i, bench::now()));
        kj::joinPromises(loops.finish()).wait(clients.front().getWaitScope());
    });
}

}  // namespace

int main(int argc, char** argv) {
    bench::Workloads workloads = bench::blockingWorkloads<Client>();
    bench::replace(workloads, "threads64", [](const bench::Options& o) {
        SharedClient client(o.endpoint);
        bench::threads(o, client, 64);
    });
    workloads.emplace_back("inflight64", [](const bench::Options& o) { callers(o, 1, 64); });
    workloads.emplace_back("conn8x16", [](const bench::Options& o) { callers(o, 8, 16); });
    bench::clientMain(argc, argv, workloads);
}
