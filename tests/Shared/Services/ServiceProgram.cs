using System.Collections.Concurrent;

namespace Rpc.Tests.Shared;

/// <summary>Runs the programs of a service that tests bring along (Linux): as a user of its own where needed, and never longer than the process of the tests, however that ends.</summary>
internal static class ServiceProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The kernel ends a child with the thread that started it. Threads of the pool come and go; this one stays.
    private static readonly BlockingCollection<Action> Starts = StartLastingThread();

    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>Starts a program that is killed when this process ends, also when it is killed itself.</summary>
    /// <param name="user">The user that it runs as, or null for this process's; another one takes root.</param>
    public static async Task<ProgramRun> StartAsync(string program, IEnumerable<string> arguments, string folder, string? user = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var started = new TaskCompletionSource<ProgramRun>(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] all = ["--pdeathsig=KILL", .. As(user), program, .. arguments];
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(ProgramRun.Start("setpriv", all, folder, environment));
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        });
        return await started.Task;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed. Fails with what it printed when it takes more than a minute, or ends with anything but 0 and may not.</returns>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string folder = "/", string? user = null, IReadOnlyDictionary<string, string>? environment = null, bool mayFail = false)
    {
        await using ProgramRun run = await StartAsync(program, arguments, folder, user, environment);
        run.CloseInput();
        return await run.ExitAsync(Patience) == 0 || mayFail ? run.Output.Trim() : throw new InvalidOperationException($"{program} failed: {run.Output}{run.Errors}");
    }

    private static string[] As(string? user) => user is null ? [] : [$"--reuid={user}", $"--regid={user}", "--clear-groups"];

    private static BlockingCollection<Action> StartLastingThread()
    {
        var starts = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (Action start in starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        { IsBackground = true, Name = "services" }.Start();
        return starts;
    }
}
