#include <omniORB4/CORBA.h>

#include "../common/bench.hpp"
#include "calculator.hh"

namespace {

class Client {
public:
    explicit Client(const std::string& endpoint, const char* connections = "1") {
        // TCP_NODELAY is always set by omniORB, and calls have no deadline by default.
        const char* options[][2] = {
            // All threads share this many connections...
            {"maxGIOPConnectionPerServer", connections},
            // ...with any number of calls out on each; the default lets the second call wait for the first one's answer.
            {"oneCallPerConnection", "0"},
            // Default 2 MiB, and no larger message passes; 1 MiB and its header fit, this leaves room.
            {"giopMaxMsgSize", "16777216"},
            // The object is known to be there: no question about that before the first call.
            {"verifyObjectExistsAndType", "0"},
            {nullptr, nullptr},
        };
        int argc = 0;
        orb_ = CORBA::ORB_init(argc, nullptr, "omniORB4", options);
        CORBA::Object_var object = orb_->string_to_object(endpoint.c_str());
        calculator_ = bench::Calculator::_narrow(object);
    }

    int add(int x, int y) { return calculator_->add(x, y); }

    std::string_view welcome(const std::string& name) {
        greeting_ = calculator_->welcome(name.c_str());
        return greeting_.in();
    }

    void setPayload(const std::string& bytes) {
        payload_.length(static_cast<CORBA::ULong>(bytes.size()));
        std::memcpy(payload_.get_buffer(), bytes.data(), bytes.size());
    }

    std::string_view echo() {
        echoed_ = calculator_->echo(payload_);
        return {reinterpret_cast<const char*>(echoed_->get_buffer()), echoed_->length()};
    }

private:
    CORBA::ORB_var orb_;
    bench::Calculator_var calculator_;
    CORBA::String_var greeting_;
    bench::Bytes payload_;
    bench::Bytes_var echoed_;
};

}  // namespace

int main(int argc, char** argv) {
    bench::Workloads workloads = bench::blockingWorkloads<Client>();
    // omniORB's asynchronous calls each take a thread of the library for as long as they are out. Threads that block are therefore
    // the same number of threads, without the reply handlers.
    workloads.emplace_back("inflight64", [](const bench::Options& o) {
        Client client(o.endpoint);
        bench::threads(o, client, 64);
    });
    workloads.emplace_back("conn8x16", [](const bench::Options& o) {
        Client client(o.endpoint, "8");
        bench::threads(o, client, 8 * 16);
    });
    bench::clientMain(argc, argv, workloads);
}
