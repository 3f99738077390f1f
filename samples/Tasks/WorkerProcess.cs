using System.Diagnostics;

namespace Calculation;

/// <summary>This program as a worker, in a process of its own whose lines are shown.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static async Task<WorkerProcess> StartAsync(Backend backend, CancellationToken stop)
    {
        string self = Environment.ProcessPath!;
        IEnumerable<string> program = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(WorkerProcess).Assembly.Location] : [];
        var process = Process.Start(new ProcessStartInfo(self, [.. program, "worker", "--until-input-ends", .. backend.Arguments()]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var worker = new WorkerProcess(process);
        process.OutputDataReceived += (_, line) => worker.Heard(line.Data);
        process.BeginOutputReadLine();
        await worker._ready.Task.WaitAsync(TimeSpan.FromSeconds(30), stop);
        return worker;
    }

    /// <summary>As <c>kill -9</c>: it has no time to say goodbye.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void Heard(string? line)
    {
        if (line is null)
        {
            _ready.TrySetException(new InvalidOperationException("The worker ended before it was ready."));
            return;
        }

        Console.WriteLine(line);
        if (line.EndsWith("is ready.", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }
}
