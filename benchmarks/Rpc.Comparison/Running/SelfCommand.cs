namespace Rpc.Comparison.Running;

/// <summary>How to start this very program again in another role.</summary>
internal static class SelfCommand
{
    public static IReadOnlyList<string> For(params ReadOnlySpan<string> arguments)
    {
        string program = Environment.ProcessPath ?? throw new PlatformNotSupportedException("This process does not know its own path.");

        // Started as "dotnet Rpc.Comparison.dll", the process is the dotnet host and wants the assembly first.
        bool hosted = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return hosted ? [program, typeof(SelfCommand).Assembly.Location, .. arguments] : [program, .. arguments];
    }
}
