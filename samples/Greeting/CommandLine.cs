namespace Greeting;

/// <summary>What the user asked for.</summary>
/// <param name="Role"><c>server</c>, <c>client</c>, <c>ns</c>, or <c>all</c> of them as processes.</param>
/// <param name="Name">Whom to greet, where it was given.</param>
/// <param name="UntilInputEnds">Whether the process lives only as long as its standard input is open: so a child ends with its parent.</param>
internal sealed record CommandLine(string Role, string? Name, bool UntilInputEnds)
{
    public const string UntilInputEndsOption = "--until-input-ends";

    public const string Usage = """
        usage: Greeting [--name NAME]           name server, server and client, each as a process
               Greeting server                  the server; needs a name server (dotnet run --project src/Rpc.Cli -- ns)
               Greeting client [--name NAME]    the client; needs both
        """;

    /// <summary>Reads the arguments; null where they make no sense.</summary>
    public static CommandLine? Parse(string[] arguments)
    {
        CommandLine command = new("all", null, UntilInputEnds: false);
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "server" or "client" or "ns" when i == 0:
                    command = command with { Role = arguments[i] };
                    break;
                case "--name" when i + 1 < arguments.Length && command.Role is "all" or "client":
                    command = command with { Name = arguments[++i] };
                    break;
                case UntilInputEndsOption:
                    command = command with { UntilInputEnds = true };
                    break;
                default:
                    return null;
            }
        }

        return command;
    }
}
