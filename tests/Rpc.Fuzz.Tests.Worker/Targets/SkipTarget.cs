using System.Text;
using Rpc.Codec;
using Rpc.Fuzz.Engine;

namespace Rpc.Fuzz.Targets;

/// <summary>Members of a newer peer, skipped by the shapes that the peer sent: lines of name and shape, a zero byte, then an object of the type T of which no member is known.</summary>
internal sealed class SkipTarget() : FuzzTarget("codec-skip", Inputs)
{
    private static readonly (string Shapes, byte[] Value)[] Samples =
    [
        ("T {A:f4'int',B:s}", [2, 1, 0, 0, 0, 0xFC, 0xFF, 0xFF, 0xFF, 3, 0, 0, 0, 65, 108, 105]),
        ("T {A:[f4],B:[s]}", [2, 1, 0, 0, 0, 9, 9, 9, 9, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 65, 0]),
        ("T {A:?s,B:r,C:(f1,s)}", [3, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xFF, 0xFF, 0xFF, 0xFF]),
        ("T {A:<0=@U;,300=f8'double'>,B:@U;}\nU {A:f1(X:f1'byte'),B:!'App.Money'}", [2, 250, 44, 1, 1, 2, 3, 4, 5, 6, 7, 8, 1, 7]),
        ("T {A:@T;}", [1, 1, 1, 1, 255]),
        ("T {A:{B:f2},C:[[s]]}", [2, 255, 1, 0, 0, 0, 255, 255, 255, 255]),
        ("T s", [0]),
        ("T {A:r,B:<1=s>}", [2, 255, 2]),
        ("T ()", [0]),
        ("T {A:s}", [1, 1, 0, 0, 0, 65, 0]),
        ("T {A:s}", [1, 0, 0, 0, 16, 65, 0]),
        (new string('T', 65537) + " " + new string('s', 65537), [0]),
        (string.Join('\n', Enumerable.Range(0, 4097).Select(i => $"T{i} s")), [0]),
        ("T {}", [0]),
    ];

    private static IEnumerable<byte[]> Inputs => Samples.Select(sample => (byte[])[.. Encoding.UTF8.GetBytes(sample.Shapes), 0, .. sample.Value]);

    public override byte[][] Tokens { get; } = [.. new[] { "T ", "U ", "\n", "f1", "f8'", "f1048576", "s", "r", "!'", "'", "?", "[", "]", "(", ")", "{", "}", "A:", ",", "<", ">", "0=", "300=", "@T;", "@U;", ";", "\0" }.Select(Encoding.UTF8.GetBytes)];

    public override bool Run(ReadOnlySpan<byte> input)
    {
        int end = input.IndexOf((byte)0);
        string text = Encoding.UTF8.GetString(end < 0 ? input : input[..end]);
        IEnumerable<KeyValuePair<string, string>> shapes = text.Split('\n').Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2).Select(parts => KeyValuePair.Create(parts[0], parts[1]));
        var reader = new RpcReader(end < 0 ? [] : input[(end + 1)..], null, null);
        var allocation = new Allocation(input.Length);
        try
        {
            reader = new RpcReader(end < 0 ? [] : input[(end + 1)..], null, PeerShapes.Parse(shapes));
            reader.SkipSurplus("T", 0, reader.ReadHeader());
            reader.End();
        }
        catch (RpcException refusal) when (refusal.Reason is RpcErrorReason.Undecodable or RpcErrorReason.OverLimit)
        {
            allocation.Check();
            return reader.Remaining >= 0 ? false : throw new InvariantException("It was read past the end.");
        }

        allocation.Check();
        return true;
    }
}
