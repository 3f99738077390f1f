using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests.Locking;

public sealed class TaskLockTextTests
{
    private const string Hint = "Rpc.TasksLock.g.cs";

    private const string Source = """
        namespace App;

        public record Quote(string Pair, Color Color, Page<Point?> Places, string? Note = null);
        public record Page<T>(T[] Items);
        public enum Color { Red, Green }
        public struct Point { public int X; public int Y; }
        public record Streamed(int A);
        public sealed class LostException(string message, Streamed? value) : Exception(message) { public Streamed? Value { get; } = value; }

        [Rpc.Remote]
        [Rpc.FormerName("App.IExchange")]
        public interface IMarket
        {
            int Visits { get; }
            [Rpc.OneWay] void Log(string line);
            [Rpc.Idempotent] [Rpc.FormerName("GetAsync")] Task<Quote> FindAsync(string pair = "EUR/USD", CancellationToken cancellationToken = default);
            [Rpc.Throws(typeof(LostException))] Task LoseAsync();
            IAsyncEnumerable<Streamed> Watch();
            Task SendAsync(IAsyncEnumerable<Streamed> values);
            Task ReportAsync(IProgress<int> progress);
            Task<Stream> ReadAsync();
        }

        [Rpc.Remote] public interface IStreams { IAsyncEnumerable<Streamed> Watch(); }
        """;

    private const string Methods = """
          method FindAsync(string)
            pair: string
            returns App.Quote
          method GetAsync(string)
            pair: string
            returns App.Quote
          method Log(string)
            line: string
          method LoseAsync()
          method ReportAsync(System.IProgress<int>)
            progress: System.IProgress<int> -> f1
          method get_Visits()
            returns int

        """;

    private const string Expected = $"""
        # What may lie in a store as a task of the [Remote] interfaces of this project. Checked in. It only grows:
        # dotnet build -p:RpcUpdateTasksLock=true adds what is new. The lines of a method go by hand, when no store holds its tasks any more.
        version 1

        interface App.IExchange
        {Methods}
        interface App.IMarket
        {Methods}
        enum App.Color : int
          Red = 0
          Green = 1

        object App.Page<App.Point?>
          Items: App.Point?[] -> [f12'System.Nullable<App.Point>'] required

        struct App.Point 8
          X: int
          Y: int

        object App.Quote
          Pair: string required
          Color: App.Color
          Places: App.Page<App.Point?> -> @App.Page<System.Nullable<App.Point>>; required
          Note: string? -> s

        """;

    [Fact]
    public void A_lock_has_each_method_that_can_be_stored_under_each_of_its_names_and_the_types_that_it_carries() => Assert.Equal(Expected, TasksLocked.Text(Source));

    [Fact]
    public async Task What_did_not_change_is_told_nothing_of() => Assert.Empty(await TasksLocked.CompareAsync(Source, Source));

    [Fact]
    public void The_generator_gives_the_same_text_as_comments_and_nothing_else_depends_on_it()
    {
        var plain = GeneratedCode.Clean(Source).Files;
        var written = GeneratedCode.Clean(Source, new Build { Properties = TasksLocked.Updating }).Files;

        Assert.Equal(Expected, string.Concat(written[Hint].Split('\n').Where(line => line.StartsWith("//|", StringComparison.Ordinal)).Select(line => line[3..] + "\n")));
        Assert.Equal(plain, written.Where(file => file.Key != Hint));
    }

    [Theory]
    [InlineData("true", null)]
    [InlineData(null, "true")]
    [InlineData("true", "false")]
    public void A_build_that_does_not_write_the_file_is_not_given_its_text(string? isLocked, string? updates)
    {
        var properties = new Dictionary<string, string> { ["RpcTasksLock"] = isLocked ?? string.Empty, ["RpcUpdateTasksLock"] = updates ?? string.Empty, ["RpcUpdateContractLock"] = "true" };

        Assert.DoesNotContain(GeneratedCode.Clean(Source, new Build { Properties = properties }).Files.Keys, file => file.Contains("Lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_written_is_read_back_and_growth_is_told_as_information_only()
    {
        var found = await Analysis.DiagnosticsAsync(Source.Replace("int Visits", "int More(); int Visits", StringComparison.Ordinal), new Build { TasksLock = Expected, Properties = TasksLocked.On });

        Assert.Equal(
            "RPC0303 Info tasks.lock does not have 'App.IExchange' as it is now, so nothing would tell when its stored tasks are orphaned: 'dotnet build -p:RpcUpdateTasksLock=true' adds it",
            Assert.Single(found.Where(one => !Analysis.IsAdvice(one)).Select(one => $"{one.Id} {one.Severity} {one.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")));
    }

    [Fact]
    public async Task The_markers_of_a_merge_are_told_with_what_to_keep() => Assert.Equal(
        ["RPC0302 'line 2' tasks.lock cannot be read, line 2: it holds the markers of a merge conflict: keep the lines of both sides; mend the file by hand: 'dotnet build -p:RpcUpdateTasksLock=true' adds to it and forgets nothing, so it does not write over what it cannot read"],
        await TasksLocked.WithAsync("version 1\n<<<<<<< HEAD\n", Source));
}
