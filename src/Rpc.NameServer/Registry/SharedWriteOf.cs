namespace Rpc.NameServer.Registry;

/// <inheritdoc/>
internal sealed class SharedWriteOf<T>(NameEdit<T> edit) : SharedWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private RpcException? _refused;

    public Task<T> Task => _done.Task;

    public override IReadOnlyCollection<string> Names => edit.Names;

    public override IReadOnlyList<long> Leases => edit.Leases;

    public override string? Expiring => edit.Expiring;

    public override void Make(INameEditor editor)
    {
        try
        {
            _result = edit.Make(editor);
        }
        catch (RpcException refused)
        {
            _refused = refused;
        }
    }

    public override void Succeed()
    {
        if (_refused is not null)
        {
            _done.SetException(_refused);
        }
        else
        {
            _done.SetResult(_result!);
        }
    }

    public override void Fail(Exception error) => _done.SetException(error);
}
