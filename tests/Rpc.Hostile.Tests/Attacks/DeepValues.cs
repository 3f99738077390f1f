using System.Text;
using Rpc.Hostile.Tests.Server;

namespace Rpc.Hostile.Tests;

/// <summary>Arguments of <see cref="ITarget.ReverseAsync"/> that no honest peer sends.</summary>
internal static class DeepValues
{
    private static readonly byte[] s_leaf = RpcCodec.Encode(new Item());

    /// <summary>An item up to its last member, the list of its children.</summary>
    private static byte[] Head => s_leaf[..^sizeof(int)];

    /// <summary>So many items inside each other.</summary>
    public static byte[] Nested(int levels)
    {
        var bytes = new List<byte>(Arguments.Of(1));
        for (int i = 1; i < levels; i++)
        {
            bytes.AddRange(Head);
            bytes.AddRange(Arguments.Of(1));
        }

        bytes.AddRange(s_leaf);
        return [.. bytes];
    }

    /// <summary>The same as JSON.</summary>
    public static byte[] NestedJson(int levels) => Encoding.UTF8.GetBytes(
        "[[" + string.Concat(Enumerable.Repeat("{\"Children\":[", levels)) + string.Concat(Enumerable.Repeat("]}", levels)) + "]]");

    /// <summary>A member that the contract does not know, with so many arrays inside each other: it is skipped, not read.</summary>
    public static byte[] UnknownJson(int levels) => Encoding.UTF8.GetBytes($"[[{{\"Unknown\":{new string('[', levels)}{new string(']', levels)}}}]]");

    /// <summary>Lists inside each other, each of which claims as many items as there are bytes behind it.</summary>
    public static byte[] Claims(int levels, int length)
    {
        var bytes = new List<byte>(Arguments.Of(length - sizeof(int)));
        for (int i = 1; i < levels; i++)
        {
            bytes.AddRange(Head);
            bytes.AddRange(Arguments.Of(length - bytes.Count - sizeof(int)));
        }

        bytes.AddRange(new byte[Math.Max(0, length - bytes.Count)]);
        return [.. bytes];
    }

    /// <summary>A dictionary of keys whose default hash is the same.</summary>
    public static byte[] CollidingKeys(int count)
    {
        var bytes = new List<byte>(Arguments.Of(count));
        for (int i = 0; i < count; i++)
        {
            bytes.AddRange(BitConverter.GetBytes(((long)i << 32) | (uint)i));
            bytes.AddRange(Arguments.Of(0));
        }

        return [.. bytes];
    }
}
