using Rpc.Architecture.Tests.Reading;

namespace Rpc.Architecture.Tests.Rooms;

/// <summary>Types or members of other libraries that a room keeps away from, and the word for them in an error.</summary>
/// <param name="What">What they are.</param>
/// <param name="Names">A namespace that ends with a dot, a full type name, or <c>Type::Member</c>.</param>
internal sealed record Ban(string What, params string[] Names)
{
    public static readonly Ban Sockets = new("sockets", "System.Net.Sockets.");

    public static readonly Ban Pipes = new("pipes", "System.IO.Pipelines.");

    public static readonly Ban Tasks = new("tasks", "System.Threading.Tasks.");

    public static readonly Ban Threads = new("threads", "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.PeriodicTimer");

    public static readonly Ban Logging = new("logging", "Microsoft.Extensions.Logging.");

    public static readonly Ban Clock = new(
        "the clock",
        "System.Diagnostics.Stopwatch",
        "System.TimeProvider",
        "System.DateTime::get_Now",
        "System.DateTime::get_UtcNow",
        "System.DateTime::get_Today",
        "System.DateTimeOffset::get_Now",
        "System.DateTimeOffset::get_UtcNow",
        "System.Environment::get_TickCount",
        "System.Environment::get_TickCount64");

    /// <summary>True where <paramref name="use"/> names what is banned.</summary>
    public bool Forbids(TypeUse use)
    {
        string type = use.Target.FullName;
        string? member = use.Called is null ? null : $"{type}::{use.Called.Name}";
        return Names.Any(name => name == type || name == member || (name.EndsWith('.') && type.StartsWith(name, StringComparison.Ordinal)));
    }
}
