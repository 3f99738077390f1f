using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.Running;

namespace Rpc.Benchmarks.Suites;

/// <summary>One value, written and read by hand-written code, by the generated codec and as JSON. Subclasses hold the calls, closed over their types: nothing generic stands between the timer and them.</summary>
public abstract class CodecSuite<T> : ICodecSuite, IDisposable
{
    private readonly ArrayBufferWriter<byte> _output = new(512 * 1024);
    private readonly IBufferWriter<byte> _target;
    private readonly Utf8JsonWriter _json = new(Stream.Null);

    /// <param name="value">What is written.</param>
    protected CodecSuite(T value)
    {
        Value = value;
        _target = _output;
    }

    /// <summary>What is written.</summary>
    protected T Value { get; }

    /// <summary>The binary form, to read from.</summary>
    protected byte[] Input { get; private set; } = [];

    /// <summary>The JSON form, to read from.</summary>
    protected byte[] JsonInput { get; private set; } = [];

    /// <summary>The buffer that all of them write into, emptied. Which class it is, the just-in-time compiler cannot see, for none of them.</summary>
    protected IBufferWriter<byte> Output
    {
        get
        {
            _output.ResetWrittenCount();
            return _target;
        }
    }

    /// <summary>The same buffer behind a JSON writer.</summary>
    protected Utf8JsonWriter Json
    {
        get
        {
            _output.ResetWrittenCount();
            _json.Reset(_output);
            return _json;
        }
    }

    /// <summary>Refuses to measure code that does not do the same.</summary>
    [GlobalSetup]
    public void Check()
    {
        WriteHand();
        Input = _output.WrittenSpan.ToArray();
        WriteRpc();
        if (!_output.WrittenSpan.SequenceEqual(Input) || !AreEqual(ReadHand(), ReadRpc()))
        {
            throw new InvalidOperationException("The hand-written code and the codec do not agree.");
        }

        WriteJson();
        JsonInput = _output.WrittenSpan.ToArray();
        if (!IsSame(ReadJson()))
        {
            throw new InvalidOperationException("The JSON holds something else.");
        }
    }

    /// <summary>Whether two values that were read are the same.</summary>
    protected virtual bool AreEqual(T left, T right) => RpcCodec.Encode(left).AsSpan().SequenceEqual(Input) && RpcCodec.Encode(right).AsSpan().SequenceEqual(Input);

    /// <summary>Whether the value read from JSON is the one that was written.</summary>
    protected virtual bool IsSame(T fromJson) => RpcCodec.Encode(fromJson).AsSpan().SequenceEqual(Input);

    /// <inheritdoc/>
    public virtual int Operations => 1;

    /// <inheritdoc/>
    public Alternation Alternate() => Alternation.Of(this);

    /// <summary>After the last measurement.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _json.Dispose();
        GC.SuppressFinalize(this);
    }

    public abstract void WriteHand();

    public abstract void WriteRpc();

    public abstract void WriteJson();

    public abstract T ReadHand();

    public abstract T ReadRpc();

    public abstract T ReadJson();
}
