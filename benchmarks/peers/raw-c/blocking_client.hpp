#pragma once

#include "socket.hpp"

namespace raw {

/// One caller on one connection: the calling thread sends and then receives its own answer.
class BlockingClient {
public:
    explicit BlockingClient(const std::string& endpoint, bool spin = false) : fd_(connectTo(endpoint)), replies_(fd_, spin) {}

    ~BlockingClient() { close(fd_); }

    BlockingClient(const BlockingClient&) = delete;

    int add(int x, int y) {
        char request[kAddRequest];
        putAdd(request, ++id_, x, y);
        return get(call(request, sizeof request).data());
    }

    std::string_view welcome(const std::string& name) {
        char request[256];
        size_t size = kHeader + name.size();
        putHeader(request, size, ++id_, kWelcome);
        std::memcpy(request + kHeader, name.data(), name.size());
        return call(request, size);
    }

    void setPayload(const std::string& bytes) { payload_ = std::string(kHeader, '\0') + bytes; }

    std::string_view echo() {
        putHeader(payload_.data(), payload_.size(), ++id_, kEcho);
        return call(payload_.data(), payload_.size());
    }

private:
    /// Sends a request and returns what its answer holds, valid until the next call.
    std::string_view call(const char* request, size_t size) {
        replies_.read(answered_);
        bench::require(sendAll(fd_, request, size), "The server closed the connection.");
        char* reply = replies_.awaitFrame(answered_);
        bench::require(reply != nullptr, "The server closed the connection.");
        bench::require(get(reply + 4) == id_, "The answer belongs to another call.");
        return {reply + kHeader, answered_ - kHeader};
    }

    int fd_;
    Receiver replies_;
    std::string payload_;
    size_t answered_ = 0;
    int32_t id_ = 0;
};

}  // namespace raw
