using Rpc.Architecture.Tests.Reading;
using Rpc.Architecture.Tests.Rooms;

namespace Rpc.Architecture.Tests;

public sealed class RoomTests
{
    private static readonly RoomRules Rules = new(RuntimeRooms.All, RuntimeRooms.Values);

    [Fact]
    public void Every_arrow_between_the_rooms_of_the_runtime_is_in_the_table()
    {
        using CompiledProject runtime = CompiledProject.Runtime();

        Assert.Fail_if_any(Rules.Check(runtime));
    }

    [Fact]
    public void Every_type_of_the_runtime_is_found_in_a_source_file()
    {
        using CompiledProject runtime = CompiledProject.Runtime();

        string[] lost = [.. runtime.Module.Types
            .Where(type => type.IsPublic && !type.Namespace.StartsWith("Rpc.Generated", StringComparison.Ordinal) && runtime.Sources.FilesOf(type.FullName).Count == 0)
            .Select(type => type.FullName)];

        Assert.Fail_if_any(lost);
    }

    [Theory]
    [InlineData("Dispatch -> Connections: Planted.AsBase, AsBase (base type) names Planted.Connections.Wire.")]
    [InlineData("Dispatch -> Connections: Planted.AsInterface, AsInterface (interface) names Planted.IWire.")]
    [InlineData("Dispatch -> Connections: Planted.AsField, AsField._wire names Planted.Connections.Wire.")]
    [InlineData("Dispatch -> Connections: Planted.AsParameter, AsParameter.Take names Planted.Connections.Wire.")]
    [InlineData("Dispatch -> Connections: Planted.AsResult, AsResult.Give names Planted.Connections.Wire.")]
    [InlineData("Dispatch -> Connections: Planted.AsGenericArgument, AsGenericArgument._wires names Planted.Connections.Wire.")]
    [InlineData("Dispatch -> Connections: Planted.AsConstraint, AsConstraint.Take (constraint) names Planted.IWire.")]
    [InlineData("Dispatch -> Connections: Planted.AsAttribute, AsAttribute (attribute) names Planted.WireAttribute.")]
    [InlineData("Dispatch -> Connections: Planted.AsAttributeArgument, AsAttributeArgument (attribute) names Planted.Connections.Wire.")]
    [InlineData("Dispatch -> Connections: Planted.AsLocal, AsLocal.Make names Planted.Connections.Wire.")]
    [InlineData("Dispatch -> Connections: Planted.AsNestedTarget, AsNestedTarget.Length names Planted.Connections.Wire/Frame.")]
    [InlineData("Dispatch -> Connections: Planted.InNested, Inner._wire names Planted.Connections.Wire.")]
    [InlineData("Dispatch -> Connections: Planted.InLambda, <>c.<Maker>b__0_0 names Planted.Connections.Wire.")]
    [InlineData("Dispatch -> Connections: Planted.InTypeOf, InTypeOf.Name names Planted.Connections.Wire.")]
    [InlineData("Dispatch -> (root): Planted.UsesRoot, UsesRoot._options names Planted.Options.")]
    [InlineData("Calls -> Protocol: Planted.UsesFrames, UsesFrames._reader names Planted.Protocol.FrameReader.")]
    [InlineData("Codec -> tasks: Planted.Codec.Waits, Waits.WaitAsync names System.Threading.Tasks.Task.")]
    [InlineData("Codec -> the clock: Planted.Codec.Looks, Looks.Now names System.DateTime System.DateTime::get_UtcNow().")]
    [InlineData("Codec -> sockets: Planted.Codec.Connects, Connects._socket names System.Net.Sockets.Socket.")]
    [InlineData("Errors -> Codec: Planted.Errors.Fails, Fails.get_Codec names Planted.Codec.Looks.")]
    [InlineData("Unlisted: Planted.Unlisted.Stray is in a folder that the table of rooms does not know.")]
    public void A_planted_forbidden_use_is_reported(string expected)
    {
        using CompiledProject fixture = CompiledProject.Fixture();

        Assert.Contains(expected, Rules.Check(fixture));
    }

    [Theory]
    [InlineData("UsesHeader")] // a call header is the part of Protocol that Calls may name
    [InlineData("UsesValue")] // RemoteUri is a value of the root
    [InlineData("MarkedWithRootAttribute")]
    [InlineData("Planted.Connections.Wire,")] // its own room, and rooms in its row
    public void An_allowed_use_is_not_reported(string part)
    {
        using CompiledProject fixture = CompiledProject.Fixture();

        Assert.DoesNotContain(Rules.Check(fixture), problem => problem.Contains(part, StringComparison.Ordinal));
    }
}
