using Rpc.Tasks.Hub;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.RabbitMq;

namespace Rpc.Tasks.Tests.Worker;

/// <summary>Backends as one word, so that a test can tell another process which.</summary>
public static class Backends
{
    /// <summary>Uses what a word such as <c>sqlite:PATH</c> says.</summary>
    public static RpcTasksBuilder Use(this RpcTasksBuilder builder, string word)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(word);
        (string kind, string rest) = word.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? (word[..colon], word[(colon + 1)..]) : (word, "");
        return kind switch
        {
            "sqlite" => builder.UseSqlite(rest),
            "hub" => builder.UseHub(rest),
            "postgres" => builder.UsePostgres(rest),

            // The broker's URI, and the word of the store after a bar where there is one.
            "rabbitmq" => rest.Split('|') is [var uri, var store] ? builder.UseRabbitMq(uri, results => results.Use(store)) : builder.UseRabbitMq(rest),
            _ => throw new ArgumentException($"{word} is no backend.", nameof(word)),
        };
    }
}
