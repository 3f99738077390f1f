using Rpc.Cli.Names;
using Rpc.Naming;
using Xunit;

namespace Rpc.Cli.Tests;

public class NameChangesTests
{
    private readonly NameChanges _changes = new();

    [Fact]
    public void The_first_snapshot_is_told_as_it_is_and_changes_as_they_come()
    {
        Assert.Equal("", Read(NameEventKind.Reset));
        Assert.Equal("=a", Read(NameEventKind.Present, "a"));
        Assert.Equal(".", Read(NameEventKind.Current));
        Assert.Equal("+b", Read(NameEventKind.Added, "b"));
        Assert.Equal("~a", Read(NameEventKind.Changed, "a", "t"));
        Assert.Equal("-a", Read(NameEventKind.Removed, "a"));
        Assert.Equal(1, _changes.Count);
    }

    [Fact]
    public void A_snapshot_that_comes_again_is_told_as_differences_only()
    {
        Snapshot("same", "gone", "other");

        Assert.Equal("", Read(NameEventKind.Reset));
        Assert.Equal("", Read(NameEventKind.Present, "same"));
        Assert.Equal("~other", Read(NameEventKind.Present, "other", "t"));
        Assert.Equal("+new", Read(NameEventKind.Present, "new"));
        Assert.Equal("-gone .", Read(NameEventKind.Current));
        Assert.Equal(3, _changes.Count);
    }

    [Fact]
    public void A_snapshot_that_is_cut_off_takes_nothing_away()
    {
        Snapshot("a", "b");

        Read(NameEventKind.Reset);
        Assert.Equal("", Read(NameEventKind.Present, "a"));
        Assert.Equal("", Read(NameEventKind.Reset));
        Assert.Equal("", Read(NameEventKind.Present, "a"));
        Assert.Equal("", Read(NameEventKind.Present, "b"));
        Assert.Equal(".", Read(NameEventKind.Current));
    }

    [Fact]
    public void A_mark_of_progress_and_what_is_known_already_are_told_nobody()
    {
        Snapshot("a");

        Assert.Equal("", Read(NameEventKind.Current));
        Assert.Equal("", Read(NameEventKind.Changed, "a"));
        Assert.Equal("", Read(NameEventKind.Removed, "never"));
    }

    private void Snapshot(params string[] names)
    {
        Read(NameEventKind.Reset);
        foreach (string name in names)
        {
            Read(NameEventKind.Present, name);
        }

        Read(NameEventKind.Current);
    }

    private string Read(NameEventKind kind, string? name = null, params string[] tags)
    {
        var instance = new NameInstance("rpc://10.0.0.1:1/x", tags, 1, 0, "s", DateTimeOffset.UnixEpoch, new Dictionary<string, string> { ["k"] = "v" });
        NameEntry? entry = name is null ? null : new NameEntry(name, kind == NameEventKind.Removed ? [] : [instance]);
        return string.Join(' ', _changes.Read(new NameEvent(kind, default, entry)).Select(one => Sign(one.Kind) + one.Entry?.Name));
    }

    private static string Sign(NameEventKind kind) => kind switch
    {
        NameEventKind.Present => "=",
        NameEventKind.Added => "+",
        NameEventKind.Changed => "~",
        NameEventKind.Removed => "-",
        NameEventKind.Current => ".",
        _ => "reset",
    };
}
