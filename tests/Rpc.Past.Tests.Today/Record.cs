namespace Past;

public sealed record Record(string Artist) : IItem;
