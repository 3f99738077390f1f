using System.CommandLine;
using System.Globalization;
using System.Reflection;
using Rpc.Cli.Commands;
using Rpc.Cli.Output;
using Rpc.Gateway;
using Rpc.Hosting.Configuration;
using Rpc.NameServer.Hosting;
using Rpc.Naming;
using Rpc.Tasks.Hosting;

namespace Rpc.Cli.Looking;

/// <summary><c>rpc config</c>: what this tool goes by and where that comes from; and the keys that hosts understand.</summary>
internal static class ConfigCommand
{
    private static readonly (string Section, IEnumerable<SettingInfo> Settings)[] s_sections =
    [
        (ServerSettings.Section, ServerSettings.Table.Describe()),
        (ClientSettings.Section, ClientSettings.Table.Describe()),
        (NameServerSettings.Section, NameServerSettings.Table.Describe()),
        (TaskSettings.Section, TaskSettings.Table.Describe()),
        (GatewaySettings.Section, GatewaySettings.Table.Describe()),
    ];

    public static Command Create(CommandRunner run)
    {
        var keys = new Argument<string?>("keys")
        {
            Description = "The word keys: the configuration keys of programs with a host, Rpc:Server:Listen and so on. [default: what this tool goes by]",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => Parsing.Try<string?>(result, static text => text == "keys" ? text : throw new FormatException($"'{text}' is not known here: write keys, or nothing.")),
        };
        var command = new Command("config", "Show what this tool goes by, and where each of it comes from; or the configuration keys of programs.") { keys };
        run.Bind(command, context => Task.FromResult(context.Parsed.GetValue(keys) is null ? ShowOwn(context) : ShowKeys(context)), "rpc config", "rpc config --json", "rpc config keys");
        return command;
    }

    private static int ShowOwn(CommandContext context)
    {
        (string Setting, string Value, string From)[] rows =
        [
            ("name servers", string.Join(", ", context.Access.Names.NameServers.Select(static server => server.WithoutObject().ToString())), Source(context, SharedOptions.NameServers, NameServerAddress.Variable)),
            ("token", TokenOptions.Read(context.Parsed) is null ? "none" : "given", TokenSource(context)),
            ("timeout", string.Create(CultureInfo.InvariantCulture, $"{context.Timeout.TotalSeconds:0.###} s"), Source(context, SharedOptions.Timeout, null)),
            ("authorities", context.Get(SharedOptions.Authority) ?? "those that the system trusts", Source(context, SharedOptions.Authority, null)),
            ("certificate", context.Get(SharedOptions.Certificate) ?? "none", Source(context, SharedOptions.Certificate, null)),
            ("names of rpc ns", NsCommand.DefaultDatabase(), "the default"),
            ("colours", Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? "none" : "on a terminal", Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? "NO_COLOR" : "the default"),
            ("version", typeof(ConfigCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown", "this tool"),
        ];
        Write(context, ["setting", "value", "from"], [.. rows.Select(static row => new[] { row.Setting, row.Value, row.From })]);
        return ExitCode.Success;
    }

    private static int ShowKeys(CommandContext context)
    {
        Write(context, ["key", "type", "default", "meaning"], [.. s_sections.SelectMany(static section => section.Settings.Select(setting => new[] { $"{section.Section}:{setting.Key}", setting.Type, setting.Default, setting.Summary }))]);
        return ExitCode.Success;
    }

    private static void Write(CommandContext context, string[] columns, string[][] rows)
    {
        if (!context.Json)
        {
            new TextTable(context.Console, [.. columns.Select(static (column, at) => (column.ToUpperInvariant(), at == 0 ? "bold" : ""))]).Write(rows);
            return;
        }

        JsonOutput.Write(context.Output, writer =>
        {
            writer.WriteStartArray();
            foreach (string[] row in rows)
            {
                writer.WriteStartObject();
                foreach ((string column, string cell) in columns.Zip(row))
                {
                    writer.WriteString(column, cell);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static string TokenSource(CommandContext context) =>
        context.Parsed.GetResult(TokenOptions.Token) is { Implicit: false } ? "--token"
        : context.Parsed.GetResult(TokenOptions.TokenFile) is { Implicit: false } ? "--token-file"
        : Source(context, TokenOptions.Token, TokenOptions.Variable);

    private static string Source(CommandContext context, Option option, string? variable) =>
        context.Parsed.GetResult(option) is { Implicit: false } ? option.Name
        : variable is not null && !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable)) ? variable
        : "the default";
}
