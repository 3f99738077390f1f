#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <vector>

#include "../common/bench.hpp"
#include "frame.hpp"

namespace raw {

inline sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<uint16_t>(port));
    return address;
}

// Nagle's algorithm would hold back a small frame until the peer acknowledges the last one.
inline void noDelay(int fd) {
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

inline int connectTo(const std::string& endpoint) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(std::atoi(endpoint.substr(endpoint.find(':') + 1).c_str()));
    bench::require(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "The server cannot be reached.");
    noDelay(fd);
    return fd;
}

/// False when the other end has closed.
inline bool sendAll(int fd, const char* from, size_t size) {
    while (size > 0) {
        ssize_t sent = send(fd, from, size, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        from += sent;
        size -= static_cast<size_t>(sent);
    }
    return true;
}

/// Bytes that arrived and are not read yet, in one piece.
class Receiver {
public:
    Receiver(int fd, bool spin) : fd_(fd), spin_(spin) {}

    /// One receive of what is there; false when the other end has closed.
    bool receive() {
        makeRoom();
        ssize_t count;
        if (spin_) {
            // Both ends on one core would otherwise wait for the end of each other's time slice. Two free cores never come that far.
            constexpr int patience = 2000;
            for (int spins = 1; (count = recv(fd_, buffer_.data() + end_, buffer_.size() - end_, MSG_DONTWAIT)) < 0 && errno == EAGAIN; spins++) {
                if (spins % patience == 0) sched_yield();
                bench::relax();
            }
        } else {
            count = recv(fd_, buffer_.data() + end_, buffer_.size() - end_, 0);
        }
        if (count <= 0) return false;
        end_ += static_cast<size_t>(count);
        return true;
    }

    /// The next whole frame, or null while it is not all there.
    char* frame(size_t& size) {
        size = frameSize(data(), available());
        return size != 0 && size <= available() ? data() : nullptr;
    }

    /// The next whole frame, after as many receives as it takes; null when the other end has closed.
    char* awaitFrame(size_t& size) {
        char* next;
        while ((next = frame(size)) == nullptr) {
            if (!receive()) return nullptr;
        }
        return next;
    }

    char* data() { return buffer_.data() + begin_; }
    size_t available() const { return end_ - begin_; }

    void read(size_t count) {
        begin_ += count;
        if (begin_ == end_) begin_ = end_ = 0;
    }

private:
    void makeRoom() {
        if (begin_ > 0 && end_ > buffer_.size() / 2) {
            std::memmove(buffer_.data(), data(), available());
            end_ -= begin_;
            begin_ = 0;
        }
        if (size_t size = frameSize(data(), available()); size > buffer_.size() - begin_) buffer_.resize(begin_ + size);
        if (end_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
    }

    int fd_;
    bool spin_;
    std::vector<char> buffer_ = std::vector<char>(64 * 1024);
    size_t begin_ = 0;
    size_t end_ = 0;
};

}  // namespace raw
