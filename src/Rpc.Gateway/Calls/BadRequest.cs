namespace Rpc.Gateway.Calls;

/// <summary>A request that is refused before anything is called.</summary>
internal sealed class BadRequest(int status, string title, string message) : Exception(message)
{
    public int Status => status;

    public string Title => title;
}
