using Rpc.Soak.Tests.Node;

namespace Rpc.Soak.Tests;

/// <summary>Guesses from the size of the clients' journals whether there are calls enough, so that nobody is asked while faults go on.</summary>
internal sealed class Progress(string folder, SoakSettings settings)
{
    // A call has two entries in them, and not each one is answered.
    private const double EntriesPerAnswered = 2.4;

    private readonly Lock _lock = new();
    private long _lookAgainAt;
    private bool _isEnough;

    public bool IsEnough()
    {
        lock (_lock)
        {
            if (!_isEnough && Environment.TickCount64 >= _lookAgainAt)
            {
                _lookAgainAt = Environment.TickCount64 + 1_000;
                long entries = Directory.EnumerateFiles(folder, "client-*.journal").Sum(static file => new FileInfo(file).Length) / Entry.Size;
                _isEnough = entries >= settings.Answered * EntriesPerAnswered;
            }

            return _isEnough;
        }
    }
}
