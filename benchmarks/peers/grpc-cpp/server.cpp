#include <grpcpp/grpcpp.h>

#include "../common/bench.hpp"
#include "calculator.grpc.pb.h"

namespace {

/// The callback API: the handlers run on gRPC's own threads, which the project recommends over the other two for throughput.
class Calculator final : public idl::Calculator::CallbackService {
public:
    grpc::ServerUnaryReactor* Add(grpc::CallbackServerContext* context, const idl::AddRequest* request, idl::AddReply* reply) override {
        reply->set_sum(request->a() + request->b());
        return done(context);
    }

    grpc::ServerUnaryReactor* Welcome(grpc::CallbackServerContext* context, const idl::WelcomeRequest* request,
                                      idl::WelcomeReply* reply) override {
        reply->set_greeting("Hi welcome " + request->name());
        return done(context);
    }

    grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const idl::Bytes* request, idl::Bytes* reply) override {
        reply->set_data(request->data());
        return done(context);
    }

    grpc::ServerWriteReactor<idl::Number>* Count(grpc::CallbackServerContext*, const idl::CountRequest*) override { return new Counter(); }

private:
    class Counter final : public grpc::ServerWriteReactor<idl::Number> {
    public:
        Counter() { next(); }
        void OnWriteDone(bool ok) override { ok ? next() : Finish(grpc::Status::OK); }
        void OnDone() override { delete this; }

    private:
        void next() {
            number_.set_value(next_++ & 0x7fffffff);
            StartWrite(&number_);
        }

        idl::Number number_;
        uint32_t next_ = 0;
    };

    static grpc::ServerUnaryReactor* done(grpc::CallbackServerContext* context) {
        auto* reactor = context->DefaultReactor();
        reactor->Finish(grpc::Status::OK);
        return reactor;
    }
};

}  // namespace

int main() {
    Calculator calculator;
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    // Default 4 MiB on receiving: 1 MiB fits; said aloud, as the limit of the others is raised.
    builder.SetMaxReceiveMessageSize(16 * 1024 * 1024);
    builder.RegisterService(&calculator);
    std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
    bench::require(server != nullptr && port != 0, "Cannot listen.");
    bench::serveMarks("127.0.0.1:" + std::to_string(port));
}
