namespace Past;

public enum Genre
{
    Novel,
    Poetry = 5,
    Essay,
}
