using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Rpc.Architecture.Tests.Reading;

/// <summary>Says in which source file each top-level type of an assembly was written, from its portable PDB.</summary>
internal sealed class SourceMap
{
    // The compiler lists here the files of types in which no method has a body.
    private static readonly Guid TypeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly Dictionary<string, SortedSet<string>> _filesByType = new(StringComparer.Ordinal);

    /// <summary>Reads the PDB beside <paramref name="assemblyPath"/>. Only files below <paramref name="projectFolder"/> count, and none below its obj: those are generated.</summary>
    public SourceMap(string assemblyPath, string projectFolder)
    {
        using PEReader image = new(File.OpenRead(assemblyPath));
        if (!image.TryOpenAssociatedPortablePdb(assemblyPath, File.OpenRead, out MetadataReaderProvider? provider, out _))
        {
            throw new InvalidOperationException($"{assemblyPath} has no portable PDB, so nobody can say in which folder its types are.");
        }

        using (provider)
        {
            Read(image.GetMetadataReader(), provider!.GetMetadataReader(), "/" + projectFolder.Replace('\\', '/').Trim('/') + "/");
        }
    }

    /// <summary>The files of a top-level type, relative to the project and with forward slashes; none where it is generated.</summary>
    public IReadOnlyCollection<string> FilesOf(string fullName) => _filesByType.TryGetValue(fullName, out SortedSet<string>? files) ? files : [];

    private void Read(MetadataReader types, MetadataReader symbols, string projectFolder)
    {
        foreach (TypeDefinitionHandle handle in types.TypeDefinitions)
        {
            string name = OutermostName(types, handle);
            foreach (DocumentHandle document in Documents(types, symbols, handle))
            {
                string path = symbols.GetString(symbols.GetDocument(document).Name).Replace('\\', '/');
                int start = path.LastIndexOf(projectFolder, StringComparison.Ordinal);
                string? relative = start < 0 ? null : path[(start + projectFolder.Length)..];
                if (relative is not null && !relative.StartsWith("obj/", StringComparison.Ordinal))
                {
                    if (!_filesByType.TryGetValue(name, out SortedSet<string>? files))
                    {
                        _filesByType.Add(name, files = new SortedSet<string>(StringComparer.Ordinal));
                    }

                    files.Add(relative);
                }
            }
        }
    }

    private static IEnumerable<DocumentHandle> Documents(MetadataReader types, MetadataReader symbols, TypeDefinitionHandle type)
    {
        foreach (MethodDefinitionHandle method in types.GetTypeDefinition(type).GetMethods())
        {
            MethodDebugInformation information = symbols.GetMethodDebugInformation(method.ToDebugInformationHandle());
            if (!information.Document.IsNil)
            {
                yield return information.Document;
            }
            else if (!information.SequencePointsBlob.IsNil)
            {
                foreach (SequencePoint point in information.GetSequencePoints())
                {
                    yield return point.Document;
                }
            }
        }

        foreach (CustomDebugInformationHandle handle in symbols.GetCustomDebugInformation(type))
        {
            CustomDebugInformation information = symbols.GetCustomDebugInformation(handle);
            if (symbols.GetGuid(information.Kind) == TypeDefinitionDocuments)
            {
                BlobReader rows = symbols.GetBlobReader(information.Value);
                while (rows.RemainingBytes > 0)
                {
                    yield return System.Reflection.Metadata.Ecma335.MetadataTokens.DocumentHandle(rows.ReadCompressedInteger());
                }
            }
        }
    }

    private static string OutermostName(MetadataReader types, TypeDefinitionHandle handle)
    {
        TypeDefinition type = types.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = types.GetTypeDefinition(type.GetDeclaringType());
        }

        string space = types.GetString(type.Namespace);
        return space.Length == 0 ? types.GetString(type.Name) : $"{space}.{types.GetString(type.Name)}";
    }
}
