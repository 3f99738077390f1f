namespace Versions;

public sealed class NoSuchItemException(string message, int id) : Exception(message)
{
    public int Id { get; } = id;

    public Maker? Maker { get; init; }

    public List<string> Similar { get; init; } = [];
}
