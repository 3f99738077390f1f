namespace Rpc.Tasks.RabbitMq.Tests.Broker;

/// <summary>Whether a process lives, by /proc: one that has ended and that nobody has waited for (Z) does not.</summary>
internal static class LivingProcess
{
    public static bool Is(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
