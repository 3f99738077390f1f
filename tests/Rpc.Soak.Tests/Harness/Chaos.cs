namespace Rpc.Soak.Tests;

/// <summary>Kills, pauses and restarts members at random until it is told to stop. One lane hurts one member at a time; several lanes run at once.</summary>
internal sealed class Chaos(IReadOnlyList<Member> members, int seed)
{
    private const int Lanes = 3;

    private readonly FaultCounts _counts = new();

    public FaultCounts Counts => _counts;

    /// <summary>Runs until <paramref name="isDone"/>; every member that it paused goes on afterwards.</summary>
    public async Task RunAsync(Func<bool> isDone)
    {
        using var failed = new CancellationTokenSource();
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(async () =>
        {
            try
            {
                await LaneAsync(new Random(seed + lane), () => failed.IsCancellationRequested || isDone());
            }
            catch
            {
                await failed.CancelAsync();
                throw;
            }
        })));
    }

    private async Task LaneAsync(Random random, Func<bool> isDone)
    {
        while (!isDone())
        {
            Member member = members[random.Next(members.Count)];
            if (await member.Gate.WaitAsync(0))
            {
                try
                {
                    await HurtAsync(member, random);
                }
                finally
                {
                    member.Gate.Release();
                }
            }

            await Task.Delay(random.Next(50, 250));
        }
    }

    private Task HurtAsync(Member member, Random random) => random.Next(100) switch
    {
        < 12 when member.MayDie => KillAsync(member),
        < 16 when member.MayDie && member.Name.StartsWith("server", StringComparison.Ordinal) => TerminateAsync(member),
        < 18 => PauseAsync(member, random.Next(1_000, 3_500)),
        < 23 => FlickerAsync(member, random),
        _ => PauseAsync(member, random.Next(5, 120)),
    };

    private Task KillAsync(Member member)
    {
        _counts.Killed();
        return member.RestartAsync(Signals.Kill);
    }

    /// <summary>A server that is asked to end drains first.</summary>
    private Task TerminateAsync(Member member)
    {
        _counts.Terminated();
        return member.RestartAsync(Signals.Terminate);
    }

    private async Task PauseAsync(Member member, int milliseconds)
    {
        int process = member.Run.Id;
        Signals.Stop(process);
        try
        {
            await Task.Delay(milliseconds);
        }
        finally
        {
            Signals.Continue(process);
        }

        _counts.Paused(milliseconds);
    }

    /// <summary>Short steps: each lets a few calls through, half sent or half answered.</summary>
    private async Task FlickerAsync(Member member, Random random)
    {
        for (int i = 0; i < 5; i++)
        {
            await PauseAsync(member, random.Next(1, 10));
            await Task.Delay(random.Next(1, 5));
        }
    }
}
