namespace Rpc.Startup.Ours;

internal sealed class Adder : IAdder
{
    public int Add(int x, int y) => x + y;
}
