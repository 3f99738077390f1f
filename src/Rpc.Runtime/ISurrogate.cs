namespace Rpc;

/// <summary>Lets values of a type that cannot travel, or is not yours to change, travel as values of another type, in both content types.</summary>
/// <remarks>
/// Implemented by a struct that <c>[assembly: CustomCodec(typeof(ThatStruct))]</c> names; it is never instantiated. Both methods are called on many
/// threads at once. Null is taken care of: neither method is given one, and neither returns one. The bytes and the JSON are those of the surrogate;
/// a class whose surrogate is a struct travels as the nullable form of that struct.
/// </remarks>
/// <typeparam name="T">The type that does not travel by itself.</typeparam>
/// <typeparam name="TSurrogate">A type that does.</typeparam>
public interface ISurrogate<T, TSurrogate>
{
    /// <summary>Gives what stands for a value on the wire.</summary>
    static abstract TSurrogate ToSurrogate(T value);

    /// <summary>Gives the value that a surrogate stands for. Whatever it throws reaches the caller as an <see cref="RpcException"/> with <see cref="RpcStatus.InvalidArgument"/>.</summary>
    static abstract T FromSurrogate(TSurrogate surrogate);
}
