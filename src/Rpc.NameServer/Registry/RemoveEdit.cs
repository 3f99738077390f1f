namespace Rpc.NameServer.Registry;

/// <summary>Removes names, or of each name the instances that are meant. Gives how many names it has concerned.</summary>
internal sealed class RemoveEdit(IReadOnlyCollection<string> names, NameSelection? selection = null) : NameEdit<int>
{
    public override IReadOnlyCollection<string> Names => names;

    public override int Make(INameEditor editor)
    {
        int concerned = 0;
        foreach (string name in names)
        {
            RegisteredInstance[] present = editor.Find(name) ?? [];
            RegisteredInstance[] left = selection is null ? [] : Array.FindAll(present, instance => !selection.Means(instance));
            if (left.Length < present.Length)
            {
                editor.Set(name, left);
                concerned++;
            }
        }

        return concerned;
    }
}
