namespace Rpc.Runtime.Tests;

/// <summary>Nothing here is null.</summary>
[Remote]
[RemoteName("nulls")]
public interface INulls
{
    string Title { get; set; }

    string Text(string value);

    Task<string> TextAsync(string value);

    List<string> Texts(List<string> values);

    Box<string> Box(Box<string> value);

    Task<Box<Box<string>>> NestedAsync(Box<Box<string>> value);

    IAsyncEnumerable<string> Items(string[] values);

    [OneWay]
    void Tell(string value);
}
