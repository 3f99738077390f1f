using System.Globalization;

namespace Rpc.NameServer.Stores;

/// <summary>Lets one process at a time use a database file. The operating system lets go of it however the process ends.</summary>
/// <remarks>The lock itself cannot be read while it is held, so the holder's pid stands in a file of its own, which means nothing without the lock.</remarks>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _pidPath;

    private StoreLock(FileStream held, string pidPath)
    {
        _lock = held;
        _pidPath = pidPath;
    }

    /// <exception cref="RpcException">Another process holds the lock; the message names its pid.</exception>
    /// <param name="databasePath">The file.</param>
    /// <param name="suffix">What the lock's files have behind its name, where others lock the same file.</param>
    /// <param name="option">The option that gave it.</param>
    public static StoreLock Acquire(string databasePath, string suffix = "", string option = "--store")
    {
        string lockPath = databasePath + suffix + ".lock";
        string pidPath = databasePath + suffix + ".pid";
        FileStream held;
        try
        {
            held = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(lockPath))
        {
            throw new RpcException(RpcStatus.FailedPrecondition, $"{databasePath} is in use by another name server{Holder(pidPath)}. Stop that one, or give this one another {option}.", innerException: error);
        }

        try
        {
            File.WriteAllText(pidPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StoreLock(held, pidPath);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        File.Delete(_pidPath);
        _lock.Dispose();
    }

    private static string Holder(string pidPath)
    {
        try
        {
            return int.TryParse(File.ReadAllText(pidPath), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? $" (pid {pid})" : string.Empty;
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
