namespace Past;

public sealed class Library : ILibrary
{
    private readonly List<string> _notes = [];

    public int Visits { get; set; } = 3;

    public Task<int> AuditAsync() => Task.FromResult(_notes.Count);

    public Task<string> Title(int id, CancellationToken cancellationToken = default) =>
        id < 0 ? throw new ArgumentOutOfRangeException(nameof(id), "No book has a negative number.") : Task.FromResult($"Book {id}, {string.Join(' ', _notes)}");

    public Task<Book?> FindAsync(int id, CancellationToken cancellationToken = default) => Task.FromResult(id == 0 ? null : Make(id));

    public Task<Book?> FindAsync(int id, string edition) => Task.FromResult(Make(id));

    public ValueTask AddAsync(Book book)
    {
        Visits += book.Tags.Count;
        return default;
    }

    public Task<Dictionary<string, List<Book>>> ByAuthorAsync(Genre genre = Genre.Novel) =>
        Task.FromResult(new Dictionary<string, List<Book>> { ["Ali"] = [Make(1)! with { Genre = genre }] });

    public (Spot Where, string Shelf) Locate(IItem item) => item switch
    {
        Volume volume => (new Spot(1, volume.Number), volume.Book.Title),
        Magazine magazine => (new Spot(2, magazine.Month.Month), magazine.Name),
        _ => default,
    };

    public Spot[] Spots(IReadOnlyList<Spot?> wanted, string? label = "none", params int[] floors) =>
        [.. wanted.Select(spot => spot ?? new Spot((byte)(label?.Length ?? 0), floors.Sum()))];

    public void Note(string line) => _notes.Add(line);

    public async IAsyncEnumerable<Book> Browse(int count)
    {
        for (int i = 1; i <= count; i++)
        {
            await Task.Yield();
            yield return Make(i)!;
        }
    }

    public async Task<int> DonateAsync(IAsyncEnumerable<Book> books, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        int count = 0;
        await foreach (Book book in books.WithCancellation(cancellationToken))
        {
            count += book.Tags.Count;
            progress?.Report(count);
        }

        return count;
    }

    public async Task<Stream> ScanAsync(Stream pages)
    {
        var copy = new MemoryStream();
        await pages.CopyToAsync(copy);
        copy.Position = 0;
        return copy;
    }

    public async Task<IDesk> OpenDeskAsync(IReader reader) => new Desk(await reader.GreetAsync("desk"));

    public Card Renew(Card card) => card.With(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));

    private static Book? Make(int id) => new(id, $"Title {id}", id % 2 == 0 ? null : new Author("Ali", new DateOnly(1990, 5, id)), Genre.Poetry, ["a", "b"], "en", [new Author("Veli", default)], new Spot(1, 2));

    private sealed class Desk(string greeting) : IDesk
    {
        public string Ask(string question) => $"{greeting}: {question}";
    }
}
