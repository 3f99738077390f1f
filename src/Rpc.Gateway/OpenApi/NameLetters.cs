using System.Buffers;

namespace Rpc.Gateway.OpenApi;

/// <summary>What names of members are made of, for telling them from shapes.</summary>
internal static class NameLetters
{
    public static SearchValues<char> Set { get; } = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
}
