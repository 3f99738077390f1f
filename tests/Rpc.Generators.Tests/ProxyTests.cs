using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class ProxyTests
{
    [Fact]
    public void A_contract_with_every_kind_of_result()
    {
        GeneratedCode generated = GeneratedCode.Clean("""
            using Rpc;

            namespace App;

            /// <summary>Greets people.</summary>
            [Remote]
            public interface IGreeter
            {
                /// <summary>
                /// Welcomes <paramref name="name"/>, see <see cref="WelcomeMessageAsync"/>.
                /// More text.
                /// </summary>
                string WelcomeMessage(string name);
                ValueTask<string> WelcomeMessageAsync(string name, CancellationToken cancellationToken = default);
                Task<int> AddAsync(int x, int y = 5);
                Task PingAsync();
                ValueTask SleepAsync(TimeSpan time, CancellationToken cancellationToken);
                IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default);
                int Visits { get; }
                string? Mood { get; set; }
                [OneWay] void Log(string line);
                [OneWay] Task LogAsync(string line);
                [OneWay] ValueTask LogManyAsync(params string[] lines);
                [Idempotent] Task<double?> GetQuoteAsync(string pair);
            }
            """);
        Snapshot.Match(generated);
    }
}
