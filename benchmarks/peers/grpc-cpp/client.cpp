#include <grpcpp/grpcpp.h>

#include "../common/bench.hpp"
#include "calculator.grpc.pb.h"

namespace {

std::unique_ptr<idl::Calculator::Stub> connect(const std::string& endpoint) {
    grpc::ChannelArguments arguments;
    // Channels of one process to one address share a connection unless each has a pool of its own.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    // Default 4 MiB: 1 MiB fits; said aloud, as the limit of the others is raised. Compression is off by default, TCP_NODELAY always on.
    arguments.SetMaxReceiveMessageSize(16 * 1024 * 1024);
    // An HTTP proxy of the environment is not for this connection.
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    auto channel = grpc::CreateCustomChannel(endpoint, grpc::InsecureChannelCredentials(), arguments);
    bench::require(channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10)), "The server cannot be reached.");
    return idl::Calculator::NewStub(channel);
}

void check(const grpc::Status& status) {
    if (!status.ok()) bench::fail("The call failed: " + status.error_message());
}

/// The synchronous API.
class Client {
public:
    explicit Client(const std::string& endpoint) : stub_(connect(endpoint)) {}

    int add(int x, int y) {
        grpc::ClientContext context;
        idl::AddRequest request;
        idl::AddReply reply;
        request.set_a(x);
        request.set_b(y);
        check(stub_->Add(&context, request, &reply));
        return reply.sum();
    }

    std::string welcome(const std::string& name) {
        grpc::ClientContext context;
        idl::WelcomeRequest request;
        idl::WelcomeReply reply;
        request.set_name(name);
        check(stub_->Welcome(&context, request, &reply));
        return reply.greeting();
    }

    void setPayload(const std::string& bytes) { payload_.set_data(bytes); }

    std::string_view echo() {
        grpc::ClientContext context;
        check(stub_->Echo(&context, payload_, &echoed_));
        return echoed_.data();
    }

private:
    std::unique_ptr<idl::Calculator::Stub> stub_;
    idl::Bytes payload_;
    idl::Bytes echoed_;
};

/// What one call of the callback API needs until its answer is there.
template <class Done>
struct Call {
    explicit Call(Done whenDone) : done(std::move(whenDone)) {}

    grpc::ClientContext context;
    idl::AddRequest request;
    idl::AddReply reply;
    Done done;
};

void callers(const bench::Options& options, int connections, int perConnection) {
    std::vector<std::unique_ptr<idl::Calculator::Stub>> stubs;
    for (int i = 0; i < connections; i++) stubs.push_back(connect(options.endpoint));
    bench::callbacks(options, connections, perConnection, [&](int connection, int x, int y, auto done) {
        auto* call = new Call<decltype(done)>(std::move(done));
        call->request.set_a(x);
        call->request.set_b(y);
        stubs[static_cast<size_t>(connection)]->async()->Add(&call->context, &call->request, &call->reply, [call](grpc::Status status) {
            check(status);
            auto next = std::move(call->done);
            int sum = call->reply.sum();
            delete call;
            next(sum);
        });
    });
}

void stream(const bench::Options& options) {
    auto stub = connect(options.endpoint);
    grpc::ClientContext context;
    auto reader = stub->Count(&context, idl::CountRequest());
    idl::Number number;
    int32_t expected = 0;
    bench::measure(options, [&](int64_t end, bench::Histogram& latencies) {
        int64_t count = 0;
        while (bench::now() < end) {
            bench::require(reader->Read(&number), "The stream ended.");
            bench::require(number.value() == expected, "A number of the stream is not the next one.");
            expected = (expected + 1) & 0x7fffffff;
            count++;
        }
        latencies.recordUntimed(count);
    });
}

}  // namespace

int main(int argc, char** argv) {
    bench::Workloads workloads = bench::blockingWorkloads<Client>();
    workloads.emplace_back("inflight64", [](const bench::Options& o) { callers(o, 1, 64); });
    workloads.emplace_back("conn8x16", [](const bench::Options& o) { callers(o, 8, 16); });
    workloads.emplace_back("stream", stream);
    bench::clientMain(argc, argv, workloads);
}
