using System.Drawing;
using System.Net;
using Rpc;

namespace Listings;

#region nodes
[Remote]
public interface INodes
{
    Task PaintAsync(Dictionary<IPAddress, Color> colors);
}
#endregion
