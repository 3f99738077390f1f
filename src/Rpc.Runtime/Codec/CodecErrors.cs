using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Rpc.Codec;

/// <summary>The refusals of the codec, each with a sentence that says what was wrong.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CodecErrors
{
    /// <summary>The bytes or the JSON do not decode to the declared type.</summary>
    public static RpcException Undecodable(string message, Exception? innerException = null) =>
        new(RpcStatus.InvalidArgument, message, reason: RpcErrorReason.Undecodable, innerException: innerException);

    /// <summary>A limit of the codec was passed (docs/limits.md).</summary>
    public static RpcException OverLimit(string message) => new(RpcStatus.ResourceExhausted, message, reason: RpcErrorReason.OverLimit);

    /// <summary>Gives <paramref name="value"/>, or refuses null where the contract declares that there is none.</summary>
    public static T NotNull<T>([NotNull] T? value, string member)
        where T : class => value ?? throw NullMember(member);

    /// <summary>Null was written or read where the contract declares that there is none.</summary>
    public static RpcException NullMember(string member) => Undecodable($"{member} is null, and its declaration says that it never is.");

    /// <summary>A live object stands where there is no connection.</summary>
    internal static RpcException NoTable(string member) => new(
        RpcStatus.FailedPrecondition,
        $"{member} is a live object, and those travel in calls only: not through RpcCodec, and not in stored tasks.");

    /// <summary>An older peer left out a member that has no default.</summary>
    public static RpcException MissingMember(string member) => Undecodable($"{member} is missing, and it has no default.");

    /// <summary>A union holds a class that its declaration does not list.</summary>
    public static RpcException UnknownCase(string union, object value) =>
        new(RpcStatus.InvalidArgument, $"{value.GetType()} is not a case of the union {union}. Add a [Union] attribute for it.");

    /// <summary>A value is of a class that derives from the declared one, as which it would lose members.</summary>
    public static RpcException Derived(string declared, object value) => new(
        RpcStatus.InvalidArgument,
        $"{value.GetType()} derives from the declared {declared}, and would arrive as less than it is. Declare it, or make {declared} a union with [Union].");

    /// <summary>What was read could not be turned into the value that it stands for.</summary>
    public static RpcException Unmakeable(string type, Exception innerException)
    {
        ArgumentNullException.ThrowIfNull(innerException);
        return Undecodable($"What came is no {type}: {innerException.Message}", innerException);
    }

    /// <summary>A type that only MemoryPack writes was asked for in JSON.</summary>
    public static RpcException NoJson(string member, string type) =>
        new(RpcStatus.Unimplemented, $"{member} holds {type}, which MemoryPack writes: it has no JSON form. Call in the binary form.");

    /// <summary>MemoryPack could not write a value.</summary>
    public static RpcException Unwritable(string type, Exception innerException)
    {
        ArgumentNullException.ThrowIfNull(innerException);
        return new(RpcStatus.InvalidArgument, $"MemoryPack cannot write a {type}: {innerException.Message}", innerException: innerException);
    }

    /// <summary>A tag that the union does not know.</summary>
    public static RpcException UnknownTag(string union, int tag) => Undecodable($"{tag} is not a tag of the union {union}.");

    [DoesNotReturn]
    internal static void ThrowCutOff(string? surplusOf) => throw Undecodable(surplusOf is null
        ? "The value is cut off: its bytes end before it does."
        : $"More follows an unknown member of {surplusOf}, and the peer's shapes are not known: unknown members are accepted at the end only.");

    [DoesNotReturn]
    internal static void ThrowTooDeep() => throw OverLimit($"The value is nested deeper than {Wire.MaxDepth} objects.");

    [DoesNotReturn]
    internal static void ThrowBudget(long budget) => throw OverLimit($"Decoding the message would allocate more than its budget of {budget} bytes.");

    [DoesNotReturn]
    internal static void ThrowNoRoom() => throw new InvalidOperationException("The buffer writer gave less room than it was asked for.");

    [DoesNotReturn]
    internal static void ThrowFormat(string what) => throw Undecodable(what);
}
