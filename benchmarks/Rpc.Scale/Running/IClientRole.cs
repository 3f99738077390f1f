namespace Rpc.Scale.Running;

/// <summary>The client of one scenario; found by itself. Says ready when it is warm, then answers each go with its readings.</summary>
internal interface IClientRole
{
    string Name { get; }

    Task RunAsync(ClientRun run);
}
