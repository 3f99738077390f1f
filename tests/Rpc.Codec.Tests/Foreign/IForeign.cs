using Contracts;
using Plain;

namespace Foreign;

/// <summary>Carries types of assemblies with and without the generator.</summary>
[Rpc.Remote]
public interface IForeign
{
    Address A(Settable settable);

    Fields B(Pixel pixel);

    Money C(Weather weather);

    Box<Address> D(Order order);

    List<Order?> E(Dictionary<string, Line> lines);

    Size F(Size[] sizes);

    Sheet? G(Sheet sheet);

    System.Net.Mail.MailAddress H(List<System.Net.Mail.MailAddress> addresses);
}
