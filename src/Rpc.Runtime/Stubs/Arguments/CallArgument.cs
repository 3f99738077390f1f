namespace Rpc;

/// <summary>Makes arguments where the compiler does not by itself.</summary>
public static class CallArgument
{
    /// <summary>A value as an argument. Values become arguments by themselves, but for those declared as an interface, which C# converts to nothing.</summary>
    public static CallArgument<T> Of<T>(T value) => new(value);
}
