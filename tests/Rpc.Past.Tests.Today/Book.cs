namespace Past;

public record Book(int Id, string Title, Author? Author, Genre Genre, List<string> Tags, string Language = "tr", List<Author>? Others = null, Spot Where = default);
