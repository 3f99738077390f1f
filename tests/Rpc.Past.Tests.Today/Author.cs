namespace Past;

public record Author(string Name, DateOnly Born, DateOnly? Died = null);
