using System.Net.Mail;
using Rpc;

[assembly: CustomCodec(typeof(Contracts.MailSurrogate))]

namespace Contracts;

/// <summary>For every project that references this one.</summary>
public readonly struct MailSurrogate : ISurrogate<MailAddress, string>
{
    public static string ToSurrogate(MailAddress value) => value.Address;

    public static MailAddress FromSurrogate(string surrogate) => new(surrogate);
}
