namespace Planted;

public static class Reflects
{
    public static object? Create(Type type) => Activator.CreateInstance(type);

    public static Type Close(Type type) => typeof(List<>).MakeGenericType(type);

    public static Type? Find(string name) => Type.GetType(name);

    public static Type[] Scan() => typeof(Reflects).Assembly.GetTypes();

    public static System.Linq.Expressions.Expression Build() => System.Linq.Expressions.Expression.Constant(1);

    // Allowed: the compiler knows the type.
    public static Options Known() => Activator.CreateInstance<Options>();
}
