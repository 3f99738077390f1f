#nullable disable annotations
namespace Rpc.Runtime.Tests;

/// <summary>Gives null wherever it can, and boxes with null in them.</summary>
public sealed class GivesNull(Box<string> box) : INulls, INullables
{
    public string Title
    {
        get => null;
        set => Tell(value);
    }

    public string Text(string value) => null;

    public Task<string> TextAsync(string value) => Task.FromResult<string>(null);

    public List<string> Texts(List<string> values) => null;

    public Box<string> Box(Box<string> value) => box;

    public Task<Box<Box<string>>> NestedAsync(Box<Box<string>> value) => Task.FromResult(new Box<Box<string>>(box, [], []));

    public async IAsyncEnumerable<string> Items(string[] values)
    {
        await Task.Yield();
        yield return null;
    }

    public void Tell(string value)
    {
    }
}
