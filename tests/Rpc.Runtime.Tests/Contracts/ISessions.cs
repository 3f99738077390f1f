namespace Rpc.Runtime.Tests;

/// <summary>Opens objects for a caller, which live as long as it holds them.</summary>
[Remote]
public interface ISessions
{
    ISession Open();

    Task<ISession> OpenAsync();

    ITicket Ticket();

    /// <summary>Leased, and never given to anybody.</summary>
    void OpenNothing();
}
