using System.Runtime.InteropServices;

namespace Greeting.AllInOne;

/// <summary>All processes of the run, which end with it: at its end, on an exception, on Ctrl-C.</summary>
internal sealed class Children : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Child> _children = [];
    private readonly PosixSignalRegistration[] _signals;
    private bool _ended;

    public Children() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, EndAll),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndAll),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, EndAll),
    ];

    public Child Start(string role, string? nameServer = null)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            Child child = Child.Start(role, nameServer);
            _children.Add(child);
            return child;
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        KillAll();
    }

    private void KillAll()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (Child child in _children)
            {
                child.Dispose();
            }

            _children.Clear();
        }
    }

    private void EndAll(PosixSignalContext context)
    {
        context.Cancel = true;
        KillAll();
        Environment.Exit(context.Signal == PosixSignal.SIGINT ? 130 : 143);
    }
}
