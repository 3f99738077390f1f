namespace Rpc.Packages;

/// <summary>Projects of a test's own, to edit and to build.</summary>
/// <param name="folder">The folder that holds them.</param>
public sealed class ConsumerCopy(string folder)
{
    public ConsumerCopy Project(string name) => new(Path.Combine(folder, name));

    /// <summary>Builds, in Release as the other tests do.</summary>
    public Task<BuildRun> BuildAsync(params string[] options) => BuildRun.OfAsync(folder, ["build", "-c", "Release", .. options]);

    public Task<BuildRun> RunAsync(params string[] arguments) => BuildRun.OfAsync(folder, arguments);

    public string Read(string file) => File.ReadAllText(Path.Combine(folder, file));

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);

    public bool Has(string path) => Path.Exists(Path.Combine(folder, path));

    public void Delete(string file) => File.Delete(Path.Combine(folder, file));

    public DateTime TimeOf(string file)
    {
        Assert.True(Has(file), file);
        return File.GetLastWriteTimeUtc(Path.Combine(folder, file));
    }

    public void Edit(string file, string before, string after)
    {
        string text = Read(file);
        Assert.Contains(before, text, StringComparison.Ordinal);
        Write(file, text.Replace(before, after, StringComparison.Ordinal));
    }
}
