#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/server/TThreadedServer.h>
#include <thrift/transport/TBufferTransports.h>
#include <thrift/transport/TServerSocket.h>

#include <future>

#include "../common/bench.hpp"
#include "Calculator.h"
#include "transport.hpp"

namespace {

using namespace apache::thrift;

class Calculator : public idl::CalculatorIf {
public:
    int32_t add(const int32_t a, const int32_t b) override { return a + b; }
    void welcome(std::string& answer, const std::string& name) override { answer = "Hi welcome " + name; }
    void echo(std::string& answer, const std::string& data) override { answer = data; }
};

class Started : public server::TServerEventHandler {
public:
    void preServe() override { promise_.set_value(); }
    void await() { promise_.get_future().wait(); }

private:
    std::promise<void> promise_;
};

}  // namespace

int main() {
    auto socket = std::make_shared<transport::TServerSocket>("127.0.0.1", 0);
    // Otherwise every receive is preceded by a poll that also looks for a request to stop.
    socket->setInterruptableChildren(false);
    auto processor = std::make_shared<idl::CalculatorProcessorT<peer::Protocol>>(std::make_shared<Calculator>());
    // A thread per connection reads, calls and answers: no hop between arrival and call.
    server::TThreadedServer server(processor, socket, std::make_shared<peer::Transports>(), std::make_shared<peer::Protocols>());
    auto started = std::make_shared<Started>();
    server.setServerEventHandler(started);
    std::thread([&server] { server.serve(); }).detach();
    started->await();
    bench::serveMarks("127.0.0.1:" + std::to_string(socket->getPort()));
}
