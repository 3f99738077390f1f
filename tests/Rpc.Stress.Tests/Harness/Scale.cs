namespace Rpc.Stress.Tests;

/// <summary>How much a test does: enough to find a fault on every run, or a night's worth.</summary>
internal sealed record Scale(int Times)
{
    public static Scale Short { get; } = new(1);

    public static Scale Nightly { get; } = new(15);

    public TimeSpan Time(double seconds) => TimeSpan.FromSeconds(seconds * Times);
}
