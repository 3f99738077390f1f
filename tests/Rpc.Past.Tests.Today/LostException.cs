namespace Past;

/// <summary>Comes back as itself.</summary>
public sealed class LostException(string message, int book) : Exception(message)
{
    public int Book { get; } = book;
}
