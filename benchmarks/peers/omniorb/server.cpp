#include <omniORB4/CORBA.h>

#include "../common/bench.hpp"
#include "calculator.hh"

namespace {

class Calculator : public POA_bench::Calculator {
public:
    CORBA::Long add(CORBA::Long a, CORBA::Long b) override { return a + b; }

    char* welcome(const char* name) override { return CORBA::string_dup(("Hi welcome " + std::string(name)).c_str()); }

    bench::Bytes* echo(const bench::Bytes& data) override { return new bench::Bytes(data); }
};

}  // namespace

int main(int argc, char** argv) {
    const char* options[][2] = {
        // The default counts both addresses of the machine and its IPv6 ones; the comparison is about 127.0.0.1.
        {"endPoint", "giop:tcp:127.0.0.1:"},
        // A thread of its own reads each connection and makes its calls: no hop between arrival and call.
        {"threadPerConnectionPolicy", "1"},
        // Default 2 MiB, and no larger message passes; 1 MiB and its header fit, this leaves room.
        {"giopMaxMsgSize", "16777216"},
        // Connections from this machine are not looked up in the name service when they are accepted.
        {"resolveNamesForTransportRules", "0"},
        {nullptr, nullptr},
    };
    CORBA::ORB_var orb = CORBA::ORB_init(argc, argv, "omniORB4", options);
    CORBA::Object_var object = orb->resolve_initial_references("RootPOA");
    PortableServer::POA_var poa = PortableServer::POA::_narrow(object);
    PortableServer::Servant_var<Calculator> servant = new Calculator();
    PortableServer::ObjectId_var id = poa->activate_object(servant);
    poa->the_POAManager()->activate();
    CORBA::Object_var self = poa->id_to_reference(id);
    CORBA::String_var endpoint = orb->object_to_string(self);
    bench::serveMarks(std::string(endpoint));
}
