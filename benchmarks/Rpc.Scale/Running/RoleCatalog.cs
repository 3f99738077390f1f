namespace Rpc.Scale.Running;

/// <summary>Every <see cref="IClientRole"/> of this assembly.</summary>
internal static class RoleCatalog
{
    public static IClientRole Get(string name) => typeof(IClientRole).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IClientRole)))
        .Select(type => (IClientRole)Activator.CreateInstance(type)!)
        .Single(role => role.Name == name);
}
