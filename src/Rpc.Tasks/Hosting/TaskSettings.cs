using Rpc.Hosting.Configuration;
using Rpc.Tasks.Hub;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Hosting;

/// <summary>The keys of <c>Rpc:Tasks</c>.</summary>
internal static class TaskSettings
{
    public const string Section = "Rpc:Tasks";

    private const string Sqlite = "sqlite:";

    private static readonly SettingType s_store = new("store", "memory, sqlite:PATH, or the URI of a hub such as rpcname:tasks");
    private static readonly SettingType s_queue = new("queue", "a queue, or a queue and its weight such as mail=3");

    public static SettingTable<HostedTasksOptions> Table { get; } = new SettingTable<HostedTasksOptions>()
        .Add("Store", s_store, "what the program chooses", "Where tasks are kept", static (options, text) => Use(options.Builder, text))
        .Add("MaxTaskBytes", SettingType.Bytes, "64MiB", "Bytes of the arguments of one task, and of its result", static (options, text) => options.Builder.MaxTaskBytes = SettingText.IntBytes(text))
        .Add("Tombstones", SettingType.Time, "1d", "How long it is remembered that there was a task whose result is not kept any more", static (options, text) => options.Builder.Tombstones = SettingText.Time(text))
        .Add("Worker:Name", SettingType.Text, "the machine's name and the process id", "What people call the workers of this host", static (options, text) => options.Worker += worker => worker.Name = text)
        .Add("Worker:Concurrency", SettingType.Number, "16", "How many tasks run at a time", static (options, text) => Set(options, SettingText.Int(text), static (worker, value) => worker.Concurrency = value))
        .Add("Worker:Lease", SettingType.Time, "30s", "How long a worker counts as living without a heartbeat", static (options, text) => Set(options, SettingText.Time(text), static (worker, value) => worker.Lease = value))
        .Add("Worker:Heartbeat", SettingType.Time, "10s", "How often it gives a sign of life", static (options, text) => Set(options, SettingText.Time(text), static (worker, value) => worker.Heartbeat = value))
        .Add("Worker:DrainTimeout", SettingType.Time, "30s", "How long running tasks have to end when the host stops", static (options, text) => Set(options, SettingText.Time(text), static (worker, value) => worker.DrainTimeout = value))
        .Add("Worker:StopTimeout", SettingType.Time, "5s", "How long a task has to end after it was told to stop", static (options, text) => Set(options, SettingText.Time(text), static (worker, value) => worker.StopTimeout = value))
        .AddList("Worker:Queues", s_queue, "default", "The queues that tasks are taken of", static (options, texts) => Queues(options, texts));

    private static void Set<T>(HostedTasksOptions options, T value, Action<TaskWorkerOptions, T> set) => options.Worker += worker => set(worker, value);

    private static void Queues(HostedTasksOptions options, IReadOnlyList<string> texts)
    {
        var probe = new TaskWorkerOptions();
        foreach (string text in texts)
        {
            (string name, int weight) = text.Split('=', 2) is [var before, var after] ? (before.TrimEnd(), SettingText.Int(after.Trim())) : (text, 1);
            probe.Queue(name, weight);
            options.Worker += worker => worker.Queue(name, weight);
        }
    }

    private static void Use(RpcTasksBuilder builder, string text)
    {
        if (text == "memory")
        {
            builder.UseInMemory();
        }
        else if (text.StartsWith(Sqlite, StringComparison.Ordinal) && text.Length > Sqlite.Length)
        {
            builder.UseSqlite(text[Sqlite.Length..]);
        }
        else if (RemoteUri.TryParse(text, out _))
        {
            builder.UseHub(text);
        }
        else
        {
            throw new FormatException("PostgreSQL and RabbitMQ are chosen in code: UsePostgres(connectionString), UseRabbitMq(uri).");
        }
    }
}
