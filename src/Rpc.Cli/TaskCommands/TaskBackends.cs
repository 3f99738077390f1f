using System.CommandLine;
using Rpc.Cli.Commands;
using Rpc.Tasks;
using Rpc.Tasks.Hub;
using Rpc.Tasks.Postgres;

namespace Rpc.Cli.TaskCommands;

/// <summary>Where tasks are kept: <c>--backend</c>.</summary>
internal static class TaskBackends
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";

    public static Option<string> Option { get; } = new("--backend")
    {
        Description = "Where the tasks are: the name or the URI of a hub, sqlite:PATH, or postgres:CONNECTION-STRING.",
        HelpName = "BACKEND",
        Recursive = true,
        DefaultValueFactory = _ => "rpcname:" + TaskHub.DefaultName,
        CustomParser = result => Parsing.Try(result, Checked),
    };

    /// <summary>Uses what was given.</summary>
    /// <param name="builder">What is configured.</param>
    /// <param name="backend">What <see cref="Option"/> has let through.</param>
    /// <param name="configure">How a hub is reached.</param>
    /// <exception cref="RpcException">There is no such file.</exception>
    public static void Use(RpcTasksBuilder builder, string backend, Action<RpcClientOptions> configure)
    {
        if (Rest(backend, Sqlite) is { } path)
        {
            // Opening would make it, and a list of nothing would look like an answer.
            builder.UseSqlite(File.Exists(path) ? path : throw new RpcException(RpcStatus.NotFound, $"There is no file {Path.GetFullPath(path)}."));
        }
        else if (Rest(backend, Postgres) is { } connection)
        {
            builder.UsePostgres(connection);
        }
        else
        {
            builder.UseHub(backend, configure);
        }
    }

    private static string Checked(string text) => Rest(text, Sqlite) is { Length: > 0 } || Rest(text, Postgres) is { Length: > 0 } ? text
        : text.Contains(':', StringComparison.Ordinal) && !text.Contains("://", StringComparison.Ordinal) && !text.StartsWith("rpc", StringComparison.OrdinalIgnoreCase)
        ? throw new FormatException($"'{text}' is no backend: write the name or the URI of a hub, sqlite:PATH, or postgres:CONNECTION-STRING.")
        : Parsing.NameOrUri(text).ToString();

    private static string? Rest(string text, string scheme) => text.StartsWith(scheme, StringComparison.Ordinal) ? text[scheme.Length..] : null;
}
