using Greeting.Contract;

namespace Greeting.Server;

/// <summary>An ordinary class: nothing in it knows that it is called from afar.</summary>
internal sealed class Greeter : IGreeter
{
    public string WelcomeMessage(string name) => $"Hi welcome {name}";
}
