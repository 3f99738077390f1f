using System.Buffers;
using System.ComponentModel;
using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Stubs;

/// <summary>Calls as bytes that can be kept, and their results and exceptions again. For task queues.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KeptCalls
{
    /// <summary>What identifies a method wherever its calls are kept: the contract's name, a dot, the method's signature.</summary>
    public static string KindOf(MethodDescriptor method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return $"{method.Contract.Name}.{method.Signature}";
    }

    /// <summary>All names under which calls of a method may have been kept, the present one first.</summary>
    public static IReadOnlyList<string> KindsOf(MethodDescriptor method)
    {
        ArgumentNullException.ThrowIfNull(method);
        string[] signatures = [method.Signature, .. method.FormerNames];
        return [.. ((string[])[method.Contract.Name, .. method.Contract.FormerNames]).SelectMany(contract => signatures.Select(signature => $"{contract}.{signature}"))];
    }

    /// <summary>The arguments of a call.</summary>
    /// <exception cref="RpcException">One cannot be written: a live object, a null where there is none.</exception>
    /// <exception cref="InvalidOperationException">One is the result of a task that has not run (<see cref="GappedArgumentsOf"/>).</exception>
    public static byte[] ArgumentsOf(RemoteCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.RequireArguments();
        return GappedArgumentsOf(call).Bytes;
    }

    /// <summary>The arguments of a call of which some may be missing.</summary>
    /// <exception cref="RpcException">One cannot be written: a live object, a null where there is none.</exception>
    public static KeptArguments GappedArgumentsOf(RemoteCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        using PooledBuffer output = PooledBuffer.Rent();
        var writer = new RpcWriter(output);
        var gaps = new List<KeptGap>();
        try
        {
            if (call.Composed.HasGaps)
            {
                WriteParts(call.Composed, ref writer, output, gaps);
            }
            else
            {
                call.WriteArguments(ref writer);
            }
        }
        catch (RpcException exception)
        {
            throw new RpcException(exception.Status, $"The arguments of {call} cannot be kept: {exception.Message}", RpcOutcome.NotExecuted, exception.Reason, exception);
        }

        writer.Flush();
        return new KeptArguments(output.Written.ToArray(), gaps);
    }

    /// <summary>What the types of a contract look like, to be kept beside its calls: a newer program can then skip what it does not know.</summary>
    public static byte[] ShapesOf(ContractDescriptor contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        using PooledBuffer output = PooledBuffer.Rent();
        ShapeTable.Write(output, [.. contract.Types.Select(type => new KeyValuePair<string, string>(type.Name, type.Shape))]);
        return output.Written.ToArray();
    }

    /// <summary>The shapes that <see cref="ShapesOf"/> wrote.</summary>
    /// <exception cref="RpcException">The bytes are something else.</exception>
    public static PeerShapes Shapes(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new WireReader(bytes);
            return PeerShapes.Parse(ShapeTable.Read(ref reader));
        }
        catch (ProtocolException exception)
        {
            throw new RpcException(RpcStatus.InvalidArgument, $"Shapes that were kept cannot be read: {exception.Message}", reason: RpcErrorReason.Undecodable, innerException: exception);
        }
    }

    /// <summary>How results of a call are written and read.</summary>
    public static ValueCodec<TResult> ResultCodecOf<TResult>(RemoteCall<TResult> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.ResultCodec;
    }

    /// <summary>A value that was kept.</summary>
    /// <exception cref="RpcException">The bytes are not such a value.</exception>
    public static T Read<T>(ValueCodec<T> codec, ReadOnlySpan<byte> bytes, PeerShapes? shapes = null)
    {
        ArgumentNullException.ThrowIfNull(codec);
        var reader = new RpcReader(bytes, null, shapes);
        T value = codec.Read(ref reader);
        reader.End();
        return value;
    }

    /// <summary>The exception that a handler threw, as a caller of a connection would get it.</summary>
    /// <param name="payload">What <see cref="KeptCallResult.Payload"/> had.</param>
    /// <param name="what">What to call the method in messages.</param>
    /// <param name="method">The method, whose listed exceptions come back as themselves; null where it is not known.</param>
    public static Exception Error(ReadOnlyMemory<byte> payload, string what, MethodDescriptor? method)
    {
        try
        {
            return RemoteErrors.FromPayload(ErrorPayload.Read(payload.Span), what, uri: null, method?.Throws ?? [], references: null, shapes: null);
        }
        catch (ProtocolException exception)
        {
            return new RpcException(RpcStatus.Unknown, $"{what} failed with an exception that cannot be read: {exception.Message}", RpcOutcome.Completed, RpcErrorReason.Undecodable, exception);
        }
    }

    private static void WriteParts(ComposedArguments arguments, ref RpcWriter writer, PooledBuffer output, List<KeptGap> gaps)
    {
        foreach (ArgumentPart part in arguments.Parts)
        {
            if (part.Sources is { } sources)
            {
                writer.Flush();
                gaps.Add(new KeptGap(output.Length, sources, part.IsList));
            }
            else
            {
                part.Write(ref writer);
            }
        }
    }
}
