namespace Versions;

public record Maker(string Country, double Rating);
