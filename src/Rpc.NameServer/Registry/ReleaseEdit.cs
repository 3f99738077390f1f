namespace Rpc.NameServer.Registry;

/// <summary>Ends leases of one server. Gives how many there were.</summary>
internal sealed class ReleaseEdit(string server, IReadOnlyList<long> leases) : NameEdit<int>
{
    public override IReadOnlyList<long> Leases => leases;

    public override int Make(INameEditor editor)
    {
        int released = 0;
        foreach (long lease in leases)
        {
            if (editor.Find(server, lease) is { } instance)
            {
                Remove(editor, instance);
                released++;
            }
        }

        return released;
    }
}
