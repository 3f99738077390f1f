namespace Past;

public readonly record struct Spot(byte Floor, int Shelf);
