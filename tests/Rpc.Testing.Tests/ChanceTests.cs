using Rpc.Transports;
using Xunit;

namespace Rpc.Testing.Tests;

/// <summary>What is left to chance is chosen by the seed.</summary>
public sealed class ChanceTests
{
    [Fact]
    public async Task The_same_seed_cuts_the_stream_into_the_same_pieces()
    {
        List<int> one = await PiecesAsync(seed: 7, together: 5_000);

        Assert.Equal(one, await PiecesAsync(seed: 7, together: 5_000));
        Assert.NotEqual(one, await PiecesAsync(seed: 8, together: 5_000));
        Assert.Equal((5_000, 1, 9), (one.Sum(), one.Min(), one.Max()));
    }

    [Fact]
    public async Task Where_pieces_come_apart_does_not_depend_on_how_bytes_were_sent()
    {
        HashSet<int> places = Places(await PiecesAsync(seed: 7, together: 5_000));
        HashSet<int> inSmallSends = Places(await PiecesAsync(seed: 7, together: 3));

        Assert.Subset(inSmallSends, places);
    }

    [Fact]
    public async Task The_same_seed_cuts_the_connection_at_the_same_byte()
    {
        int one = await BytesBeforeCutAsync(seed: 3, together: 100_000);

        Assert.Equal(one, await BytesBeforeCutAsync(seed: 3, together: 77));
        Assert.InRange(one, 1, 999_999);
        Assert.NotEqual(one, await BytesBeforeCutAsync(seed: 4, together: 100_000));
    }

    [Fact]
    public async Task Delayed_bytes_come_when_the_clock_says_and_never_before_those_sent_earlier()
    {
        var clock = new ManualTime();
        using var faults = new NetworkFaults(seed: 5, clock);
        (TransportConnection client, TransportConnection server) = await ConnectAsync(new RpcTestNetwork(faults));
        faults.Upstream.Delay = TimeSpan.FromSeconds(10);
        await client.SendAsync(new byte[] { 1, 2 });
        clock.Advance(TimeSpan.FromSeconds(4));
        faults.Upstream.Delay = TimeSpan.FromSeconds(1);
        await client.SendAsync(new byte[] { 3 });
        byte[] buffer = new byte[8];
        Task<int> receiving = server.ReceiveAsync(buffer).AsTask();

        clock.Advance(TimeSpan.FromSeconds(5.9));
        await receiving.StaysPendingAsync();
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(3, await receiving.Within() is 2 ? 2 + await server.ReceiveAsync(buffer.AsMemory(2)).AsTask().Within() : 3);
        Assert.Equal([1, 2, 3], buffer[..3]);
    }

    [Fact]
    public async Task Lost_packets_are_the_same_ones_and_hold_back_all_that_follows()
    {
        int[] there = await Task.WhenAll(Enumerable.Range(1, 8).Select(BytesBeforeLossAsync));

        Assert.Equal(there, await Task.WhenAll(Enumerable.Range(1, 8).Select(BytesBeforeLossAsync)));
        Assert.InRange(there.Distinct().Count(), 2, 8);
        Assert.All(there, static bytes => Assert.Equal(0, bytes % 1_460));
    }

    private static async Task<int> BytesBeforeLossAsync(int seed)
    {
        var clock = new ManualTime();
        using var faults = new NetworkFaults(seed, clock);
        faults.Upstream.Loss = 0.3;
        faults.Upstream.RetransmitAfter = TimeSpan.FromSeconds(1);
        (TransportConnection client, TransportConnection server) = await ConnectAsync(new RpcTestNetwork(faults));
        byte[] sent = new byte[30 * 1_460];
        new Random(1).NextBytes(sent);
        await client.SendAsync(sent);
        int there = Drain(server, new byte[sent.Length]);
        clock.Advance(TimeSpan.FromSeconds(1));
        byte[] rest = new byte[sent.Length];
        Assert.Equal(sent[there..], rest[..Drain(server, rest)]);
        Assert.InRange(faults.CountOf(FaultKind.Lost), 1, 29);
        return there;
    }

    private static int Drain(TransportConnection connection, byte[] into)
    {
        int have = 0;
        for (int received; (received = connection.TryReceive(into.AsSpan(have))) > 0;)
        {
            have += received;
        }

        return have;
    }

    private static HashSet<int> Places(List<int> pieces)
    {
        int at = 0;
        return [.. pieces.Select(piece => at += piece)];
    }

    private static async Task<List<int>> PiecesAsync(int seed, int together)
    {
        using var faults = new NetworkFaults(seed);
        faults.Upstream.FragmentBytes = 9;
        (TransportConnection client, TransportConnection server) = await ConnectAsync(new RpcTestNetwork(faults));
        var pieces = new List<int>();
        for (int left = 5_000; left > 0;)
        {
            int send = Math.Min(left, together);
            await client.SendAsync(new byte[send]);
            left -= send;
            for (int received; (received = server.TryReceive(new byte[64])) > 0;)
            {
                pieces.Add(received);
            }
        }

        return pieces;
    }

    private static async Task<int> BytesBeforeCutAsync(int seed, int together)
    {
        using var faults = new NetworkFaults(seed);
        faults.Upstream.CutChance = 0.02;
        (TransportConnection client, TransportConnection server) = await ConnectAsync(new RpcTestNetwork(faults));
        int received = 0;
        try
        {
            for (int sent = 0; sent < 1_000_000; sent += together)
            {
                await client.SendAsync(new byte[together]);
                for (int more; (more = server.TryReceive(new byte[730])) > 0;)
                {
                    received += more;
                }
            }
        }
        catch (IOException)
        {
            // The cut.
        }

        // Whoever takes smaller pieces comes closer to the packet that is cut: what counts is the packet.
        return received / 1_460;
    }

    private static async Task<(TransportConnection Client, TransportConnection Server)> ConnectAsync(RpcTestNetwork network)
    {
        RemoteUri address = network.NewAddress();
        ITransportListener listener = network.Listen(address);
        TransportConnection client = network.Connect(address);
        return (client, (await listener.AcceptAsync().AsTask().Within())!);
    }
}
