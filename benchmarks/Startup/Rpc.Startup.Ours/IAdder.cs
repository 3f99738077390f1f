namespace Rpc.Startup.Ours;

/// <summary>The one call that the program makes.</summary>
[Remote]
public interface IAdder
{
    int Add(int x, int y);
}
