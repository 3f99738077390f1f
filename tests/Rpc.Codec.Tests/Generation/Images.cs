using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generation;

/// <summary>Compilations as references of others.</summary>
internal static class Images
{
    /// <summary>A reference assembly, as a project reference gives it.</summary>
    public static MetadataReference EmitToImageReference(this CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image, options: new Microsoft.CodeAnalysis.Emit.EmitOptions(metadataOnly: true, includePrivateMembers: false)).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
