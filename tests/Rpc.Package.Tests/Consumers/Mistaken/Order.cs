namespace Mistaken;

public sealed record Order(int Id, object Article);

public partial interface IShop
{
    T Get<T>(int id);
}
