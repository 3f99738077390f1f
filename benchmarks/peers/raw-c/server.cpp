// The floor's server: a thread per connection, blocking sockets. It answers all requests that one receive brought in one send.
#include <thread>

#include "socket.hpp"

namespace {

const std::string kGreeting = "Hi welcome ";

class Connection {
public:
    Connection(int fd, bool spin) : fd_(fd), requests_(fd, spin) {}

    ~Connection() { close(fd_); }

    void serve() {
        while (requests_.receive()) {
            size_t size;
            while (char* request = requests_.frame(size)) {
                if (!answer(request, size)) return;
                requests_.read(size);
            }
            if (!flush()) return;
        }
    }

private:
    bool answer(char* request, size_t size) {
        int32_t id = raw::get(request + 4);
        switch (raw::get(request + 8)) {
            case raw::kAdd:
                raw::putHeader(grow(raw::kAddReply), raw::kAddReply, id, 0);
                raw::put(&replies_[replies_.size() - 4], raw::get(request + raw::kHeader) + raw::get(request + raw::kHeader + 4));
                return true;
            case raw::kWelcome: {
                size_t name = size - raw::kHeader;
                size_t reply = raw::kHeader + kGreeting.size() + name;
                char* to = grow(reply);
                raw::putHeader(to, reply, id, 0);
                std::memcpy(to + raw::kHeader, kGreeting.data(), kGreeting.size());
                std::memcpy(to + raw::kHeader + kGreeting.size(), request + raw::kHeader, name);
                return true;
            }
            case raw::kEcho:
                // The request is the reply but for its third field, so the bytes go back from where they arrived.
                raw::put(request + 8, 0);
                return flush() && raw::sendAll(fd_, request, size);
            default:
                return stream();
        }
    }

    bool stream() {
        std::vector<int32_t> numbers(64 * 1024 / sizeof(int32_t));
        for (int32_t next = 0;;) {
            for (int32_t& number : numbers) number = next++ & 0x7fffffff;
            if (!raw::sendAll(fd_, reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(int32_t))) return false;
        }
    }

    char* grow(size_t size) {
        replies_.resize(replies_.size() + size);
        return &replies_[replies_.size() - size];
    }

    bool flush() {
        bool sent = raw::sendAll(fd_, replies_.data(), replies_.size());
        replies_.clear();
        return sent;
    }

    int fd_;
    raw::Receiver requests_;
    std::vector<char> replies_;
};

void acceptAll(int listener, bool spin) {
    for (;;) {
        int fd = accept(listener, nullptr, nullptr);
        if (fd < 0) continue;
        raw::noDelay(fd);
        std::thread([fd, spin] { Connection(fd, spin).serve(); }).detach();
    }
}

}  // namespace

int main(int argc, char** argv) {
    bool spin = argc > 1 && std::string(argv[1]) == "--spin";
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = raw::loopback(0);
    socklen_t size = sizeof address;
    bench::require(bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0 && listen(listener, 64) == 0 &&
                       getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0,
                   "Cannot listen.");
    std::thread(acceptAll, listener, spin).detach();
    bench::serveMarks("127.0.0.1:" + std::to_string(ntohs(address.sin_port)));
}
