using System.Text;
using Rpc.Fuzz.Engine;

namespace Rpc.Fuzz.Targets;

/// <summary>A reader of text that refuses with a <see cref="FormatException"/>; what it reads is written and read again as the same text.</summary>
internal sealed class TextTarget(string name, Func<string, string> rewrite, string[] seeds, string[] tokens) : FuzzTarget(name, seeds.Select(Encoding.UTF8.GetBytes))
{
    public override byte[][] Tokens { get; } = [.. tokens.Select(Encoding.UTF8.GetBytes)];

    public override bool Run(ReadOnlySpan<byte> input)
    {
        string text = Encoding.UTF8.GetString(input);
        string first;
        try
        {
            first = rewrite(text);
        }
        catch (FormatException)
        {
            return false;
        }

        return rewrite(first) == first ? true : throw new InvariantException($"Read, written and read again it is another: {first}.");
    }
}
