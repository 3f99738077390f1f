using System.Net;
using Rpc;

#region surrogate
[assembly: CustomCodec(typeof(Listings.AddressSurrogate))]

namespace Listings;

public readonly struct AddressSurrogate : ISurrogate<IPAddress, string>
{
    public static string ToSurrogate(IPAddress value) => value.ToString();

    public static IPAddress FromSurrogate(string surrogate) => IPAddress.Parse(surrogate);   // a FormatException becomes the peer's InvalidArgument
}
#endregion
