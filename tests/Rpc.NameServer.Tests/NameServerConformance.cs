using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Naming;
using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;
using Rpc.Testing;
using Xunit;

namespace Rpc.NameServer.Tests;

/// <summary>What a name server does, whatever it keeps its names in. A store subclasses it.</summary>
public abstract class NameServerConformance : IAsyncLifetime
{
    private NameRegistry? _registry;

    internal ManualTime Clock { get; } = new();

    internal NameRegistry Registry => _registry!;

    internal NameServerService Names { get; private set; } = null!;

    protected abstract INameStore OpenStore();

    public virtual async ValueTask InitializeAsync() => await StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task StartAsync()
    {
        _registry = NameRegistry.Over(OpenStore(), Clock, NullLogger.Instance);
        await _registry.LoadAsync(CancellationToken.None);
        await _registry.AddOwnAsync("rpc://127.0.0.1:9190/nameserver");
        Names = new NameServerService(_registry);
    }

    /// <summary>Lets time go by, also for what is in the store.</summary>
    internal virtual Task AdvanceAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return Task.CompletedTask;
    }

    internal Task<NameLease> Register(string name, string uri = "rpc://10.0.0.1:9101/x", RegisterMode mode = RegisterMode.Replace, int lease = 15, string server = "s1", string[]? tags = null, DateTimeOffset? since = null) =>
        Names.RegisterAsync(new NameRegistration(name, uri, server, tags, LeaseSeconds: lease, Mode: mode, Since: since));

    internal static async Task<RpcException> Refused(RpcStatus status, Func<Task> act)
    {
        RpcException error = await Assert.ThrowsAnyAsync<RpcException>(act);
        Assert.Equal(status, error.Status);
        return error;
    }

    internal async Task<string[]> Listed(NameFilter? filter = null) => [.. (await Names.ListAsync(filter)).Entries.Select(entry => entry.Name).Where(name => name != NameRules.OwnName)];

    [Fact]
    public async Task A_registered_name_is_found_with_all_that_was_said_of_it()
    {
        await Names.RegisterAsync(new NameRegistration("shop.orders", "RPC://Host:9101/orders", "s1", ["a", "b", "a"], Weight: 7, LeaseSeconds: 60));

        NameInstance instance = Assert.Single((await Names.LookupAsync("shop.orders")).Instances);
        Assert.Equal("rpc://host:9101/orders", instance.Uri);
        Assert.Equal(["a", "b"], instance.Tags);
        Assert.Equal((7, 60, "s1", Clock.GetUtcNow()), (instance.Weight, instance.LeaseSeconds, instance.Server, instance.Since));
    }

    [Fact]
    public async Task An_unknown_name_is_not_found()
    {
        RpcException error = await Refused(RpcStatus.NotFound, () => Names.LookupAsync("nobody"));

        Assert.Equal(RpcErrorReason.NoSuchName, error.Reason);
        Assert.Contains("'nobody'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registering_twice_replaces()
    {
        await Register("x", "rpc://10.0.0.1:1/x");
        await Register("x", "rpc://10.0.0.2:1/x", server: "s2");

        Assert.Equal("rpc://10.0.0.2:1/x", Assert.Single((await Names.LookupAsync("x")).Instances).Uri);
        Assert.Equal(2, await Names.CountAsync());
    }

    [Fact]
    public async Task FailIfTaken_is_refused_when_taken_and_names_the_holder()
    {
        await Register("x", "rpc://10.0.0.1:1/x", RegisterMode.FailIfTaken);
        await Register("x", "rpc://10.0.0.1:1/x", RegisterMode.FailIfTaken);

        RpcException error = await Refused(RpcStatus.AlreadyExists, () => Register("x", "rpc://10.0.0.2:1/x", RegisterMode.FailIfTaken, server: "s2"));
        Assert.Contains("rpc://10.0.0.1:1/x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_joins_and_the_same_address_joins_once()
    {
        await Register("x", "rpc://10.0.0.1:1/x", RegisterMode.Add);
        await Register("x", "rpc://10.0.0.2:1/x", RegisterMode.Add, server: "s2");
        await Register("x", "rpc://10.0.0.1:1/x", RegisterMode.Add, server: "s3");

        Assert.Equal(["rpc://10.0.0.2:1/x", "rpc://10.0.0.1:1/x"], (await Names.LookupAsync("x")).Instances.Select(instance => instance.Uri));
    }

    [Theory]
    [InlineData("", "rpc://h:1/x")]
    [InlineData("a\nb", "rpc://h:1/x")]
    [InlineData("ok", "")]
    [InlineData("ok", "http://h:1/x")]
    [InlineData("ok", "rpc://h:1")]
    [InlineData("ok", "rpc://h:0/x")]
    [InlineData("ok", "rpc://0.0.0.0:1/x")]
    [InlineData("ok", "rpc://[::]:1/x")]
    [InlineData("ok", "rpcname:other")]
    public async Task A_malformed_name_or_uri_is_refused(string name, string uri) => await Refused(RpcStatus.InvalidArgument, () => Register(name, uri));

    [Fact]
    public async Task Names_have_at_most_255_characters()
    {
        await Register(new string('n', 255));
        await Refused(RpcStatus.InvalidArgument, () => Register(new string('n', 256)));
    }

    [Fact]
    public async Task Numbers_out_of_range_are_refused()
    {
        await Refused(RpcStatus.InvalidArgument, () => Register("x", lease: -1));
        await Refused(RpcStatus.InvalidArgument, () => Register("x", lease: 86_401));
        await Refused(RpcStatus.InvalidArgument, () => Register("x", tags: [.. Enumerable.Range(0, 65).Select(i => $"t{i}")]));
        await Refused(RpcStatus.InvalidArgument, () => Register("x", tags: ["a\0b"]));
        await Refused(RpcStatus.InvalidArgument, () => Register("x", server: ""));
        await Refused(RpcStatus.InvalidArgument, () => Register("x", mode: (RegisterMode)9));
        await Refused(RpcStatus.InvalidArgument, () => Names.RegisterAsync(new NameRegistration("x", "rpc://h:1/x", "s", Weight: 0)));
        await Refused(RpcStatus.InvalidArgument, () => Names.ListAsync(limit: 0));
        await Refused(RpcStatus.InvalidArgument, () => Names.ListAsync(limit: 10_001));
        Assert.Empty(await Listed());
    }

    [Fact]
    public async Task The_name_servers_own_entry_is_listed_and_cannot_be_touched()
    {
        Assert.Equal("rpc://127.0.0.1:9190/nameserver", Assert.Single((await Names.LookupAsync(NameRules.OwnName)).Instances).Uri);
        await Refused(RpcStatus.PermissionDenied, () => Register(NameRules.OwnName));
        await Refused(RpcStatus.PermissionDenied, () => Register(NameRules.OwnName, mode: RegisterMode.Add));
        await Refused(RpcStatus.PermissionDenied, () => Names.UnregisterAsync(NameRules.OwnName));
        await Refused(RpcStatus.PermissionDenied, () => Names.SetMetadataAsync(NameRules.OwnName, ["x"]));
        Assert.Equal(0, await Names.UnregisterAllAsync(new NameFilter(Prefix: "rpc.")));
        Assert.Equal(0, await Names.UnregisterAllAsync(new NameFilter(Glob: "*")));
        Assert.NotNull(await Names.LookupAsync(NameRules.OwnName));
    }

    [Fact]
    public async Task Names_are_removed_one_by_prefix_and_by_glob()
    {
        string[] names = ["single", .. Enumerable.Range(0, 11).Select(i => $"shop.{i}"), .. Enumerable.Range(0, 8).Select(i => $"node{i}.log"), "node8.txt"];
        foreach (string name in names)
        {
            await Register(name);
        }

        Assert.Equal(1, await Names.UnregisterAsync("single"));
        Assert.Equal(0, await Names.UnregisterAsync("single"));
        Assert.Equal(11, await Names.UnregisterAllAsync(new NameFilter(Prefix: "shop.")));
        Assert.Equal(8, await Names.UnregisterAllAsync(new NameFilter(Glob: "node?.*g")));
        Assert.Equal(["node8.txt"], await Listed());
    }

    [Fact]
    public async Task Removing_without_a_condition_is_refused()
    {
        await Refused(RpcStatus.InvalidArgument, () => Names.UnregisterAllAsync(new NameFilter()));
        await Refused(RpcStatus.InvalidArgument, () => Names.UnregisterAllAsync(new NameFilter(Prefix: "")));
    }

    [Fact]
    public async Task A_prefix_is_literal_and_case_sensitive()
    {
        foreach (string name in (string[])["a_1", "a_2", "axb", "A_B", "a", "a%", "b_"])
        {
            await Register(name);
        }

        Assert.Equal(["a_1", "a_2"], await Listed(new NameFilter(Prefix: "a_")));
        Assert.Equal(["A_B"], await Listed(new NameFilter(Prefix: "A")));
        Assert.Equal(["a%"], await Listed(new NameFilter(Prefix: "a%")));
        Assert.Equal(["axb"], await Listed(new NameFilter(Prefix: "a", Glob: "*b")));
        Assert.Empty(await Listed(new NameFilter(Prefix: "b", Glob: "a*")));
        Assert.Equal(2, await Names.CountAsync(new NameFilter(Prefix: "a_")));
    }

    [Fact]
    public async Task A_listing_comes_in_pages_that_miss_nothing_and_repeat_nothing()
    {
        string[] names = [.. Enumerable.Range(0, 2500).Select(i => $"n{i * 7919 % 2500:0000}").Order(StringComparer.Ordinal)];
        await Task.WhenAll(names.Select(name => Register(name)));

        var seen = new List<string>();
        string? after = null;
        do
        {
            NamePage page = await Names.ListAsync(new NameFilter(Prefix: "n"), after, 99);
            seen.AddRange(page.Entries.Select(entry => entry.Name));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(names, seen);
    }

    [Fact]
    public async Task A_page_that_holds_exactly_the_rest_is_the_last()
    {
        await Register("a");
        await Register("b");

        Assert.Null((await Names.ListAsync(new NameFilter(Glob: "?"), limit: 2)).Next);
        Assert.Equal("a", (await Names.ListAsync(new NameFilter(Glob: "?"), limit: 1)).Next);
    }

    [Fact]
    public async Task Tags_are_replaced_for_all_instances_or_one()
    {
        await Register("x", "rpc://10.0.0.1:1/x", RegisterMode.Add, tags: ["old"]);
        await Register("x", "rpc://10.0.0.2:1/x", RegisterMode.Add, server: "s2", tags: ["old"]);

        await Names.SetMetadataAsync("x", ["new"]);
        await Names.SetMetadataAsync("x", [], "rpc://10.0.0.2:1/x");

        NameEntry entry = await Names.LookupAsync("x");
        Assert.Equal(["new"], entry.Instances[0].Tags);
        Assert.Empty(entry.Instances[1].Tags);
        await Refused(RpcStatus.NotFound, () => Names.SetMetadataAsync("y", []));
        await Refused(RpcStatus.NotFound, () => Names.SetMetadataAsync("x", [], "rpc://10.0.0.3:1/x"));
    }

    [Fact]
    public async Task Names_are_found_by_all_and_by_any_of_their_tags()
    {
        await Register("x", tags: ["a", "b", "c"]);
        await Register("y", tags: ["a", "c"]);
        await Register("z", tags: ["b"]);
        await Register("x", "rpc://10.0.0.2:1/x", RegisterMode.Add, server: "s2", tags: ["A"]);

        Assert.Equal(["x", "y"], await Listed(new NameFilter(AllTags: ["a", "c"])));
        Assert.Equal(["x", "z"], await Listed(new NameFilter(AnyTags: ["b", "wrong"])));
        Assert.Empty(await Listed(new NameFilter(AllTags: ["a", "wrong"])));
        Assert.Equal(["x"], await Listed(new NameFilter(AllTags: ["a"], AnyTags: ["b"])));
        Assert.Equal(["y"], await Listed(new NameFilter(Prefix: "y", AllTags: ["a"])));
        Assert.Equal("rpc://10.0.0.1:9101/x", Assert.Single(Assert.Single((await Names.ListAsync(new NameFilter(Glob: "x", AllTags: ["a"]))).Entries).Instances).Uri);
        Assert.Equal(2, await Names.CountAsync(new NameFilter(AnyTags: ["c"])));
    }

    [Fact]
    public async Task Removing_by_tags_leaves_instances_that_do_not_have_them()
    {
        await Register("x", "rpc://10.0.0.1:1/x", RegisterMode.Add, tags: ["old"]);
        await Register("x", "rpc://10.0.0.2:1/x", RegisterMode.Add, server: "s2", tags: ["new"]);
        await Register("y", tags: ["old"]);

        Assert.Equal(2, await Names.UnregisterAllAsync(new NameFilter(AllTags: ["old"])));

        Assert.Equal(["x"], await Listed());
        Assert.Equal("rpc://10.0.0.2:1/x", Assert.Single((await Names.LookupAsync("x")).Instances).Uri);
    }

    [Fact]
    public async Task Metadata_is_kept_and_replaced_with_or_without_tags()
    {
        await Names.RegisterAsync(new NameRegistration("x", "rpc://h:1/x", "s", ["t"], Metadata: new Dictionary<string, string> { ["zone"] = "eu", ["Zone"] = "'\"\n😀" }));
        NameInstance instance = Assert.Single((await Names.LookupAsync("x")).Instances);
        Assert.Equal(("eu", "'\"\n😀"), (instance.Metadata["zone"], instance.Metadata["Zone"]));

        await Names.SetMetadataAsync("x", tags: null, metadata: new Dictionary<string, string> { ["zone"] = "us" });
        instance = Assert.Single((await Names.LookupAsync("x")).Instances);
        Assert.Equal(["t"], instance.Tags);
        Assert.Equal("us", Assert.Single(instance.Metadata).Value);

        await Names.SetMetadataAsync("x", ["u"]);
        Assert.Single(Assert.Single((await Names.LookupAsync("x")).Instances).Metadata);
        await Refused(RpcStatus.InvalidArgument, () => Names.SetMetadataAsync("x", null, metadata: new Dictionary<string, string> { [""] = "x" }));
        await Refused(RpcStatus.InvalidArgument, () => Names.SetMetadataAsync("x", null, metadata: new Dictionary<string, string> { ["k"] = new('v', 1025) }));
        await Refused(RpcStatus.InvalidArgument, () => Names.SetMetadataAsync("x", null, metadata: Enumerable.Range(0, 65).ToDictionary(i => $"{i}", i => "v")));
    }

    [Fact]
    public async Task A_release_ends_only_what_the_server_registered_itself()
    {
        NameLease mine = await Register("x", "rpc://10.0.0.1:1/x", RegisterMode.Add);
        NameLease theirs = await Register("x", "rpc://10.0.0.2:1/x", RegisterMode.Add, server: "s2");

        Assert.Equal(0, await Names.ReleaseAsync(new NameHeartbeat("s1", [theirs.Id])));
        Assert.Equal(1, await Names.ReleaseAsync(new NameHeartbeat("s1", [mine.Id, theirs.Id])));
        Assert.Equal("rpc://10.0.0.2:1/x", Assert.Single((await Names.LookupAsync("x")).Instances).Uri);
    }

    [Fact]
    public async Task A_release_that_comes_after_a_replacement_leaves_the_replacement()
    {
        NameLease old = await Register("x");
        await Register("x", "rpc://10.0.0.2:1/x", server: "s2");

        Assert.Equal(0, await Names.ReleaseAsync(new NameHeartbeat("s1", [old.Id])));
        Assert.NotNull(await Names.LookupAsync("x"));
    }

    [Fact]
    public async Task Of_two_servers_that_restore_one_name_the_later_owner_gets_it()
    {
        NameLease first = await Register("x", "rpc://10.0.0.1:1/x");
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        NameLease second = await Register("x", "rpc://10.0.0.2:1/x", server: "s2");
        await Names.UnregisterAsync("x");

        await Register("x", "rpc://10.0.0.1:1/x", since: first.Since);
        await Register("x", "rpc://10.0.0.2:1/x", server: "s2", since: second.Since);
        RpcException error = await Refused(RpcStatus.Aborted, () => Register("x", "rpc://10.0.0.1:1/x", since: first.Since));

        Assert.Contains("rpc://10.0.0.2:1/x", error.Message, StringComparison.Ordinal);
        Assert.Equal("rpc://10.0.0.2:1/x", Assert.Single((await Names.LookupAsync("x")).Instances).Uri);
    }

    [Fact]
    public async Task Names_of_all_scripts_and_lookalikes_are_kept_apart()
    {
        string[] names = ["é", "e\u0301", "ß", "SS", "😀", "a b", "%41", "A", "'; DROP TABLE instances; --", "\\", "*", "?"];
        foreach (string name in names)
        {
            await Register(name, "rpc://10.0.0.1:1/" + Uri.EscapeDataString(name));
        }

        foreach (string name in names)
        {
            Assert.Equal("rpc://10.0.0.1:1/" + Uri.EscapeDataString(name), Assert.Single((await Names.LookupAsync(name)).Instances).Uri, ignoreCase: true);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), await Listed());
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(lane => Task.Run(async () =>
        {
            for (int i = 0; i < 100; i++)
            {
                await Register($"w{lane}.{i}", server: $"s{lane}");
                if (i % 2 == 1)
                {
                    Assert.Equal(1, await Names.UnregisterAsync($"w{lane}.{i}"));
                }
            }
        })));

        Assert.Equal(400, await Names.CountAsync(new NameFilter(Prefix: "w")));
    }
}
