using System.Globalization;

namespace Rpc.Soak.Tests;

/// <summary>Looks at one process each second, and says in the end whether what it holds has grown.</summary>
internal sealed class Watch(int process) : IAsyncDisposable
{
    private const long AllowedBytes = 48L * 1024 * 1024;
    private const int AllowedDescriptors = 40;
    private const int AllowedThreads = 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Sample> _samples = [];
    private Task _watching = Task.CompletedTask;

    public void Start() => _watching = WatchAsync();

    /// <summary>The second half's least may not be more than the first half's and a half of it more, with room for noise. The first quarter warms up.</summary>
    public string AssertFlat()
    {
        Sample[] warm = [.. _samples.Skip(_samples.Count / 4)];
        Assert.True(warm.Length >= 8, $"only {_samples.Count} samples were taken");
        Sample before = Least(warm[..(warm.Length / 2)]);
        Sample after = Least(warm[(warm.Length / 2)..]);
        string report = string.Create(CultureInfo.InvariantCulture, $"{_samples.Count} looks at the server that survives: {before.Resident >> 20} -> {after.Resident >> 20} MiB, {before.Descriptors} -> {after.Descriptors} descriptors, {before.Threads} -> {after.Threads} threads");
        Assert.True(after.Resident <= (before.Resident * 3 / 2) + AllowedBytes, report);
        Assert.True(after.Descriptors <= (before.Descriptors * 3 / 2) + AllowedDescriptors, report);
        Assert.True(after.Threads <= (before.Threads * 3 / 2) + AllowedThreads, report);
        return report;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private static Sample Least(Sample[] samples) => new(samples.Min(static s => s.Resident), samples.Min(static s => s.Descriptors), samples.Min(static s => s.Threads));

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            _samples.Add(Sample.Of(process));
            await Task.Delay(TimeSpan.FromSeconds(1), _stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }
}
