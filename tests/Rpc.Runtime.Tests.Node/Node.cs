namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="INode"/>.</summary>
public sealed class Node(string name) : INode
{
    public int Bounce(INode other, int times) => times == 0 ? 0 : other.Bounce(this, times - 1) + 1;

    public async ValueTask<int> BounceAsync(INode other, int times)
    {
        if (times % 3 == 0)
        {
            await Task.Yield();
        }

        return times == 0 ? 0 : await other.BounceAsync(this, times - 1) + 1;
    }

    public int Tour(List<INode> stops) => stops.Count == 0 ? 0 : stops[0].Tour(stops[1..]) + 1;

    public int DivideByZero() => 1 / (name.Length - name.Length);

    public string Catch(INode other)
    {
        try
        {
            other.DivideByZero();
            return "nothing";
        }
        catch (DivideByZeroException exception)
        {
            return exception.GetType().Name;
        }
    }

    public INode Echo(INode other) => other;

    public string Name() => name;
}
