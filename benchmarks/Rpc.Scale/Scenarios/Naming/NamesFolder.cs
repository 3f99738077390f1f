namespace Rpc.Scale.Scenarios.Naming;

/// <summary>A temporary folder for the database of a name server. Disposing removes it, once its processes have ended.</summary>
internal sealed class NamesFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rpc-scale-names-");

    public string Database => Path.Combine(_folder.FullName, "names.db");

    /// <summary>What the database and its log take.</summary>
    public long Bytes => _folder.EnumerateFiles().Sum(file => file.Length);

    public void Dispose() => _folder.Delete(recursive: true);
}
