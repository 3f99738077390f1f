namespace Samples;

/// <summary>All processes of a run that is started by one command. They end with it: at its end, on an error, on Ctrl-C, and when it is killed.</summary>
internal sealed class Children : IDisposable
{
    private readonly List<Child> _children = [];

    /// <summary>The name server for the children that are started next; null for what RPC_NS says.</summary>
    public string? NameServer { get; set; }

    /// <inheritdoc cref="Child.Start"/>
    public Child Start(params string[] arguments) => Start(readsInput: false, arguments);

    /// <inheritdoc cref="Child.Start"/>
    public Child Start(bool readsInput, params string[] arguments)
    {
        Child child = Child.Start(arguments, NameServer, readsInput);
        _children.Add(child);
        return child;
    }

    /// <summary>Ends them all, the latest first: so the name server goes last.</summary>
    public void Dispose()
    {
        // All at once, so that none is waited for while another could end.
        foreach (Child child in Enumerable.Reverse(_children))
        {
            child.CloseInput();
        }

        foreach (Child child in Enumerable.Reverse(_children))
        {
            child.Dispose();
        }

        _children.Clear();
    }
}
