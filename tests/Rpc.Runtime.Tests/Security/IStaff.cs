namespace Rpc.Runtime.Tests;

/// <summary>Only for staff, all of it.</summary>
[Remote]
[RequireRole("staff")]
public interface IStaff
{
    string Greet();

    [RequireRole("boss")]
    Task<string> DismissAsync(string name);
}
