using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>Floor of a stream: ints in writes of 64 KiB, from a thread that blocks to a thread that blocks.</summary>
internal sealed class RawStreamPeer : IPeer
{
    private const int ChunkBytes = 64 * 1024;

    public string Name => "raw-cs-stream";

    public PeerKind Kind => PeerKind.Floor;

    public IReadOnlyList<string> Workloads { get; } = [Peers.Workloads.Stream];

    public Task<string> StartServerAsync() => BlockingServer.StartAsync(Send);

    public async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        using Socket socket = Sockets.Connect(run.Endpoint);
        byte[] chunk = GC.AllocateUninitializedArray<byte>(ChunkBytes, pinned: true);
        int next = 0;
        return await run.MeasureItemsAsync(end => ValueTask.FromResult(Receive(socket, chunk, end, ref next)));
    }

    private static void Send(Socket connection)
    {
        byte[] chunk = GC.AllocateUninitializedArray<byte>(ChunkBytes, pinned: true);
        int next = 0;
        while (true)
        {
            foreach (ref int item in MemoryMarshal.Cast<byte, int>(chunk.AsSpan()))
            {
                item = unchecked(next++);
            }

            connection.Send(chunk);
        }
    }

    private static long Receive(Socket socket, byte[] chunk, long end, ref int next)
    {
        long items = 0;
        do
        {
            for (int filled = 0; filled < chunk.Length;)
            {
                int count = socket.Receive(chunk.AsSpan(filled));
                filled += count > 0 ? count : throw new EndOfStreamException("The server closed the connection.");
            }

            foreach (int item in MemoryMarshal.Cast<byte, int>(chunk.AsSpan()))
            {
                if (item != next)
                {
                    throw new InvalidOperationException($"The stream gave {item} where {next} was due.");
                }

                next = unchecked(next + 1);
            }

            items += chunk.Length / sizeof(int);
        }
        while (Stopwatch.GetTimestamp() < end);

        return items;
    }
}
