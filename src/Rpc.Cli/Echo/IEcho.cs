namespace Rpc.Cli.Echo;

/// <summary>An object to try calls on.</summary>
[Remote]
public interface IEcho
{
    /// <summary>Gives the text back.</summary>
    string Echo(string text);

    /// <summary>Gives the sum.</summary>
    int Add(int x, int y = 1);

    /// <summary>Counts from 1, with a pause between the numbers.</summary>
    IAsyncEnumerable<int> Count(int to, int pauseMilliseconds = 0, CancellationToken cancellationToken = default);
}
