#include <Ice/Ice.h>

#include "../common/bench.hpp"
#include "calculator.h"

namespace {

class Client {
public:
    explicit Client(const std::string& endpoint, int connections = 1) {
        auto properties = Ice::createProperties();
        // Default 1,024 (KiB), and no larger message passes: 1 MiB of bytes and their header are more.
        properties->setProperty("Ice.MessageSizeMax", "16384");
        properties->setProperty("Ice.Override.Compress", "0");
        // No short cut past the socket, should an object of this process ever be called.
        properties->setProperty("Ice.Default.CollocationOptimized", "0");
        Ice::InitializationData data;
        data.properties = properties;
        communicator_ = Ice::initialize(data);
        auto proxy = communicator_->stringToProxy("calculator:tcp -h 127.0.0.1 -p " + endpoint.substr(endpoint.find(':') + 1));
        for (int i = 0; i < connections; i++) {
            // Proxies with the same connection id share a connection. No round trip that asks for the type.
            calculators_.push_back(Ice::uncheckedCast<idl::CalculatorPrx>(proxy->ice_connectionId(std::to_string(i))));
            calculators_.back()->ice_getConnection();
        }
    }

    int add(int x, int y) { return calculators_[0]->add(x, y); }

    std::string welcome(const std::string& name) { return calculators_[0]->welcome(name); }

    void setPayload(const std::string& bytes) { payload_ = bytes; }

    std::string_view echo() {
        auto begin = reinterpret_cast<const Ice::Byte*>(payload_.data());
        echoed_ = calculators_[0]->echo({begin, begin + payload_.size()});
        return {reinterpret_cast<const char*>(echoed_.data()), echoed_.size()};
    }

    /// An asynchronous call: the answer comes on a thread of Ice's pool, which has one by default.
    template <class Done>
    void addAsync(int connection, int x, int y, Done done) {
        calculators_[static_cast<size_t>(connection)]->addAsync(x, y, done, [](std::exception_ptr error) {
            try {
                std::rethrow_exception(error);
            } catch (const std::exception& why) {
                bench::fail(why.what());
            }
        });
    }

private:
    Ice::CommunicatorPtr communicator_;
    std::vector<std::shared_ptr<idl::CalculatorPrx>> calculators_;
    std::string payload_;
    idl::Bytes echoed_;
};

void callers(const bench::Options& options, int connections, int perConnection) {
    Client client(options.endpoint, connections);
    bench::callbacks(options, connections, perConnection,
                     [&](int connection, int x, int y, auto done) { client.addAsync(connection, x, y, done); });
}

}  // namespace

int main(int argc, char** argv) {
    bench::Workloads workloads = bench::blockingWorkloads<Client>();
    workloads.emplace_back("inflight64", [](const bench::Options& o) { callers(o, 1, 64); });
    workloads.emplace_back("conn8x16", [](const bench::Options& o) { callers(o, 8, 16); });
    bench::clientMain(argc, argv, workloads);
}
