using System.Buffers.Binary;
using System.Globalization;
using RabbitMQ.Client;
using Rpc.Tasks.Engine;
using Rpc.Tasks.RabbitMq.Consuming;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.RabbitMq.Storeless;

/// <summary>A whole task in a message. What changes from try to try is in the headers; the body never changes.</summary>
/// <remarks>The body: version (1), then three lengths as 32-bit little-endian integers (specification, shapes of its contract, arguments), then these three.</remarks>
/// <param name="Id">The task.</param>
/// <param name="Spec">What is asked for.</param>
/// <param name="Shapes">What the contract's types look like, for workers that were built with others.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Attempts">Attempts that were begun before this message was published.</param>
/// <param name="Failures">Those that ended with an exception.</param>
internal sealed record TaskMessage(Guid Id, TaskSpec Spec, byte[] Shapes, byte[] Arguments, int Attempts, int Failures)
{
    /// <summary>What the messages say they are.</summary>
    public const string ContentType = "application/vnd.rpc.task";

    private const byte Version = 1;
    private const int HeadBytes = 13;
    private const string AttemptsHeader = "rpc-attempts";
    private const string FailuresHeader = "rpc-failures";

    /// <summary>Reads a delivery; null where it is no whole task.</summary>
    public static TaskMessage? Of(Delivery delivery)
    {
        byte[] body = delivery.Body;
        if (delivery.Id is not { } id || delivery.Properties.ContentType != ContentType || body.Length < HeadBytes || body[0] != Version)
        {
            return null;
        }

        (int spec, int shapes, int arguments) = (Length(body, 1), Length(body, 5), Length(body, 9));
        if (spec < 0 || shapes < 0 || arguments < 0 || (long)HeadBytes + spec + shapes + arguments != body.Length)
        {
            return null;
        }

        try
        {
            ReadOnlySpan<byte> rest = body.AsSpan(HeadBytes);
            return new TaskMessage(id, TaskForms.Spec(rest[..spec]), rest.Slice(spec, shapes).ToArray(), rest[(spec + shapes)..].ToArray(), Number(delivery, AttemptsHeader), Number(delivery, FailuresHeader));
        }
        catch (RpcException)
        {
            return null;
        }
    }

    /// <summary>The body.</summary>
    public byte[] Body()
    {
        byte[] spec = TaskForms.OfSpec(Spec);
        byte[] body = new byte[HeadBytes + spec.Length + Shapes.Length + Arguments.Length];
        body[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(1), spec.Length);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(5), Shapes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(9), Arguments.Length);
        spec.CopyTo(body, HeadBytes);
        Shapes.CopyTo(body, HeadBytes + spec.Length);
        Arguments.CopyTo(body, HeadBytes + spec.Length + Shapes.Length);
        return body;
    }

    /// <summary>The properties.</summary>
    public BasicProperties Properties()
    {
        var properties = new BasicProperties
        {
            MessageId = Id.ToString("N"),
            Type = Spec.Kind,
            ContentType = ContentType,
            Headers = new Dictionary<string, object?> { [AttemptsHeader] = Attempts, [FailuresHeader] = Failures },
        };

        // Until its first attempt begins; the broker counts from when it takes the message.
        if (Spec.ExpiresAfter > TimeSpan.Zero && Attempts == 0)
        {
            properties.Expiration = ((long)Math.Min(Spec.ExpiresAfter.TotalMilliseconds, uint.MaxValue)).ToString(CultureInfo.InvariantCulture);
        }

        return properties;
    }

    private static int Length(byte[] body, int at) => BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at));

    private static int Number(Delivery delivery, string header) => delivery.Properties.Headers?.TryGetValue(header, out object? value) == true && value is int number ? number : 0;
}
