namespace Past;

public sealed record Volume(Book Book, short Number) : IItem;
