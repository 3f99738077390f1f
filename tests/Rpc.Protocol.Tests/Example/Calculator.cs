namespace Example;

/// <summary>What the worked example calls.</summary>
internal sealed class Calculator : ICalculator
{
    public int Add(int x, int y) => x + y;
}
