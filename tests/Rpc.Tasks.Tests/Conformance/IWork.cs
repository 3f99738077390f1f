namespace Rpc.Tasks.Tests.Conformance;

/// <summary>The work that tests enqueue.</summary>
[Remote]
public interface IWork
{
    Task<int> AddAsync(int x, int y, CancellationToken cancellationToken = default);

    Task<string> EchoAsync(string text);

    Task<byte[]> EchoBytesAsync(byte[] bytes);

    int Divide(int dividend, int divisor);

    [Throws(typeof(WorkException))]
    Task FailAsync(string message);

    /// <summary>Fails until it was called so often with the key.</summary>
    Task<int> FlakyAsync(string key, int failures);

    /// <summary>Ends when the gate of that name opens, or its token fires.</summary>
    Task<int> WaitAsync(string gate, CancellationToken cancellationToken = default);

    /// <summary>The same, and does not listen to its token.</summary>
    Task<int> StubbornAsync(string gate);

    /// <summary>Notes the tag, in the order in which handlers run.</summary>
    Task NoteAsync(string tag);
}
