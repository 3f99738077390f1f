using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Rpc.Transports;

/// <summary>Says in words what is wrong with a peer's certificate.</summary>
internal static class CertificateProblem
{
    /// <summary>The problem as the end of a sentence about the peer, or null where there is none.</summary>
    /// <param name="certificate">What the peer showed, if anything.</param>
    /// <param name="chain">How it leads to an authority.</param>
    /// <param name="errors">What the system found.</param>
    /// <param name="name">The name that the certificate must be for; null where any will do.</param>
    /// <param name="authorities">Where the accepted authorities are listed.</param>
    public static string? Of(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, string? name, string authorities)
    {
        if (errors == SslPolicyErrors.None)
        {
            return null;
        }

        if (certificate is not X509Certificate2 shown)
        {
            return "it showed no certificate";
        }

        var problems = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            problems.Add($"is for {Names(shown)} and not for {name}");
        }

        foreach (X509ChainElement element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            problems.AddRange(element.ChainElementStatus.Select(status => Describe(status, element.Certificate, shown, authorities)));
        }

        // The end of the chain may be missing, which no element tells.
        if (problems.Count == 0 && chain is not null)
        {
            problems.AddRange(chain.ChainStatus.Select(status => Describe(status, shown, shown, authorities)));
        }

        return $"its certificate {shown.Subject} {(problems.Count == 0 ? $"is not valid ({errors})" : string.Join(", and ", problems.Distinct(StringComparer.Ordinal)))}";
    }

    /// <summary>A time as it is written in messages.</summary>
    public static string Text(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Describe(X509ChainStatus status, X509Certificate2 of, X509Certificate2 shown, string authorities)
    {
        string whose = ReferenceEquals(of, shown) || of.Equals(shown) ? "" : $"depends on {of.Subject}, which ";
        return status.Status switch
        {
            X509ChainStatusFlags.NotTimeValid when of.NotAfter < DateTime.Now => $"{whose}expired on {Text(of.NotAfter)}",
            X509ChainStatusFlags.NotTimeValid => $"{whose}is not valid before {Text(of.NotBefore)}",
            X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => $"was issued by {shown.Issuer}, which does not lead to an authority in {authorities}",
            X509ChainStatusFlags.Revoked => $"{whose}was withdrawn by its authority",
            X509ChainStatusFlags.RevocationStatusUnknown or X509ChainStatusFlags.OfflineRevocation => $"{whose}could not be looked up among those withdrawn",
            X509ChainStatusFlags.NotValidForUsage => $"{whose}is not for this use (extended key usage)",
            _ => $"{whose}is not valid: {status.StatusInformation.Trim().TrimEnd('.')} ({status.Status})",
        };
    }

    private static string Names(X509Certificate2 certificate)
    {
        string[] names = [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(static e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(static a => a.ToString())))];
        return names.Length == 0 ? "no host" : string.Join(", ", names);
    }
}
