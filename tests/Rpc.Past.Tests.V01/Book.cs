namespace Past;

public record Book(int Id, string Title, Author? Author, Genre Genre, List<string> Tags);
