using Rpc;

namespace Past;

/// <summary>The contract of 0.1 with methods before, between and behind, and synchronous ones made asynchronous.</summary>
[Remote]
public interface ILibrary
{
    Task<int> AuditAsync();

    int Visits { get; set; }

    Task<string> Title(int id, CancellationToken cancellationToken = default);

    Task<Book?> FindAsync(int id, CancellationToken cancellationToken = default);

    Task<Book?> FindAsync(int id, string edition);

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

    [Idempotent]
    Card Renew(Card card);
}
