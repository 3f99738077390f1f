using System.ComponentModel;
using Rpc.Buffers;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>An exception that a contract lists with <see cref="ThrowsAttribute"/>. Immutable.</summary>
/// <param name="name">The full name of its type.</param>
public class ListedException(string name)
{
    /// <summary>The full name of its type, which is its name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>The message without what the constructor of an argument exception adds to it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static string MessageOf(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return WellKnownExceptions.MessageOf(exception);
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>Whether an exception is of exactly this type. Never of one that needs no codec, or is only known by name.</summary>
    internal virtual bool IsOf(Exception exception) => false;

    /// <summary>Appends the message and members of an exception that <see cref="IsOf"/> this type.</summary>
    internal virtual void Write(PooledBuffer output, Exception exception, IReferenceTable? references)
    {
    }

    /// <summary>Makes the exception again; null for one that is only known by name.</summary>
    internal virtual Exception? Read(ReadOnlySpan<byte> members, IReferenceTable? references, PeerShapes? shapes) => null;
}

/// <summary>A listed exception with what it takes to send it. Made by generated code.</summary>
/// <param name="name">The full name of its type.</param>
/// <param name="codec">Gives the codec of its message and members.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ListedException<T>(string name, Func<ValueCodec<T?>> codec) : ListedException(name)
    where T : Exception
{
    internal override bool IsOf(Exception exception) => exception.GetType() == typeof(T);

    internal override void Write(PooledBuffer output, Exception exception, IReferenceTable? references)
    {
        var writer = new RpcWriter(output, references);
        codec().Write(ref writer, (T)exception);
        writer.Flush();
    }

    internal override Exception? Read(ReadOnlySpan<byte> members, IReferenceTable? references, PeerShapes? shapes)
    {
        var reader = new RpcReader(members, references, shapes);
        T? exception = codec().Read(ref reader);
        reader.End();
        return exception;
    }
}
