namespace Rpc.Hosting.Tests.Contracts;

/// <summary>Cannot be disposed itself: what it was given is, with the scope that it was made in.</summary>
internal sealed class ScopedGreeter(IServiceProvider services) : IGreeter
{
    private readonly ScopeEnd? _scope = (ScopeEnd?)services.GetService(typeof(ScopeEnd));

    public Task<int> CountAsync() => Task.FromResult(_scope!.Number);

    public Task<string> GreetAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public string Greet(string name) => throw new NotSupportedException();

    public Task<string?> CallerAsync() => throw new NotSupportedException();

    public Task<string> AskBackAsync(IGreeterCaller caller) => throw new NotSupportedException();

    public IAsyncEnumerable<int> CountUpAsync(int to, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task NoteAsync(string line) => throw new NotSupportedException();

    public Task<int> DivideAsync(int a, int b) => throw new NotSupportedException();

    public Task RefuseAsync(string reason) => throw new NotSupportedException();
}
