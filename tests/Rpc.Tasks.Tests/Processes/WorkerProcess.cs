using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Processes;

/// <summary>Starts workers in processes of their own.</summary>
internal static class WorkerProcess
{
    /// <summary>Starts one, and waits until it has joined.</summary>
    public static async Task<ProgramRun> StartAsync(string backend, int concurrency = 16, int drainSeconds = 30)
    {
        ProgramRun run = ProgramRun.Start(Path.Combine(AppContext.BaseDirectory, "Rpc.Tasks.Tests.Worker"), [backend, $"{concurrency}", $"{drainSeconds}"]);
        try
        {
            await run.WaitForLineAsync("joined");
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }
}
