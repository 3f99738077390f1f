#include <capnp/ez-rpc.h>
#include <capnp/message.h>

#include "../common/bench.hpp"
#include "calculator.capnp.h"

namespace {

class Calculator final : public idl::Calculator::Server {
protected:
    kj::Promise<void> add(AddContext context) override {
        auto arguments = context.getParams();
        context.getResults(kSmall).setSum(arguments.getA() + arguments.getB());
        return kj::READY_NOW;
    }

    kj::Promise<void> welcome(WelcomeContext context) override {
        context.getResults(kSmall).setGreeting(kj::str("Hi welcome ", context.getParams().getName()));
        return kj::READY_NOW;
    }

    kj::Promise<void> echo(EchoContext context) override {
        auto data = context.getParams().getData();
        // Said in advance, the size keeps the answer in one segment that is allocated once.
        context.getResults(capnp::MessageSize{data.size() / sizeof(capnp::word) + 16, 0}).setData(data);
        return kj::READY_NOW;
    }

private:
    static constexpr capnp::MessageSize kSmall{8, 0};
};

}  // namespace

int main() {
    // One thread with one event loop serves all connections; the library knows no other way. TCP_NODELAY is always set.
    std::thread([] {
        capnp::EzRpcServer server(kj::heap<Calculator>(), "127.0.0.1:0");
        auto& scope = server.getWaitScope();
        std::string endpoint = "127.0.0.1:" + std::to_string(server.getPort().wait(scope));
        std::thread([endpoint] { bench::serveMarks(endpoint); }).detach();
        kj::NEVER_DONE.wait(scope);
    }).join();
}
