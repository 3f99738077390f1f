using Rpc.Testing;

namespace Rpc.Soak.Tests;

/// <summary>Cuts, delays, loses, stalls and swallows what goes between clients and servers through proxies, at random, one fault on one line at a time.</summary>
internal sealed class LineChaos(IReadOnlyList<FaultyProxy> lines, int seed)
{
    private const int MostBytesBeforeCut = 20_000;

    private readonly Random _random = new(seed);

    /// <summary>How often anything was done to a connection.</summary>
    public long Faults => lines.Sum(static line => line.Faults.FaultsInjected);

    /// <summary>Runs until <paramref name="isDone"/>; all lines are sound afterwards, and those that have lost bytes are cut.</summary>
    public async Task RunAsync(Func<bool> isDone)
    {
        while (!isDone())
        {
            FaultyProxy line = lines[_random.Next(lines.Count)];
            await HurtAsync(line.Faults);
            line.Faults.Clear();
            await Task.Delay(_random.Next(50, 400));
        }

        foreach (FaultyProxy line in lines)
        {
            line.Faults.Clear();
            line.Faults.Cut();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Faults} faults of the network ({lines.Sum(static line => line.Faults.CountOf(FaultKind.Cut))} cuts)";

    private Task HurtAsync(NetworkFaults faults)
    {
        DirectionFaults direction = _random.Next(2) == 0 ? faults.Upstream : faults.Downstream;
        switch (_random.Next(8))
        {
            case 0:
                faults.Cut();
                return Task.CompletedTask;
            case 1:
                // Anywhere in a frame, of whichever connection sends next.
                direction.CutAfter(_random.Next(MostBytesBeforeCut));
                return Wait(400);
            case 2:
                faults.InBothDirections(static both => both.Delay = both.Jitter = TimeSpan.FromMilliseconds(5));
                return Wait(500);
            case 3:
                faults.InBothDirections(static both => both.Loss = 0.1);
                return Wait(500);
            case 4:
                direction.FragmentBytes = 7;
                return Wait(200);
            case 5:
                direction.Stalled = true;
                return Wait(600);
            case 6:
                faults.FailNextConnections(3);
                faults.Cut();
                return Wait(100);
            default:
                // Longer than a peer is believed to live without a word.
                direction.BlackHole = true;
                return Wait(3_000);
        }
    }

    private Task Wait(int most) => Task.Delay(_random.Next(most / 2, most));
}
