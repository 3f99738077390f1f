namespace Past;

/// <summary>Members that generated code reaches in different ways.</summary>
public class Card
{
    public required string Holder { get; init; }

    public Guid Number { get; private set; }

    public decimal? Fee { get; set; }

    public Uri? Photo { get; init; }

    public static Card Of(string holder, Guid number) => new() { Holder = holder, Number = number };

    public Card With(Guid number) => new() { Holder = Holder, Number = number, Fee = Fee, Photo = Photo };
}
