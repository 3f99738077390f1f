namespace Rpc.Cli.Commands;

/// <summary>What <c>rpc ns</c> does beside naming: where names are kept, the tasks that it serves, the console.</summary>
internal sealed record NsExtras(string? Store, string? TaskFile, string[] TaskRoles, Uri? Console);
