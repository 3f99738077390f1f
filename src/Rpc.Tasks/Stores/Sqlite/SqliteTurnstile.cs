using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Rpc.Tasks.Stores;

/// <summary>Lets the writers of one database, of all processes, in one after another. The operating system lets go of it however a process ends. Used by one thread at a time.</summary>
/// <remarks>
/// Two lock files. Whoever wants to write first takes its turn, and gives that up once it has the lock; so whoever has just let go of the lock cannot take it again before the one whose turn it was.
/// SQLite's own lock has no such order: a busy process could keep the others out for as long as it liked.
/// </remarks>
internal sealed class SqliteTurnstile(string file) : IDisposable
{
    private readonly string _turnPath = file + ".turn";
    private readonly string _lockPath = file + ".lock";
    private SafeFileHandle? _held;

    /// <summary>Waits for the lock. The wait is of real time, whatever clock the store has.</summary>
    /// <exception cref="RpcException">It took longer than <paramref name="patience"/>.</exception>
    public void Enter(TimeSpan patience)
    {
        long began = Stopwatch.GetTimestamp();
        using SafeFileHandle turn = Take(_turnPath, began, patience);
        _held = Take(_lockPath, began, patience);
    }

    /// <summary>Lets the next one in. Harmless without the lock.</summary>
    public void Leave()
    {
        _held?.Dispose();
        _held = null;
    }

    public void Dispose() => Leave();

    private SafeFileHandle Take(string path, long began, TimeSpan patience)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
            {
                if (Stopwatch.GetElapsedTime(began) > patience)
                {
                    throw new RpcException(RpcStatus.Unavailable, $"Another process has held {path} for {patience.TotalSeconds:0} s, so nothing can be written to {file}. Look for one that uses the file and does not answer.", innerException: error);
                }

                if (tries < 2)
                {
                    Thread.Yield();
                }
                else
                {
                    Thread.Sleep(1);
                }
            }
        }
    }
}
