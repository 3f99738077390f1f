namespace Rpc.Samples.Tests;

/// <summary>What somebody wanted of a <see cref="TestFeed"/>.</summary>
/// <param name="number">Which request it is, counted from 1.</param>
/// <param name="asker">Whose URL template it was.</param>
/// <param name="from">The first currency.</param>
/// <param name="to">The second one.</param>
internal sealed class TestFeedRequest(int number, string asker, string from, string to)
{
    private volatile TestFeedState _state;

    public int Number => number;

    public string Asker => asker;

    public string From => from;

    public string To => to;

    public TestFeedState State
    {
        get => _state;
        set => _state = value;
    }
}
