namespace Versions;

public record Item(int Id, string Name);
