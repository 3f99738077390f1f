using System.IO.Compression;
using System.Xml.Linq;

namespace Rpc.Packages;

/// <summary>A packed file, to look into.</summary>
internal sealed class OpenedPackage(string path) : IDisposable
{
    private readonly ZipArchive _archive = ZipFile.OpenRead(path);

    /// <summary>The paths in it, in ordinal order, without those that make it a package.</summary>
    public IReadOnlyList<string> Files => [.. _archive.Entries.Select(entry => entry.FullName)
        .Where(file => file is not ("_rels/.rels" or "[Content_Types].xml") && !file.StartsWith("package/services/", StringComparison.Ordinal) && !file.EndsWith(".nuspec", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    /// <summary>What it says of itself.</summary>
    public XElement Metadata
    {
        get
        {
            using Stream nuspec = _archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            return XDocument.Load(nuspec).Root!.Elements().First();
        }
    }

    /// <summary>The text of an element of the metadata; null where it is not there.</summary>
    public string? Says(string name) => Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    /// <summary>The packages that it depends on, with their versions, in ordinal order.</summary>
    public IReadOnlyList<(string Id, string Version, string? Hidden)> Dependencies => [.. Metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
        .Select(element => ((string)element.Attribute("id")!, (string)element.Attribute("version")!, (string?)element.Attribute("exclude"))).OrderBy(one => one.Item1, StringComparer.Ordinal)];

    public byte[] Bytes(string file)
    {
        using Stream stream = (_archive.GetEntry(file) ?? throw new FileNotFoundException(file)).Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public string Text(string file) => System.Text.Encoding.UTF8.GetString(Bytes(file));

    public void Dispose() => _archive.Dispose();
}
