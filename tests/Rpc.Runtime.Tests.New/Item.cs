namespace Versions;

public record Item(int Id, string Name, Maker? Maker = null, List<string>? Tags = null);
