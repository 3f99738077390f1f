#include <Ice/Ice.h>

#include "../common/bench.hpp"
#include "calculator.h"

namespace {

class Calculator : public idl::Calculator {
public:
    int add(int a, int b, const Ice::Current&) override { return a + b; }

    std::string welcome(std::string name, const Ice::Current&) override { return "Hi welcome " + name; }

    idl::Bytes echo(std::pair<const Ice::Byte*, const Ice::Byte*> data, const Ice::Current&) override {
        return idl::Bytes(data.first, data.second);
    }
};

}  // namespace

int main() {
    auto properties = Ice::createProperties();
    // Default 1,024 (KiB), and no larger message passes: 1 MiB of bytes and their header are more.
    properties->setProperty("Ice.MessageSizeMax", "16384");
    // Compression is asked for by the client only; this forbids it on the answers, too.
    properties->setProperty("Ice.Override.Compress", "0");
    // Idle connections are neither probed nor closed while a run waits.
    properties->setProperty("Ice.ACM.Close", "0");
    Ice::InitializationData data;
    data.properties = properties;
    // The thread pool stays at its default of one thread: calls are made where they are read, and nothing here blocks.
    auto communicator = Ice::initialize(data);
    auto adapter = communicator->createObjectAdapterWithEndpoints("Calculator", "tcp -h 127.0.0.1");
    adapter->add(std::make_shared<Calculator>(), Ice::stringToIdentity("calculator"));
    adapter->activate();
    auto address = std::dynamic_pointer_cast<Ice::TCPEndpointInfo>(adapter->getEndpoints().at(0)->getInfo());
    bench::require(address != nullptr, "The adapter listens on something that is not TCP.");
    bench::serveMarks("127.0.0.1:" + std::to_string(address->port));
}
