namespace Rpc.Stress.Tests;

/// <summary>Calls the object by which it is called.</summary>
[Remote]
public interface ITurnsBack
{
    int Step();
}
