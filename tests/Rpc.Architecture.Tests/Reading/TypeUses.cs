using Mono.Cecil;

namespace Rpc.Architecture.Tests.Reading;

/// <summary>Finds every type that the types of a module name: bases, fields, signatures, attributes, constraints and method bodies.</summary>
internal static class TypeUses
{
    /// <summary>All uses in the module, nested and compiler-made types included under the type that holds them.</summary>
    public static IEnumerable<TypeUse> In(ModuleDefinition module) => module.GetTypes().SelectMany(InType);

    private static IEnumerable<TypeUse> InType(TypeDefinition type)
    {
        TypeDefinition from = type;
        while (from.DeclaringType is not null)
        {
            from = from.DeclaringType;
        }

        string name = type.Name;
        IEnumerable<TypeUse> uses = [
            .. Name(type.BaseType, $"{name} (base type)"),
            .. type.Interfaces.SelectMany(i => Name(i.InterfaceType, $"{name} (interface)")),
            .. Attributes(type, name),
            .. Constraints(type, name),
            .. type.Fields.SelectMany(f => Name(f.FieldType, $"{name}.{f.Name}").Concat(Attributes(f, $"{name}.{f.Name}"))),
            .. type.Properties.SelectMany(p => Attributes(p, $"{name}.{p.Name}")),
            .. type.Events.SelectMany(e => Attributes(e, $"{name}.{e.Name}")),
            .. type.Methods.SelectMany(InMethod),
        ];
        return uses;

        IEnumerable<TypeUse> InMethod(MethodDefinition method)
        {
            string member = $"{name}.{method.Name}";
            return [
                .. Name(method.ReturnType, member),
                .. Attributes(method.MethodReturnType, member),
                .. method.Parameters.SelectMany(p => Name(p.ParameterType, member).Concat(Attributes(p, member))),
                .. Attributes(method, member),
                .. Constraints(method, member),
                .. method.Overrides.SelectMany(o => Name(o.DeclaringType, member)),
                .. method.HasBody ? BodyUses.In(method).SelectMany(u => Name(u.Type, member, u.Called)) : [],
            ];
        }

        IEnumerable<TypeUse> Name(TypeReference? used, string member, MethodReference? called = null) =>
            TypeParts.Of(used).Select(part => new TypeUse(from, member, part, called));

        IEnumerable<TypeUse> Attributes(ICustomAttributeProvider owner, string member) => owner.HasCustomAttributes
            ? owner.CustomAttributes.SelectMany(a => AttributeTypes(a).SelectMany(t => Name(t, $"{member} (attribute)")))
            : [];

        IEnumerable<TypeUse> Constraints(IGenericParameterProvider owner, string member) => owner.HasGenericParameters
            ? owner.GenericParameters.SelectMany(p => p.Constraints.SelectMany(c => Name(c.ConstraintType, $"{member} (constraint)")))
            : [];
    }

    private static IEnumerable<TypeReference> AttributeTypes(CustomAttribute attribute) =>
        attribute.ConstructorArguments.Concat(attribute.Properties.Concat(attribute.Fields).Select(n => n.Argument))
            .SelectMany(ArgumentTypes).Prepend(attribute.AttributeType);

    private static IEnumerable<TypeReference> ArgumentTypes(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [type, argument.Type],
        CustomAttributeArgument boxed => ArgumentTypes(boxed),
        CustomAttributeArgument[] several => several.SelectMany(ArgumentTypes),
        _ => [argument.Type],
    };
}
