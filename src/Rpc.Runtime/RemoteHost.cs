using System.Net;
using System.Net.Sockets;

namespace Rpc;

/// <summary>Checks hosts and brings them into the one form in which they are compared: lower case, IPv6 shortened and without brackets.</summary>
/// <remarks>Numbers and labels are looked at in plain loops: every program needs them for its first call, and parsing an address or splitting a span must be compiled at start (docs/scale.md, startup).</remarks>
internal static class RemoteHost
{
    /// <summary>The normal form, or null and the reason.</summary>
    public static string? Normalize(ReadOnlySpan<char> host, out string? problem)
    {
        bool bracketed = host.Length > 1 && host[0] == '[' && host[^1] == ']';
        ReadOnlySpan<char> bare = bracketed ? host[1..^1] : host;
        return bracketed || bare.Contains(':') ? NormalizeV6(bare, out problem) : NormalizeName(bare, out problem);
    }

    private static string? NormalizeV6(ReadOnlySpan<char> host, out string? problem)
    {
        if (host.Contains('%'))
        {
            problem = "a zone id cannot travel in a remote URI";
            return null;
        }

        problem = host.IndexOfAny('[', ']', '/') < 0 && IPAddress.TryParse(host, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6
            ? null
            : "the host is not an IPv6 address";
        return problem is null ? IPAddress.Parse(host).ToString() : null;
    }

    private static string? NormalizeName(ReadOnlySpan<char> host, out string? problem)
    {
        problem = NameProblem(host);
        if (problem is not null)
        {
            return null;
        }

        // A last label of digits can only be an address: 10.0.0 or 256.1.1.1 would be read differently by different resolvers.
        if (char.IsAsciiDigit(host[host.LastIndexOf('.') + 1]) && !host[(host.LastIndexOf('.') + 1)..].ContainsAnyExceptInRange('0', '9'))
        {
            problem = IsIPv4(host) ? null : "the host is not an IPv4 address of four numbers from 0 to 255";
        }

        return problem is null ? host.ToString().ToLowerInvariant() : null;
    }

    /// <summary>Four numbers from 0 to 255 without leading zeros.</summary>
    private static bool IsIPv4(ReadOnlySpan<char> host)
    {
        for (int part = 0; part < 4; part++)
        {
            int dot = part < 3 ? host.IndexOf('.') : host.Length;
            if (dot is < 1 or > 3)
            {
                return false;
            }

            int number = 0;
            foreach (char c in host[..dot])
            {
                if (!char.IsAsciiDigit(c))
                {
                    return false;
                }

                number = (number * 10) + (c - '0');
            }

            if (number > 255 || (host[0] == '0' && dot > 1))
            {
                return false;
            }

            host = host[Math.Min(dot + 1, host.Length)..];
        }

        return host.IsEmpty;
    }

    private static string? NameProblem(ReadOnlySpan<char> host)
    {
        if (host.IsEmpty)
        {
            return "the host is missing";
        }

        if (host.Length > 253)
        {
            return "the host has more than 253 characters";
        }

        foreach (char c in host)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
            {
                return $"the host contains '{RemoteUriText.Printable(c.ToString())}'; a host has letters, digits, '-', '.' and '_'";
            }
        }

        while (true)
        {
            int dot = host.IndexOf('.');
            if ((dot < 0 ? host : host[..dot]).Length is 0 or > 63)
            {
                return "each part of the host between dots has 1 to 63 characters";
            }

            if (dot < 0)
            {
                return null;
            }

            host = host[(dot + 1)..];
        }
    }
}
