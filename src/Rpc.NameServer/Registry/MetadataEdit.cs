namespace Rpc.NameServer.Registry;

/// <summary>Replaces tags, metadata or both. False where there is no such name or instance.</summary>
internal sealed class MetadataEdit(string name, string? uri, IReadOnlyList<string>? tags, IReadOnlyDictionary<string, string>? metadata) : NameEdit<bool>
{
    public override IReadOnlyCollection<string> Names => [name];

    public override bool Make(INameEditor editor)
    {
        RegisteredInstance[] present = editor.Find(name) ?? [];
        if (!Array.Exists(present, IsMeant))
        {
            return false;
        }

        editor.Set(name, Array.ConvertAll(present, instance => IsMeant(instance) ? instance.With(tags, metadata) : instance));
        return true;
    }

    private bool IsMeant(RegisteredInstance instance) => uri is null || instance.Uri == uri;
}
