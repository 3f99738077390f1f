using Rpc.Cli.Consoles;
using Rpc.Cli.TaskCommands;
using Spectre.Console;

namespace Rpc.Cli.Output;

/// <summary>What <c>rpc ns</c> says when it is ready: one line for programs, and for people what to do next.</summary>
internal static class NameServerBanner
{
    /// <param name="console">Where to.</param>
    /// <param name="uri">The name server.</param>
    /// <param name="store">Where its names are.</param>
    /// <param name="tasks">The hub beside it; null for none.</param>
    /// <param name="page">The console beside it; null for none.</param>
    public static void Write(CliConsole console, RemoteUri uri, string store, ServedTasks? tasks, ServedConsole? page)
    {
        RemoteUri address = uri.WithoutObject();
        console.WriteMarkup($"name server at [bold]{Markup.Escape(address.ToString())}[/], names in {Markup.Escape(store)}");
        if (tasks is not null)
        {
            console.WriteMarkup($"tasks at [bold]{Markup.Escape(tasks.Uri.ToString())}[/], named {ServedTasks.Name}, kept in {Markup.Escape(tasks.Path)}");
        }

        if (page is not null)
        {
            console.WriteMarkup($"console at [bold]{Markup.Escape(page.Entrance.ToString())}[/]");
        }

        if (console.IsTerminal)
        {
            string ns = Short(address);
            bool isLocal = uri.Host is "localhost" || (System.Net.IPAddress.TryParse(uri.Host, out System.Net.IPAddress? ip) && System.Net.IPAddress.IsLoopback(ip));
            string option = isLocal && address.Port == RemoteUri.DefaultNameServerPort && uri.Scheme == RemoteScheme.Tcp ? string.Empty : $" --ns {ns}";
            Tell(console, "others", isLocal || uri.Scheme == RemoteScheme.Unix ? "only on this machine; --listen rpc://0.0.0.0:9190 lets other machines in" : $"give them RPC_NS={ns}");
            Tell(console, "register", $"rpc register NAME rpc://HOST:PORT/OBJECT{option}");
            Tell(console, "look", $"rpc list{option}, rpc watch{option}");
            if (tasks is not null)
            {
                Tell(console, "tasks", $"rpc tasks stats{option}, and UseHub(\"rpcname:{ServedTasks.Name}\") in programs");
            }

            Tell(console, "end", "Ctrl-C");
        }

        console.Output.Flush();
    }

    /// <summary>The same for programs, as one line of JSON.</summary>
    public static void WriteJson(CliConsole console, RemoteUri uri, string store, ServedTasks? tasks, ServedConsole? page)
    {
        JsonOutput.WriteLine(console.Output, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("nameServer", uri.WithoutObject().ToString());
            writer.WriteString("names", store);
            if (tasks is not null)
            {
                writer.WriteStartObject("tasks");
                writer.WriteString("name", ServedTasks.Name);
                writer.WriteString("uri", tasks.Uri.ToString());
                writer.WriteString("file", tasks.Path);
                writer.WriteEndObject();
            }

            if (page is not null)
            {
                writer.WriteString("console", page.Entrance.ToString());
            }

            writer.WriteEndObject();
        });
        console.Output.Flush();
    }

    /// <summary>As it is typed: without the scheme where it is the usual one.</summary>
    private static string Short(RemoteUri address) =>
        address.Scheme == RemoteScheme.Tcp ? address.ToString()["rpc://".Length..] : address.ToString();

    private static void Tell(CliConsole console, string what, string text) => console.WriteMarkup($"  [dim]{what,-10}[/]{Markup.Escape(text)}");
}
