namespace Past;

public sealed record Magazine(string Name, DateTime Month) : IItem;
