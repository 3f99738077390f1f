using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using Rpc.Scale.Measuring;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Large;

/// <summary>The floor's time for 512 KiB: sent, received whole by the other side, and answered with a byte.</summary>
internal sealed class BulkRole : IClientRole
{
    private const int Length = 512 * 1024;

    public string Name => "bulk";

    public Task RunAsync(ClientRun run)
    {
        using Socket socket = Sockets.Connect(run.Endpoint);
        byte[] body = new byte[4 + Length];
        BinaryPrimitives.WriteInt32LittleEndian(body, Length);
        Measure(socket, body, run.Warmup);
        Lines.Say(Lines.Ready);
        ClientRun.AwaitGo();
        Readings readings = [];
        readings.AddLatencies("", Measure(socket, body, run.Duration));
        Lines.Say(readings);
        return Task.CompletedTask;
    }

    private static LatencyHistogram Measure(Socket socket, byte[] body, TimeSpan length)
    {
        LatencyHistogram latencies = new();
        long end = CallLoop.EndAfter(length);
        Span<byte> answer = stackalloc byte[1];
        for (long start = Stopwatch.GetTimestamp(); start < end;)
        {
            socket.Send(body);
            if (socket.Receive(answer) != 1)
            {
                throw new EndOfStreamException("The server closed the connection.");
            }

            long now = Stopwatch.GetTimestamp();
            latencies.Record(now - start);
            start = now;
        }

        return latencies;
    }
}
