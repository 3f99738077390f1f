using Rpc;

namespace Listings.HowTo;

/// <summary>The callers of docs/how-to/send-a-file.md.</summary>
public static class Files
{
    public static async Task<long> SendAsync(IArchive archive, string name, string path, CancellationToken cancellationToken)
    {
        #region send
        await using FileStream file = File.OpenRead(path);
        long whole = file.Length;
        var progress = new Progress<long>(stored => Console.Error.WriteLine($"{100 * stored / whole} %"));
        long length = await archive.StoreAsync(name, file, progress, cancellationToken);
        #endregion
        return length;
    }

    public static async Task FetchAsync(IArchive archive, string name, string path, CancellationToken cancellationToken)
    {
        #region fetch
        await using Stream body = await archive.LoadAsync(name, cancellationToken);    // the first bytes are here
        await using FileStream file = File.Create(path);
        await body.CopyToAsync(file, cancellationToken);                               // throws where the other side breaks off: half a file is never a whole one
        #endregion
    }
}
