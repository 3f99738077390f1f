using Rpc;

namespace Listings.HowTo;

#region server
/// <summary>Keeps files in a folder.</summary>
public sealed class FileArchive(string folder, long maxBytes) : IArchive
{
    public async Task<long> StoreAsync(string name, Stream body, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        string path = PathOf(name);
        string unfinished = $"{path}.{Guid.NewGuid():N}.unfinished";       // nobody reads half a file
        try
        {
            long length = await WriteAsync(body, unfinished, progress, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
            return length;
        }
        finally
        {
            File.Delete(unfinished);                                       // the caller cancelled or is gone, or it was too much
        }
    }

    public Task<Stream> LoadAsync(string name, CancellationToken cancellationToken = default) => File.Exists(PathOf(name))
        ? Task.FromResult<Stream>(File.OpenRead(PathOf(name)))             // read to its end and disposed by the runtime
        : throw new KeyNotFoundException($"There is no {name}.");

    private async Task<long> WriteAsync(Stream body, string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        long length = 0;
        byte[] buffer = new byte[64 * 1024];
        await using FileStream file = File.Create(path);
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            length += read;
            if (length > maxBytes)
            {
                throw new RpcException(RpcStatus.ResourceExhausted, $"A file has at most {maxBytes} bytes.");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress?.Report(length);
        }

        return length;
    }

    private string PathOf(string name) => name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? Path.Combine(folder, name)                                       // the caller names it, so it must not lead out of the folder
        : throw new ArgumentException("A name has 1 to 100 letters, digits, - and _.", nameof(name));
}
#endregion
