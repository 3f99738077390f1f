#nullable disable annotations
namespace Rpc.Runtime.Tests;

/// <summary>Gives back what it gets, and says nothing of null.</summary>
public sealed class Nulls : INulls, INullables
{
    private int _calls;

    /// <summary>How many calls have come in.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public string Title
    {
        get => Given(field);
        set => field = Given(value);
    }

    public string Text(string value) => Given(value);

    public Task<string> TextAsync(string value) => Task.FromResult(Given(value));

    public List<string> Texts(List<string> values) => Given(values);

    public Box<string> Box(Box<string> value) => Given(value);

    public Task<Box<Box<string>>> NestedAsync(Box<Box<string>> value) => Task.FromResult(Given(value));

    public async IAsyncEnumerable<string> Items(string[] values)
    {
        Given(values);
        foreach (string value in values)
        {
            await Task.Yield();
            yield return value;
        }
    }

    public void Tell(string value) => Given(value);

    private T Given<T>(T value)
    {
        Interlocked.Increment(ref _calls);
        return value;
    }
}
