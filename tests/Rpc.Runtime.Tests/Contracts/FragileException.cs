namespace Rpc.Runtime.Tests;

/// <summary>Cannot be written with a null, and cannot be made with a negative code.</summary>
public sealed class FragileException(string name, int code) : Exception("fragile")
{
    public string Name { get; } = name;

    public int Code { get; } = code >= 0 || Making ? code : throw new ArgumentOutOfRangeException(nameof(code));

    [ThreadStatic]
    internal static bool Making;
}
