namespace Rpc.Cli.Looking;

/// <summary>One thing that was looked at.</summary>
/// <param name="What">What it is, in two words or three.</param>
/// <param name="IsGood">Whether it is as it has to be; null where it was not looked at, because something before it is not.</param>
/// <param name="Found">What was found.</param>
/// <param name="Advice">What to do; null where nothing has to be done.</param>
internal sealed record DoctorStep(string What, bool? IsGood, string Found, string? Advice = null);
