using System.Globalization;

namespace Rpc.Network.Tests;

/// <summary>How a call of a client on a host ended.</summary>
/// <param name="Text">All but the time.</param>
/// <param name="Took">How long it took, as its caller saw it.</param>
internal sealed record Answer(string Text, TimeSpan Took)
{
    public static Answer Parse(string line)
    {
        int space = line.LastIndexOf(' ');
        return new Answer(line[..space], TimeSpan.FromMilliseconds(long.Parse(line[(space + 1)..], CultureInfo.InvariantCulture)));
    }

    /// <summary>The number behind a word.</summary>
    public int Number(string word)
    {
        string[] words = Text.Split(' ');
        return int.Parse(words[Array.IndexOf(words, word) + 1], CultureInfo.InvariantCulture);
    }
}
