using Rpc.Transports;

namespace Rpc.Protocol.Tests;

/// <summary>Keeps what is sent, and takes no more than its budget: a peer that reads slowly or not at all.</summary>
internal sealed class FakeTransport(bool canBlock) : TransportConnection
{
    private readonly Lock _lock = new();
    private readonly List<byte> _sent = [];
    private long _budget = long.MaxValue;
    private volatile bool _broken;

    public override string RemoteAddress => "fake";

    public override bool CanBlock => canBlock;

    public override bool HasInput => false;

    /// <summary>How often something was sent.</summary>
    public int Sends { get; private set; }

    /// <summary>The bytes that it still takes.</summary>
    public long Budget
    {
        set
        {
            lock (_lock)
            {
                _budget = value;
            }
        }
    }

    public byte[] Sent
    {
        get
        {
            lock (_lock)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>The frames that were sent, as header and body.</summary>
    public List<(FrameHeader Header, byte[] Body)> Frames()
    {
        var frames = new List<(FrameHeader, byte[])>();
        byte[] sent = Sent;
        for (int at = 0; at < sent.Length;)
        {
            FrameHeader header = FrameHeader.Read(sent.AsSpan(at));
            at += FrameHeader.Size;
            frames.Add((header, sent.AsSpan(at, header.Length).ToArray()));
            at += header.Length;
        }

        return frames;
    }

    /// <summary>Makes every further send fail.</summary>
    public void Break() => _broken = true;

    public override int Receive(Span<byte> buffer) => throw new NotSupportedException();

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => throw new NotSupportedException();

    public override void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[TrySend(bytes)..];
        }
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await Task.Yield();
        while (!bytes.IsEmpty)
        {
            int count = TrySend(bytes.Span);
            bytes = bytes[count..];
            if (count == 0)
            {
                await Task.Delay(1);
            }
        }
    }

    public override int TrySend(ReadOnlySpan<byte> bytes)
    {
        if (_broken)
        {
            throw new IOException("broken on purpose");
        }

        int count;
        lock (_lock)
        {
            count = (int)Math.Min(bytes.Length, _budget);
            _budget -= count;
            _sent.AddRange(bytes[..count]);
            Sends += count > 0 ? 1 : 0;
        }

        if (count == 0)
        {
            Thread.Sleep(1);
        }

        return count;
    }

    public override void Abort() => _broken = true;
}
