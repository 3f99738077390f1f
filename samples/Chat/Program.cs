using System.CommandLine;
using Chat.AllInOne;
using Chat.AtTerminal;
using Chat.Parrots;
using Chat.Server;
using Samples;

// Of the user's name what a nick may have.
string user = string.Concat(Environment.UserName.Where(char.IsAsciiLetterOrDigit).Take(ChatLimits.Name));
var room = new Argument<string>("room") { DefaultValueFactory = static _ => "lobby", Description = "the room" };
var nick = new Option<string>("--nick") { HelpName = "NAME", DefaultValueFactory = _ => user.Length > 0 ? user : "guest", Description = "who you are" };
var parrotsNick = new Option<string>("--nick") { HelpName = "NAME", DefaultValueFactory = static _ => "Polly", Description = "who it is" };
var wait = new Option<int>("--wait") { HelpName = "SECONDS", DefaultValueFactory = static _ => 120, Description = "how long to try to enter again when the server is away" };
var keepAlive = new Option<int>("--keep-alive") { HelpName = "SECONDS", DefaultValueFactory = static _ => 5, Description = "silence after which a visitor's program is asked whether it lives; three times that, and it is dead" };
room.Validators.Add(static result =>
{
    // A mistyped option would be taken for a room, which could not be entered.
    if (result.Tokens is [{ Value: ['-', ..] option }])
    {
        result.AddError($"There is no option {option}.");
    }
});
wait.Validators.Add(result => NotBelow(0, result, wait));
keepAlive.Validators.Add(result => NotBelow(1, result, keepAlive));

var root = new RootCommand("A chat: starts a name server, a server and a parrot as processes, and lets you talk in this terminal; without input, shows what happens when the parrot is killed.") { nick, wait };
root.SetAction((parsed, stop) => AllInOneRole.RunAsync(parsed.GetRequiredValue(nick), Seconds(parsed, wait), stop));

var server = new Command("server", "Offers the chat until Ctrl-C. Needs a name server: dotnet run --project src/Rpc.Cli -- ns") { keepAlive };
server.SetAction((parsed, stop) => ServerRole.RunAsync(Seconds(parsed, keepAlive), stop));

var join = new Command("join", "Lets you talk in a room.") { room, nick, wait };
join.SetAction((parsed, stop) => JoinRole.RunAsync(parsed.GetRequiredValue(room), parsed.GetRequiredValue(nick), Seconds(parsed, wait), stop));

var parrot = new Command("parrot", "Repeats what is said in a room until Ctrl-C.") { room, parrotsNick, wait };
parrot.SetAction((parsed, stop) => ParrotRole.RunAsync(parsed.GetRequiredValue(room), parsed.GetRequiredValue(parrotsNick), Seconds(parsed, wait), stop));

root.Subcommands.Add(server);
root.Subcommands.Add(join);
root.Subcommands.Add(parrot);
root.Subcommands.Add(NameServerRole.Command());
return await SampleProgram.RunAsync(root, args);

static TimeSpan Seconds(ParseResult parsed, Option<int> option) => TimeSpan.FromSeconds(parsed.GetValue(option));

static void NotBelow(int least, System.CommandLine.Parsing.OptionResult result, Option<int> option)
{
    if (!result.Errors.Any() && result.GetValueOrDefault<int>() is int value && (value < least || value > 86_400))
    {
        result.AddError($"{option.Name} is {least} to 86400 seconds.");
    }
}
