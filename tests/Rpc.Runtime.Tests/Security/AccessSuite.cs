using Rpc.Calls;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Roles and authorizers: who may do what, for every verb, and that a no tells nothing.</summary>
public abstract class AccessSuite(TestTransport transport) : SecurityTest(transport)
{
    private readonly Vault _vault = new();

    private Task<(RpcServer Server, RemoteUri Uri)> StartAsync(Action<RpcServerOptions>? more = null) => VaultAsync(
        o =>
        {
            o.RequireToken("admin", "ali", "admin", "base").RequireToken("keeper", "kim", "keeper").RequireToken("staff", "sam", "staff").RequireToken("boss", "bo", "staff", "boss").RequireToken("guest", "gus");
            more?.Invoke(o);
        },
        _vault);

    [Fact]
    public async Task Calls_of_every_kind_need_the_methods_roles()
    {
        (_, RemoteUri uri) = await StartAsync();
        IVault guest = With("guest").Get<IVault>(uri);

        AssertDenied(Assert.Throws<RpcException>(() => guest.Open(1)));
        AssertDenied(await Assert.ThrowsAsync<RpcException>(() => guest.Watch().ToListAsync().Within()));
        AssertDenied(Assert.Throws<RpcException>(() => guest.Level = 5));
        AssertDenied(await Assert.ThrowsAsync<RpcException>(() => guest.NightAsync().Within()));
        AssertDenied(Assert.Throws<RpcException>(() => guest.Inherited()));
        Assert.Equal(1, guest.Level);
        Assert.Equal(0, _vault.Ran);
        Assert.Equal(5, Log.Count(1053));
        Assert.Contains("gus at", Log.Text(1053), StringComparison.Ordinal);
        Assert.Contains("Open(int)", Log.Text(1053), StringComparison.Ordinal);
        Assert.Contains("vault", Log.Text(1053), StringComparison.Ordinal);

        IVault admin = With("admin").Get<IVault>(uri);
        Assert.Equal("open 2", admin.Open(2));
        Assert.Equal([1, 2], await admin.Watch().ToListAsync().Within());
        admin.Level = 7;
        Assert.Equal(7, guest.Level);
        Assert.Equal(3, admin.Inherited());
        AssertDenied(await Assert.ThrowsAsync<RpcException>(() => admin.NightAsync().Within()));
        Assert.Equal("open 3", With("keeper").Get<IVault>(uri).Open(3));
    }

    [Fact]
    public async Task A_one_way_call_without_the_right_never_runs_and_the_connection_goes_on()
    {
        (RpcServer server, RemoteUri uri) = await StartAsync();
        IVault guest = With("guest").Get<IVault>(uri);
        for (int i = 0; i < 20; i++)
        {
            guest.Wipe();
        }

        Assert.StartsWith("True gus", await guest.WhoAsync().Within(), StringComparison.Ordinal);
        Assert.Equal((0, 20), (_vault.Ran, Log.Count(1053)));
        Assert.Single(server.Connections);
        IVault admin = With("admin").Get<IVault>(uri);
        admin.Wipe();
        await Patience.UntilAsync(() => _vault.Ran == 1, "the admin's call has run");
    }

    [Fact]
    public async Task A_contracts_roles_guard_binding_describing_and_calls_in_json()
    {
        (RpcServer server, _) = await StartAsync();
        RemoteUri uri = server.Add<IStaff>(new Staff(), "staff");
        RpcClient guest = With("guest");
        AssertDenied(Assert.Throws<RpcException>(() => guest.Get<IStaff>(uri).Greet()));
        AssertDenied(await Assert.ThrowsAsync<RpcException>(() => RemoteProxy.CheckAsync(guest.Get<IStaff>(uri)).AsTask().Within()));
        AssertDenied(await Assert.ThrowsAsync<RpcException>(() => guest.DescribeAsync(uri).AsTask().Within()));
        AssertDenied(await Assert.ThrowsAsync<RpcException>(() => guest.PingAsync(uri).AsTask().Within()));
        AssertDenied(await Assert.ThrowsAsync<RpcException>(() => guest.CallJsonAsync(uri, "Greet", "[]").AsTask().Within()));

        RpcClient staff = With("staff");
        Assert.Equal("hello", staff.Get<IStaff>(uri).Greet());
        AssertDenied(await Assert.ThrowsAsync<RpcException>(() => staff.Get<IStaff>(uri).DismissAsync("x").Within()));
        AssertDenied(await Assert.ThrowsAsync<RpcException>(() => staff.CallJsonAsync(uri, "DismissAsync", "[\"x\"]").AsTask().Within()));
        Assert.Equal("x is dismissed", (await With("boss").CallJsonAsync(uri, "DismissAsync", "[\"x\"]").AsTask().Within()).GetString());
    }

    [Fact]
    public async Task Json_callers_are_told_only_what_they_may_call_and_their_numbers_fit()
    {
        (_, RemoteUri uri) = await StartAsync();
        ContractDescriptor seen = await With("guest").DescribeAsync(uri).AsTask().Within();
        Assert.True(seen.IsPartial);
        Assert.Equal(["AskAsync", "StaffAsync", "WhoAsync", "get_Level"], seen.Methods.Select(static m => m.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Wipe", seen.ToJson(), StringComparison.Ordinal);

        RpcClient guest = With("guest");
        Assert.Contains("gus", (await guest.CallJsonAsync(uri, "WhoAsync", "[]").AsTask().Within()).GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await guest.CallJsonAsync(uri, "get_Level", "[]").AsTask().Within()).GetInt32());
        AssertDenied(await Assert.ThrowsAsync<RpcException>(() => guest.StreamJsonAsync(uri, "Watch", "[]").ToListAsync().Within()));
        Assert.Equal(0, _vault.Ran);
        Assert.Equal(2, (await With("admin").StreamJsonAsync(uri, "Watch", "[]").ToListAsync().Within()).Count);
    }

    [Fact]
    public async Task Each_call_of_a_batch_needs_its_methods_roles_and_no_others()
    {
        (_, RemoteUri uri) = await StartAsync();
        RpcClient guest = With("guest");
        await using RpcBatch batch = guest.CreateBatch(guest.Get<IVault>(uri));
        BatchResult<string> open = batch.Add(VaultCalls.Open(1));
        BatchResult<string> who = batch.Add(VaultCalls.Who());
        BatchResult wipe = batch.Add(VaultCalls.Wipe());
        await batch.SendAsync(BatchMode.RunAll, TestContext.Current.CancellationToken).AsTask().Within();
        AssertDenied(Assert.Throws<RpcException>(() => open.Value));
        Assert.Contains("gus", who.Value, StringComparison.Ordinal);
        AssertDenied(Assert.IsType<RpcException>(wipe.Error));
        Assert.Equal((0, 2), (_vault.Ran, Log.Count(1053)));

        RpcClient keeper = With("keeper");
        await using RpcBatch allowed = keeper.CreateBatch(keeper.Get<IVault>(uri));
        BatchResult<string> opened = allowed.Add(VaultCalls.Open(2));
        await allowed.SendAsync(cancellationToken: TestContext.Current.CancellationToken).AsTask().Within();
        Assert.Equal("open 2", opened.Value);
    }

    [Fact]
    public async Task Objects_that_factories_make_need_their_roles_too()
    {
        (RpcServer server, _) = await StartAsync();
        foreach (InstanceMode mode in Enum.GetValues<InstanceMode>())
        {
            RemoteUri uri = server.Add<IVault>(_ => new ValueTask<IVault>(_vault), mode, options: new ObjectOptions { RequireRoles = ["keeper", "admin"] });
            AssertDenied(await Assert.ThrowsAsync<RpcException>(() => With("guest").Get<IVault>(uri).WhoAsync().Within()));
            IVault keeper = With("keeper").Get<IVault>(uri);
            Assert.Contains("kim", await keeper.WhoAsync().Within(), StringComparison.Ordinal);
            AssertDenied(await Assert.ThrowsAsync<RpcException>(() => keeper.NightAsync().Within()));
        }
    }

    [Fact]
    public async Task What_is_not_there_is_denied_in_the_same_words_as_what_is()
    {
        (RpcServer server, RemoteUri uri) = await StartAsync();
        RemoteUri staff = server.Add<IStaff>(new Staff(), "staff");
        RpcClient guest = With("guest");
        RemoteUri nowhere = staff.WithObject("stuff");

        string there = Message(() => guest.Get<IStaff>(staff).Greet(), staff);
        string missing = Message(() => guest.Get<IStaff>(nowhere).Greet(), nowhere);
        Assert.Equal(there, missing);
        Assert.Equal(await MessageAsync(() => guest.DescribeAsync(staff).AsTask(), staff), await MessageAsync(() => guest.DescribeAsync(nowhere).AsTask(), nowhere));
        string wipe = await MessageAsync(() => guest.CallJsonAsync(uri, "Wipe", "[]").AsTask(), uri);
        Assert.Equal(wipe, (await MessageAsync(() => guest.CallJsonAsync(uri, "Wope", "[]").AsTask(), uri)).Replace("Wope", "Wipe", StringComparison.Ordinal));

        // By number on the wire: one that a method has, and ones that none has.
        RpcClient raw = With("guest");
        await raw.Get<IVault>(uri).WhoAsync().Within();
        CallRoute route = await raw.Connections.Single().BindAsync(new BindTarget(uri.ToString(), "vault", 0, null), Environment.TickCount64 + 20_000, CancellationToken.None);
        MethodDescriptor any = Stubs.ContractRegistry.Get<IVault>().Descriptor.Methods[0];
        int open = Stubs.ContractRegistry.Get<IVault>().Descriptor.Methods.Single(static m => m.Name == "Open").Index;
        HashSet<string> texts = [];
        foreach (ushort number in new[] { (ushort)open, (ushort)500, ushort.MaxValue })
        {
            RpcException exception = await Assert.ThrowsAsync<RpcException>(() => RawCall.SendAsync(route, any, number).Within());
            AssertDenied(exception);
            texts.Add(exception.Message);
        }

        Assert.Single(texts);

        // Whoever has every right is told the truth.
        RpcException notFound = Assert.Throws<RpcException>(() => With("staff").Get<IStaff>(nowhere).Greet());
        Assert.Equal(RpcStatus.NotFound, notFound.Status);
        server.Remove("staff");
        Assert.Equal(RpcStatus.NotFound, Assert.Throws<RpcException>(() => guest.Get<IStaff>(nowhere).Greet()).Status);
    }

    [Fact]
    public async Task Options_of_an_object_require_roles_beside_the_contracts()
    {
        (RpcServer server, _) = await StartAsync();
        RemoteUri plain = server.Add<IShapes>(new Shapes(), "plain", new ObjectOptions { RequireRoles = ["admin", "keeper"] });
        RemoteUri both = server.Add<IStaff>(new Staff(), "both", new ObjectOptions { RequireRoles = ["boss"] });

        With("keeper").Get<IShapes>(plain).Poke();
        AssertDenied(Assert.Throws<RpcException>(() => With("staff").Get<IShapes>(plain).Poke()));
        AssertDenied(Assert.Throws<RpcException>(() => With("staff").Get<IStaff>(both).Greet()));
        Assert.Equal("hello", With("boss").Get<IStaff>(both).Greet());
    }

    [Fact]
    public async Task Authorizers_are_asked_for_each_binding_and_call_and_all_must_consent()
    {
        var server = new Judge(static request => request.Method != "Open" || request.User.IsInRole("keeper"));
        var own = new Judge(static request => request.Signature != "get_Level()" || request.User.Identity!.Name == "ali");
        (RpcServer rpc, RemoteUri uri) = await StartAsync(o => o.Authorizer = server);
        RemoteUri second = rpc.Add<IVault>(new Vault(), "second", new ObjectOptions { Authorizer = own });

        Assert.Equal("open 1", With("keeper").Get<IVault>(uri).Open(1));
        AssertDenied(Assert.Throws<RpcException>(() => With("admin").Get<IVault>(uri).Open(1)));
        IVault keeper = With("keeper").Get<IVault>(second);
        AssertDenied(Assert.Throws<RpcException>(() => keeper.Level));
        Assert.Equal("open 4", keeper.Open(4));
        Assert.Equal(1, With("admin").Get<IVault>(second).Level);
        AccessRequest asked = server.Asked.First(static request => request.Method == "Open");
        Assert.Equal(("vault", "Rpc.Runtime.Tests.IVault", "Open(int)", "kim"), (asked.ObjectId, asked.Contract, asked.Signature, asked.User.Identity!.Name));
        Assert.Contains(server.Asked, static request => request is { ObjectId: "second", Method: null });
        Assert.All(own.Asked, static request => Assert.Equal("second", request.ObjectId));
    }

    [Fact]
    public async Task An_authorizer_that_throws_says_no_and_is_logged()
    {
        (_, RemoteUri uri) = await StartAsync(static o => o.Authorizer = new Judge(static request => request.Method is null ? true : throw new InvalidOperationException("judge is ill")));

        AssertDenied(await Assert.ThrowsAsync<RpcException>(() => With("admin").Get<IVault>(uri).WhoAsync().Within()));
        Assert.Contains("judge is ill", Log.Text(1055), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_id_is_what_the_authorizer_says_of_it()
    {
        (_, RemoteUri uri) = await StartAsync(static o => o.Authorizer = new Judge(static request => request.ObjectId is "vault" or "free"));
        RpcClient admin = With("admin");

        Assert.Equal(RpcStatus.NotFound, Assert.Throws<RpcException>(() => admin.Get<IVault>(uri.WithObject("free")).Open(1)).Status);
        AssertDenied(Assert.Throws<RpcException>(() => admin.Get<IVault>(uri.WithObject("other")).Open(1)));
    }

    [Fact]
    public async Task References_carry_their_contracts_roles_and_uris_of_guarded_objects_no_way_around_them()
    {
        (RpcServer server, RemoteUri uri) = await StartAsync();
        RemoteUri staffUri = server.Add<IStaff>(new Staff(), "staff");
        RpcClient guest = With("guest");
        IStaff handed = await guest.Get<IVault>(uri).StaffAsync().Within();
        AssertDenied(Assert.Throws<RpcException>(() => handed.Greet()));
        Assert.Equal("hello", (await With("staff").Get<IVault>(uri).StaffAsync().Within()).Greet());

        // A handler must not call for its caller what that one may not call itself.
        foreach (RemoteUri passed in new[] { staffUri, staffUri.WithObject("nothing") })
        {
            RpcException exception = await Assert.ThrowsAsync<RpcException>(() => guest.Get<IVault>(uri).AskAsync(guest.Get<IStaff>(passed)).Within());
            Assert.Equal((RpcStatus.PermissionDenied, RpcErrorReason.AccessDenied), (exception.Status, exception.Reason));
        }

        RpcClient staff = With("staff");
        Assert.Equal("hello", await staff.Get<IVault>(uri).AskAsync(staff.Get<IStaff>(staffUri)).Within());
    }

    [Fact]
    public async Task Who_is_denied_much_is_served_on_beside_whoever_is_not()
    {
        (_, RemoteUri uri) = await StartAsync();
        IVault guest = With("guest").Get<IVault>(uri);
        IVault keeper = With("keeper").Get<IVault>(uri);
        int denied = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (int i = 0; i < 250; i++)
            {
                if (worker % 2 == 0)
                {
                    Assert.Equal($"open {i}", keeper.Open(i));
                }
                else
                {
                    AssertDenied(Assert.Throws<RpcException>(() => guest.Open(i)));
                    Interlocked.Increment(ref denied);
                }
            }
        }))).Within();
        Assert.Equal((500, 500, 500), (denied, _vault.Ran, Log.Count(1053)));
    }

    private static string Message(Action call, RemoteUri uri)
    {
        RpcException exception = Assert.Throws<RpcException>(call);
        AssertDenied(exception);
        Assert.Contains(uri.ToString(), exception.Message, StringComparison.Ordinal);
        return exception.Message.Replace(uri.ToString(), "URI", StringComparison.Ordinal);
    }

    private static async Task<string> MessageAsync(Func<Task> call, RemoteUri uri)
    {
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call().Within());
        AssertDenied(exception);
        return exception.Message.Replace(uri.ToString(), "URI", StringComparison.Ordinal);
    }
}
