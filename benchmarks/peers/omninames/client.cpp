#include <omniORB4/CORBA.h>

#include "../common/bench.hpp"
#include "../common/names.hpp"

namespace {

/// One naming context with all names: contexts within contexts cost omniNames calls to itself, and were no faster.
class Directory {
public:
    explicit Directory(const std::string& endpoint) {
        const char* options[][2] = {
            // A connection for each of 64 threads: with fewer (5 by default), or with calls side by side on one, it was slower.
            {"maxGIOPConnectionPerServer", "64"},
            // The object is known to be there: no question about that before the first call.
            {"verifyObjectExistsAndType", "0"},
            {nullptr, nullptr},
        };
        int argc = 0;
        orb_ = CORBA::ORB_init(argc, nullptr, "omniORB4", options);
        CORBA::Object_var object = orb_->string_to_object(endpoint.c_str());
        context_ = CosNaming::NamingContext::_narrow(object);
    }

    void add(const std::string& name, int number, int version) {
        CORBA::Object_var object = objectOf(name, number, version);
        context_->bind(pathOf(name), object);
    }

    void replace(const std::string& name, int number, int version) {
        CORBA::Object_var object = objectOf(name, number, version);
        context_->rebind(pathOf(name), object);
    }

    void find(const std::string& name, int) {
        CORBA::Object_var object = context_->resolve(pathOf(name));
        bench::require(!CORBA::is_nil(object), "A name was answered with nothing.");
    }

    bool has(const std::string& name) {
        try {
            CORBA::Object_var object = context_->resolve(pathOf(name));
            return true;
        } catch (const CosNaming::NamingContext::NotFound&) {
            return false;
        }
    }

private:
    static CosNaming::Name pathOf(const std::string& name) {
        CosNaming::Name path;
        path.length(1);
        path[0].id = name.c_str();
        return path;
    }

    CORBA::Object_ptr objectOf(const std::string& name, int number, int version) {
        return orb_->string_to_object(("corbaloc::" + bench::names::hostOf(number) + ":" + bench::names::portOf(version) + "/" + name).c_str());
    }

    CORBA::ORB_var orb_;
    CosNaming::NamingContext_var context_;
};

}  // namespace

int main(int argc, char** argv) {
    bench::names::clientMain(argc, argv, bench::names::blockingWorkloads<Directory>());
}
