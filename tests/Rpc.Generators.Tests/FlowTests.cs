using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class FlowTests
{
    [Fact]
    public void A_contract_with_everything_that_travels_beside_a_call()
    {
        GeneratedCode generated = GeneratedCode.Clean("""
            using Rpc;

            namespace App;

            public record Row(string Name, int Size);

            /// <summary>Moves things.</summary>
            [Remote]
            public interface IMover
            {
                Task<double> AverageAsync(IAsyncEnumerable<double> values, CancellationToken cancellationToken = default);
                int Count(int more, IAsyncEnumerable<string?>? names, IAsyncEnumerable<Row> rows);
                IAsyncEnumerable<Row> Map(IAsyncEnumerable<Row> rows, CancellationToken cancellationToken = default);
                ValueTask UploadAsync(string name, Stream body, IProgress<long>? progress = null);
                Task<Stream> PackAsync(Stream body, IProgress<Row> progress, CancellationToken cancellationToken = default);
                ValueTask<Stream?> FindAsync(string name);
                Stream Open(string name);
            }
            """);
        Snapshot.Match(generated);
        Assert.DoesNotContain(generated.Files, static file => file.Key.Contains("Calls", StringComparison.Ordinal));
    }
}
