namespace Rpc.Wiring;

/// <summary>Where this process says that it runs.</summary>
internal static class ProcessEnvironment
{
    public static bool IsDevelopment { get; } =
        string.Equals(Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"), "Development", StringComparison.OrdinalIgnoreCase);
}
