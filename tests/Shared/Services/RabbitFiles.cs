using System.Globalization;

namespace Rpc.Tests.Shared;

/// <summary>The folder and the environment of one RabbitMQ node: all that it and its tools read or write is inside, nothing of the machine's own RabbitMQ.</summary>
internal sealed class RabbitFiles : IDisposable
{
    /// <summary>What the broker may use before it blocks publishers: enough for any test here, little enough for a small container.</summary>
    public const string MemoryLimit = "1GiB";

    private readonly TemporaryFolder _folder = new();

    /// <param name="settings">More lines of rabbitmq.conf.</param>
    public RabbitFiles(int port, int epmdPort, IEnumerable<string> settings)
    {
        foreach (string name in new[] { "home", "data", "log", "config", "schema" })
        {
            Directory.CreateDirectory(_folder.File(name));
        }

        // Node and tools prove to each other with this that they belong together; others may not be able to read it.
        string cookie = Path.Combine(_folder.File("home"), ".erlang.cookie");
        File.WriteAllText(cookie, Guid.NewGuid().ToString("N"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
        }

        File.WriteAllText(_folder.File("plugins"), "[].");
        string[] lines =
        [
            "log.console = true",
            "log.console.level = error",
            "log.file = false",
            "disk_free_limit.absolute = 1MB",
            $"vm_memory_high_watermark.absolute = {MemoryLimit}",

            // The log of quorum queues is 512 MB by default before it starts a new file, and as much in memory.
            "raft.wal_max_size_bytes = 67108864",
            .. settings,
        ];
        File.WriteAllLines(_folder.File("rabbitmq.conf"), lines);
        Environment = EnvironmentOf(port, epmdPort);
    }

    public string Folder => _folder.Path;

    /// <summary>For the node and for rabbitmqctl alike.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, string> EnvironmentOf(int port, int epmdPort) => new()
    {
        ["HOME"] = _folder.File("home"),
        ["LC_ALL"] = "C.UTF-8",
        ["ERL_EPMD_PORT"] = Text(epmdPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_CRASH_DUMP_SECONDS"] = "0",
        ["RABBITMQ_NODENAME"] = $"rpc-{Text(port)}@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Text(port),
        ["RABBITMQ_DIST_PORT"] = Text(FreePort.Lasting()),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_CONFIG_FILE"] = _folder.File("rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = _folder.File("advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.File("plugins"),
        ["RABBITMQ_FEATURE_FLAGS_FILE"] = _folder.File("feature_flags"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = _folder.File("config"),
        ["RABBITMQ_SCHEMA_DIR"] = _folder.File("schema"),
        ["RABBITMQ_MNESIA_BASE"] = _folder.File("data"),
        ["RABBITMQ_LOG_BASE"] = _folder.File("log"),
        ["RABBITMQ_PID_FILE"] = _folder.File("pid"),

        // Two schedulers that neither spin nor hold a core, as other programs of the test need the cores too.
        ["RABBITMQ_SCHEDULER_BIND_TYPE"] = "u",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",

        // With this the script becomes the node instead of waiting for it, so that signals go to the node itself.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
        ["NOTIFY_SOCKET"] = string.Empty,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
