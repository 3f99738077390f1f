namespace Planted.Errors;

public sealed class Fails
{
    public Planted.Codec.Looks? Codec => null;
}
