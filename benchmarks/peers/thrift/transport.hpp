#pragma once

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include <memory>

namespace peer {

/// Thrift 0.17 counts the strings that a buffered transport reads against the 100 MB limit of one message, and never starts again:
/// a connection ends after 100 MB. Each message begins at zero here.
class Transport final : public apache::thrift::transport::TBufferedTransport {
public:
    using TBufferedTransport::TBufferedTransport;

    uint32_t readEnd() override {
        resetConsumedMessageSize();
        return TBufferedTransport::readEnd();
    }
};

// Named by type instead of by interface, so that reading a number is inlined and not a virtual call.
using Protocol = apache::thrift::protocol::TBinaryProtocolT<Transport>;
using Protocols = apache::thrift::protocol::TBinaryProtocolFactoryT<Transport>;

/// Buffered, not framed: a small message is one receive instead of two (length, then body).
/// The default buffer of 512 bytes would read 1 MiB in 2,048 receives.
constexpr uint32_t kBuffer = 256 * 1024;

class Transports : public apache::thrift::transport::TTransportFactory {
public:
    std::shared_ptr<apache::thrift::transport::TTransport> getTransport(
        std::shared_ptr<apache::thrift::transport::TTransport> socket) override {
        return std::make_shared<Transport>(socket, kBuffer);
    }
};

}  // namespace peer
