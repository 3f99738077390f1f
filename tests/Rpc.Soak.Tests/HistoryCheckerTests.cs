using Rpc.Soak.Tests.Node;
using Rpc.Tests.Shared;

namespace Rpc.Soak.Tests;

/// <summary>The checker accepts what is promised and rejects each planted lie.</summary>
public sealed class HistoryCheckerTests
{
    private const long Id = (7L << 32) | 42;

    [Fact]
    public void An_answered_call_that_ran_once_is_fine()
    {
        HistoryReport report = HistoryChecker.Check([.. Call(Method.Once), .. Run(Method.Once), Reply(Method.Once), Quit(1)]);
        Assert.Empty(report.Violations);
        Assert.Equal((1, 1), (report.Calls, report.Answered));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_may_have_run_ran_at_most_once(int times)
    {
        Assert.Empty(Violations([.. Call(Method.OnceAsync), .. Runs(Method.OnceAsync, times), Fail(Method.OnceAsync, "M/14/3"), Quit(1)]));
        Assert.Empty(Violations([.. Call(Method.OnceAsync), .. Runs(Method.OnceAsync, times)]));
        Assert.Empty(Violations([.. Call(Method.Note), .. Runs(Method.Note, times), Reply(Method.Note, 0), Quit(1)]));
    }

    [Fact]
    public void An_idempotent_call_may_run_again() =>
        Assert.Empty(Violations([.. Call(Method.Repeatable), .. Runs(Method.Repeatable, 3), Reply(Method.Repeatable), Quit(1)]));

    [Theory]
    [InlineData(Method.Once)]
    [InlineData(Method.OnceAsync)]
    [InlineData(Method.Note)]
    [InlineData(Method.Count)]
    public void A_planted_double_execution_is_rejected(Method method)
    {
        Rejects("ran 2", [.. Call(method), .. Runs(method, 2), Reply(method, method == Method.Note ? 0 : null), Quit(1)]);
        Rejects("ran 2", [.. Call(method), .. Runs(method, 2), Fail(method, "M/14/3"), Quit(1)]);
        Rejects("ran 2", [.. Call(method), .. Runs(method, 2)]);
    }

    [Fact]
    public void A_planted_reply_of_another_call_is_rejected() =>
        Rejects("should be", [.. Call(Method.Once), .. Run(Method.Once), Reply(Method.Once, Mix.Of(Id + 1, Method.Once)), Quit(1)]);

    [Fact]
    public void A_planted_reply_that_nobody_made_is_rejected()
    {
        Rejects("no server", [.. Call(Method.Once), Reply(Method.Once), Quit(1)]);
        Rejects("no server", [.. Call(Method.Once), Run(Method.Once)[0], Reply(Method.Once), Quit(1)]);
    }

    [Fact]
    public void A_planted_lost_reply_is_rejected() => Rejects("no end", [.. Call(Method.Once), .. Run(Method.Once), Quit(1)]);

    [Fact]
    public void A_planted_execution_of_what_was_told_as_not_executed_is_rejected()
    {
        Assert.Empty(Violations([.. Call(Method.Once), Fail(Method.Once, "N/14/3"), Quit(1)]));
        Rejects("not executed", [.. Call(Method.Once), .. Run(Method.Once), Fail(Method.Once, "N/14/3"), Quit(1)]);
        Rejects("not executed", [.. Call(Method.Repeatable), Run(Method.Repeatable)[0], Fail(Method.Repeatable, "N/14/1"), Quit(1)]);
    }

    [Fact]
    public void What_was_told_as_completed_and_never_ran_is_rejected()
    {
        Assert.Empty(Violations([.. Call(Method.Failing), .. Run(Method.Failing), Fail(Method.Failing, "C", Mix.Of(Id, Method.Failing)), Quit(1)]));
        Rejects("never ran", [.. Call(Method.Failing), Fail(Method.Failing, "C", Mix.Of(Id, Method.Failing)), Quit(1)]);
        Rejects("should with", [.. Call(Method.Failing), .. Run(Method.Failing), Fail(Method.Failing, "C", 5), Quit(1)]);
    }

    [Fact]
    public void What_reached_another_handler_and_what_nobody_called_is_rejected()
    {
        Rejects("not meant", [.. Call(Method.Once), .. Run(Method.OnceAsync), Reply(Method.Once)]);
        Rejects("not meant", [.. Call(Method.Large), .. Run(Method.Large), new Entry(EntryKind.Wrong, Method.Large, Id), Reply(Method.Large)]);
        Rejects("started 0", Run(Method.Once));
    }

    [Fact]
    public void Failures_that_no_page_names_and_second_ends_are_rejected()
    {
        Rejects("nobody promised", [.. Call(Method.Once), Fail(Method.Once, "?NullReference"), Quit(1)]);
        Rejects("ended more", [.. Call(Method.Once), .. Run(Method.Once), Reply(Method.Once), Reply(Method.Once), Quit(1)]);
        Rejects("has 1 of them", [.. Call(Method.Once), .. Run(Method.Once), Reply(Method.Once), Quit(2)]);
    }

    [Fact]
    public void A_journal_is_read_as_it_was_written_and_places_that_were_never_written_are_passed_over()
    {
        using var folder = new TemporaryFolder();
        using (var journal = new Journal(folder.File("client-1.journal")))
        {
            journal.Add(EntryKind.Started, Method.Slow, Id);
            journal.Add(EntryKind.Failed, Method.Slow, Id, long.MinValue, "M/a much longer text than fits");
        }

        File.WriteAllBytes(folder.File("server-1.journal"), [.. new byte[Entry.Size], .. "S o cut off"u8]);
        Entry[] entries = [.. new JournalFolder(folder.Path).Entries()];
        Assert.Equal([(EntryKind.Started, Method.Slow, Id, 0, ""), (EntryKind.Failed, Method.Slow, Id, long.MinValue, "M/a much longe")], entries.Select(static e => (e.Kind, e.Method, e.Id, e.Value, e.Detail)));
        Assert.Equal(2, new JournalFolder(folder.Path).Tell(Id).Split('\n').Length);
    }

    private static void Rejects(string part, IEnumerable<Entry> entries) => Assert.Contains(Violations(entries), violation => violation.Contains(part, StringComparison.Ordinal));

    private static IEnumerable<string> Violations(IEnumerable<Entry> entries) => HistoryChecker.Check(entries).Violations.Select(static violation => violation.ToString());

    private static Entry[] Call(Method method) => [new(EntryKind.Started, method, Id)];

    private static Entry[] Run(Method method) => [new(EntryKind.Began, method, Id), new(EntryKind.Done, method, Id, Mix.Of(Id, method))];

    private static IEnumerable<Entry> Runs(Method method, int times) => Enumerable.Repeat(Run(method), times).SelectMany(static run => run);

    private static Entry Reply(Method method, long? value = null) => new(EntryKind.Replied, method, Id, value ?? Mix.Of(Id, method));

    private static Entry Fail(Method method, string detail, long value = 0) => new(EntryKind.Failed, method, Id, value, Detail: detail);

    private static Entry Quit(int calls) => new(EntryKind.Quit, Method.None, Id >> 32, calls);
}
