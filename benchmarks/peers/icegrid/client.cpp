#include <Ice/Ice.h>
#include <IceGrid/IceGrid.h>

#include "../common/bench.hpp"
#include "../common/names.hpp"

namespace {

using bench::names::Options;

/// Looks up through Ice's locator interface, as clients with an indirect proxy do, but without their cache; registers through the admin interface.
class Directory {
public:
    explicit Directory(const std::string& endpoint) {
        communicator_ = Ice::initialize();
        std::string at = ":tcp -h 127.0.0.1 -p " + endpoint.substr(endpoint.find(':') + 1);
        locator_ = Ice::uncheckedCast<Ice::LocatorPrx>(communicator_->stringToProxy("IceGrid/Locator" + at));
        auto registry = Ice::uncheckedCast<IceGrid::RegistryPrx>(communicator_->stringToProxy("IceGrid/Registry" + at));
        for (int i = 0;; i++) {
            try {
                session_ = registry->createAdminSession("benchmark", "");
                break;
            } catch (const Ice::ObjectNotExistException&) {
                // Its adapters listen a moment before its objects are there.
                bench::require(i < 1000, "The registry does not serve.");
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
            }
        }
        // A session ends after 30 s of silence, and lookups are silence for it.
        session_->ice_getConnection()->setACM(registry->getACMTimeout(), Ice::nullopt, Ice::ACMHeartbeat::HeartbeatAlways);
        admin_ = session_->getAdmin();
    }

    /// With the type said, because the registry asks the object for it otherwise.
    void add(const std::string& name, int number, int version) { admin_->addObjectWithType(objectOf(name, number, version), "::Ice::Object"); }

    void replace(const std::string& name, int number, int version) { admin_->updateObject(objectOf(name, number, version)); }

    template <class Done>
    void replaceAsync(const std::string& name, int number, int version, Done done) {
        admin_->updateObjectAsync(objectOf(name, number, version), done, failed);
    }

    void find(const std::string& name, int) { check(name, locator_->findObjectById({name, ""})); }

    template <class Done>
    void findAsync(const std::string& name, Done done) {
        locator_->findObjectByIdAsync({name, ""}, [name, done](const std::shared_ptr<Ice::ObjectPrx>& object) {
            check(name, object);
            done();
        }, failed);
    }

    bool has(const std::string& name) {
        try {
            return locator_->findObjectById({name, ""}) != nullptr;
        } catch (const Ice::ObjectNotFoundException&) {
            return false;
        }
    }

private:
    static void check(const std::string& name, const std::shared_ptr<Ice::ObjectPrx>& object) {
        bench::require(object && object->ice_getIdentity().name == name, "A name was answered with another's object.");
    }

    static void failed(std::exception_ptr error) {
        try {
            std::rethrow_exception(error);
        } catch (const std::exception& why) {
            bench::fail(why.what());
        }
    }

    std::shared_ptr<Ice::ObjectPrx> objectOf(const std::string& name, int number, int version) {
        return communicator_->stringToProxy(name + ":tcp -h " + bench::names::hostOf(number) + " -p " + bench::names::portOf(version));
    }

    Ice::CommunicatorPtr communicator_;
    std::shared_ptr<Ice::LocatorPrx> locator_;
    std::shared_ptr<IceGrid::AdminSessionPrx> session_;
    std::shared_ptr<IceGrid::AdminPrx> admin_;
};

/// 64 callers of the asynchronous API, on the one connection: `start(directory, name, number, done)`.
template <class Start>
void inFlight64(const Options& options, Start start) {
    Directory directory(options.endpoint);
    std::vector<std::string> names = bench::names::filled(options, directory);
    // One generator for all callers: they begin a call on the one thread that reads answers, or on the main one before there are any.
    std::atomic<unsigned> random = 1;
    bench::callbacks(options, 1, 64, [&](int, int x, int y, auto done) {
        size_t number = (random = random * 48271ULL % 2147483647ULL) % names.size();
        start(directory, names[number], static_cast<int>(number), [x, y, done] { done(x + y); });
    });
}

}  // namespace

int main(int argc, char** argv) {
    auto workloads = bench::names::blockingWorkloads<Directory>();
    std::atomic<int> version = 0;
    for (auto& [name, run] : workloads) {
        if (name == "lookup64") {
            run = [](const Options& o) { inFlight64(o, [](Directory& d, const std::string& n, int, auto done) { d.findAsync(n, done); }); };
        } else if (name == "register64") {
            run = [&](const Options& o) {
                inFlight64(o, [&](Directory& d, const std::string& n, int number, auto done) { d.replaceAsync(n, number, ++version, done); });
            };
        }
    }
    bench::names::clientMain(argc, argv, workloads);
}
