namespace Example;

/// <summary>The contract of the worked example in docs/protocol.md.</summary>
[Rpc.Remote]
public interface ICalculator
{
    /// <summary>Adds two numbers.</summary>
    int Add(int x, int y);
}
