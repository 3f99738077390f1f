using Rpc.Tasks.Tests.Worker;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Processes;

/// <summary>Workers of a hub that are killed; and the hub itself, a process too.</summary>
public sealed class HubKillTests : KillSuite
{
    private ProgramRun? _hub;
    private string _uri = "rpc://127.0.0.1:0";

    protected override string Backend => "hub:" + _uri;

    protected override async ValueTask PrepareAsync() => await StartHubAsync();

    protected override async ValueTask CleanAsync() => await _hub!.DisposeAsync();

    [Fact]
    public async Task A_hub_that_is_killed_under_load_loses_nothing_that_it_has_accepted()
    {
        await WorkerAsync(8);
        await WorkerAsync(8);
        using var stop = new CancellationTokenSource();
        var accepted = new List<TaskHandle<int>>();
        int refused = 0;
        Task[] producers = [.. Enumerable.Range(0, 4).Select(lane => Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                try
                {
                    TaskHandle<int> handle = await Tasks.EnqueueAsync(JobCalls.Take((lane * 1_000_000) + i, 1));
                    lock (accepted)
                    {
                        accepted.Add(handle);
                    }
                }
                catch (RpcException)
                {
                    Interlocked.Increment(ref refused);
                    await Task.Delay(20);
                }
            }
        }))];
        for (int kills = 0; kills < 3; kills++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            _hub!.Kill();
            await _hub.ExitAsync();
            await _hub.DisposeAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            await StartHubAsync();
        }

        await Task.Delay(TimeSpan.FromSeconds(1));
        await stop.CancelAsync();
        await Task.WhenAll(producers).WaitAsync(Patience);
        await Task.WhenAll(accepted.Select(handle => handle.GetResultAsync())).WaitAsync(Patience);
        Assert.True(accepted.Count > 100 && refused > 0, $"{accepted.Count} were accepted and {refused} refused.");
        foreach (TaskHandle<int> handle in accepted)
        {
            RpcTaskInfo info = (await handle.InfoAsync())!;
            Assert.Equal((RpcTaskState.Succeeded, 0), (info.State, info.WorkerDeaths));
        }
    }

    private async Task StartHubAsync()
    {
        _hub = ProgramRun.Start(Path.Combine(AppContext.BaseDirectory, "Rpc.Tasks.Tests.Node"), ["hub", Folder.File("tasks.db"), _uri]);
        string line = await _hub.WaitForLineAsync("hub at ");
        _uri = line["hub at ".Length..];
    }
}
