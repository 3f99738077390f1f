using System.ComponentModel;
using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>One of the arguments of a call some of which may be missing yet. Made by the generated <c>…Calls</c> factories; immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ArgumentPart
{
    private protected ArgumentPart()
    {
    }

    /// <summary>A receiver of progress: there is one, and whoever runs the call knows where it reports to.</summary>
    public static ArgumentPart Receiver { get; } = new ReceiverPart();

    internal virtual IReadOnlyList<ArgumentSource>? Sources => null;

    internal virtual bool IsList => false;

    /// <summary>An argument.</summary>
    /// <param name="name">Of its parameter, for errors.</param>
    /// <param name="argument">The value, or what will give it.</param>
    /// <param name="codec">How values are written.</param>
    public static ArgumentPart Of<T>(string name, CallArgument<T> argument, ValueCodec<T> codec) => new ValuePart<T>(name, argument, codec);

    internal abstract void Write(ref RpcWriter writer);

    internal abstract void WriteJson(ref RpcJsonWriter writer);

    private sealed class ReceiverPart : ArgumentPart
    {
        internal override void Write(ref RpcWriter writer) => BooleanCodec.Write(ref writer, true);

        internal override void WriteJson(ref RpcJsonWriter writer) => throw FlowErrors.NotInJson();
    }

    private sealed class ValuePart<T>(string name, CallArgument<T> argument, ValueCodec<T> codec) : ArgumentPart
    {
        internal override IReadOnlyList<ArgumentSource>? Sources => argument.Sources;

        internal override bool IsList => argument.IsList;

        internal override void Write(ref RpcWriter writer)
        {
            string? outer = Elements.Open(ref writer, name);
            try
            {
                codec.Write(ref writer, argument.Value);
            }
            catch (RpcException) when (argument.Value is null)
            {
                throw CodecErrors.NullMember(name);
            }

            Elements.Close(ref writer, outer);
        }

        internal override void WriteJson(ref RpcJsonWriter writer)
        {
            string? outer = Elements.Open(ref writer, name);
            try
            {
                codec.WriteJson(ref writer, argument.Value);
            }
            catch (RpcException) when (argument.Value is null)
            {
                throw CodecErrors.NullMember(name);
            }

            Elements.Close(ref writer, outer);
        }
    }
}
