using Rpc;

namespace Past;

/// <summary>A contract with a member of every kind that 0.1 has.</summary>
[Remote]
public interface ILibrary
{
    int Visits { get; set; }

    string Title(int id);

    Task<Book?> FindAsync(int id, CancellationToken cancellationToken = default);

    ValueTask AddAsync(Book book);

    Task<Dictionary<string, List<Book>>> ByAuthorAsync(Genre genre = Genre.Novel);

    (Spot Where, string Shelf) Locate(IItem item);

    Spot[] Spots(IReadOnlyList<Spot?> wanted, string? label = "none", params int[] floors);

    [OneWay]
    void Note(string line);

    [Idempotent]
    IAsyncEnumerable<Book> Browse(int count);

    Task<int> DonateAsync(IAsyncEnumerable<Book> books, IProgress<int>? progress = null, CancellationToken cancellationToken = default);

    Task<Stream> ScanAsync(Stream pages);

    Task<IDesk> OpenDeskAsync(IReader reader);

    Card Renew(Card card);
}
