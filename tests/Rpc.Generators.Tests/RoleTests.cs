using System.Reflection;
using Rpc.Calls;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>What <c>[RequireRole]</c> says of a contract and its methods.</summary>
public sealed class RoleTests
{
    private const string Shop = """
        using Rpc;
        namespace App;
        [RequireRole("base")]
        public interface IBase { [RequireRole("low")] int Low(); int Plain(); }
        [Remote]
        [RequireRole("staff", "admin")]
        public interface IShop : IBase
        {
            int Order(string item);
            [RequireRole("boss")] [RequireRole("day", "night")] Task CloseAsync();
            [RequireRole("reader")] int Count { get; [RequireRole("writer")] set; }
            [RequireRole("log\"ger")] [OneWay] void Log(string line);
            [RequireRole] void Nobody();
        }
        """;

    private static ContractDescriptor Descriptor(string source, string contract)
    {
        Assembly assembly = Loaded.From(source);
        Type type = assembly.GetTypes().Single(type => type.Name == contract);
        return (ContractDescriptor)type.GetProperty("Descriptor")!.GetValue(Activator.CreateInstance(type)!)!;
    }

    private static string Text(IReadOnlyList<IReadOnlyList<string>> roles) => string.Join(" and ", roles.Select(any => $"({string.Join(" or ", any)})"));

    [Fact]
    public void A_contract_that_requires_roles() => Snapshot.Match(GeneratedCode.Clean(Shop));

    [Fact]
    public void The_descriptor_has_the_roles_of_the_contract_and_for_each_method_those_beside()
    {
        ContractDescriptor made = Descriptor(Shop, "App_ShopContract");

        Assert.Equal("(staff or admin)", Text(made.Roles));
        Assert.Equal(
            [
                "Low (low) and (base)", "Plain (base)", "Order ", "CloseAsync (boss) and (day or night)", "get_Count (reader)", "set_Count (writer) and (reader)", "Log (log\"ger)", "Nobody ()",
            ],
            made.Methods.Select(method => $"{method.Name} {Text(method.Roles)}"));
    }

    [Fact]
    public void Roles_change_neither_fingerprint_nor_what_is_told_of_a_contract()
    {
        ContractDescriptor with = Descriptor("using Rpc; namespace App; [Remote] [RequireRole(\"a\")] public interface IShop { [RequireRole(\"b\")] void Order(); }", "App_ShopContract");
        ContractDescriptor without = Descriptor("using Rpc; namespace App; [Remote] public interface IShop { void Order(); }", "App_ShopContract");

        Assert.Equal(without.Fingerprint, with.Fingerprint);
        Assert.Equal(without.ToJson(), with.ToJson());
    }

    [Fact]
    public void A_role_in_a_constant_is_read()
    {
        ContractDescriptor made = Descriptor("""
            using Rpc;
            namespace App;
            public static class Roles { public const string Admin = "admin"; }
            [Remote] public interface IShop { [RequireRole(Roles.Admin)] void Order(); }
            """, "App_ShopContract");

        Assert.Equal("(admin)", Text(made.Methods[0].Roles));
    }
}
