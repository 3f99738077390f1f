using System.Runtime.InteropServices;

namespace Samples;

/// <summary>Turns the first signal to end into a token. The second one ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => OnSignal(signal, 130)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => OnSignal(signal, 143)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => OnSignal(signal, 129)),
    ];

    public CancellationToken Token => _stop.Token;

    /// <summary>What a shell expects of a program that a signal ended; 0 where the end of the input did.</summary>
    public int ExitCode { get; private set; }

    public void Stop() => _stop.Cancel();

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        // The source is not disposed: the thread that watches the input may still stop it.
    }

    private void OnSignal(PosixSignalContext signal, int exitCode)
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        signal.Cancel = true;
        ExitCode = exitCode;
        _stop.Cancel();
    }
}
