namespace Rpc.NameServer.Registry;

/// <summary>Removes what a server had registered and whose lease is over. Gives the names.</summary>
internal sealed class ExpireEdit(string server) : NameEdit<IReadOnlyList<string>>
{
    public override string Expiring => server;

    public override IReadOnlyList<string> Make(INameEditor editor)
    {
        IReadOnlyList<RegisteredInstance> over = editor.Overdue(server);
        foreach (RegisteredInstance instance in over)
        {
            Remove(editor, instance);
        }

        return [.. over.Select(static instance => instance.Name)];
    }
}
