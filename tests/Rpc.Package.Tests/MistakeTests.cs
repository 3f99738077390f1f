namespace Rpc.Packages;

/// <summary>A project with mistakes in its contracts, one in another file and one inherited by a second contract.</summary>
public sealed class MistakeTests(PackedRuntime runtime)
{
    [Fact]
    public async Task The_build_tells_each_mistake_once_and_loads_what_the_package_brings_for_the_editor_without_a_word() => Assert.Equal(
        [
            "Order.cs(3,36): error RPC0101: 'object' cannot travel: object has no member list; name the type, or list the types with [Union]",
            "Order.cs(7,7): error RPC0006: 'IShop.Get' has type parameters: declare one method for each type",
        ],
        await runtime.ComplaintsAsync("Mistaken"));

    [Fact]
    public async Task The_repairs_are_found_in_the_package_and_what_they_mend_builds()
    {
        string mended = await runtime.MendAsync("Mendable", "ITicker.cs", "RPC0004", "RPC0007", "RPC0011", "RPC0101");

        Assert.Equal(
            """
            using Rpc;

            namespace Mendable;

            [Remote]
            public interface ITicker
            {
                int Start { get; set; }

                /// <summary>It ticked.</summary>
                IAsyncEnumerable<int> WatchTicked(CancellationToken cancellationToken = default);

                Task<(bool Result, Order Order)> TryReadAsync(string name);

                ValueTask<Order> ReadAsync(CancellationToken cancellationToken = default);
            }

            public sealed record Order(int Id, List<long> Counts);

            """,
            mended);
        await runtime.BuildAsync("Mendable");
    }

    [Theory]
    [InlineData("-p:RunAnalyzers=false")]
    [InlineData("-p:RunAnalyzersDuringBuild=false")]
    public async Task Without_analyzers_the_build_tells_the_first_mistake_of_each_contract(string property)
    {
        var complaints = await runtime.ComplaintsAsync("Mistaken", property);

        const string Message = "error CS1029: #error: 'RPC0101: 'object' cannot travel: object has no member list; name the type, or list the types with [Union]'";
        Assert.Equal([$"Mistaken.IOtherShop.Error.g.cs(2,8): {Message}", $"Mistaken.IShop.Error.g.cs(2,8): {Message}"], complaints);
    }
}
