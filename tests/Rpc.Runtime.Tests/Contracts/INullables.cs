namespace Rpc.Runtime.Tests;

/// <summary>The same on the wire as <see cref="INulls"/>, and everything may be null: what a peer without nullable annotations is.</summary>
[Remote]
[RemoteName("nulls")]
public interface INullables
{
    string? Title { get; set; }

    string? Text(string? value);

    Task<string?> TextAsync(string? value);

    List<string?>? Texts(List<string?>? values);

    Box<string?>? Box(Box<string?>? value);

    Task<Box<Box<string?>?>?> NestedAsync(Box<Box<string?>?>? value);

    IAsyncEnumerable<string?> Items(string?[]? values);

    [OneWay]
    void Tell(string? value);
}
