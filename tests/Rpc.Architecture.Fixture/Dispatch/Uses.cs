using Planted.Connections;

namespace Planted;

public class AsBase : Wire;

public class AsInterface : IWire;

public class AsField
{
    internal Wire? _wire = null;
}

public class AsParameter
{
    public void Take(Wire wire)
    {
    }
}

public class AsResult
{
    public Wire? Give() => null;
}

public class AsGenericArgument
{
    internal List<Wire[]> _wires = [];
}

public class AsConstraint
{
    public void Take<T>()
        where T : IWire
    {
    }
}

[Wire]
public class AsAttribute;

[Names(typeof(List<Wire>))]
public class AsAttributeArgument;

public class AsLocal
{
    public string Make()
    {
        var wire = new Wire();
        return wire.ToString() + wire.GetHashCode();
    }
}

public class AsNestedTarget
{
    public int Length() => default(Wire.Frame).Length;
}

public class InNested
{
    public class Inner
    {
        internal Wire? _wire = null;
    }
}

public class InLambda
{
    public Func<object> Maker() => () => new Wire();
}

public class InTypeOf
{
    public string Name() => typeof(Wire).Name;
}

public class UsesRoot
{
    internal Options _options = new();
}

public class UsesValue
{
    public RemoteUri Uri = new("rpc://127.0.0.1:1");
}

[Names(typeof(string))]
public class MarkedWithRootAttribute;
