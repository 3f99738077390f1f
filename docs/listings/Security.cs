using System.Security.Claims;
using Rpc;

namespace Listings;

/// <summary>The programs of docs/security.md.</summary>
public static class Security
{
    public static async Task TokenAsync(string token)
    {
        #region token
        await using var server = new RpcServer(new RpcServerOptions().RequireToken(token, user: "ali", roles: ["staff"]));
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IOffice>(new Office(), "office");

        await using var client = new RpcClient(new RpcClientOptions { Token = token });
        IOffice office = client.Get<IOffice>(uri);
        Console.WriteLine(await office.GreetAsync());                       // Hi ali
        try
        {
            await office.PromoteAsync("ali", 10);
        }
        catch (RpcException error) when (error.Reason == RpcErrorReason.AccessDenied)
        {
            Console.WriteLine(error.Status);                                // PermissionDenied: ali is no boss
        }
        #endregion
    }

    public static void Rotation(string folder)
    {
        #region rotation
        var options = new RpcServerOptions().RequireToken(() => File.ReadLines(Path.Combine(folder, "tokens"))); // asked at each handshake
        #endregion
        Console.WriteLine(options is not null);
    }

    public static async Task HookAsync(IReadOnlyDictionary<string, string> rolesByUser)
    {
        #region hook
        var options = new RpcServerOptions
        {
            Handshake = (context, cancellationToken) =>
            {
                string user = context.PeerUserId?.ToString() ?? "";         // of a Unix socket: told by the operating system
                if (!rolesByUser.TryGetValue(user, out string? role))
                {
                    return new(HandshakeResult.Refuse("you are not on the list", logReason: $"user id {user} has no role"));
                }

                var identity = new ClaimsIdentity([new(ClaimTypes.Name, user), new(ClaimTypes.Role, role)], "unix");
                return new(HandshakeResult.Accept(new ClaimsPrincipal(identity), data: "production"u8.ToArray()));
            },
            Authorizer = new BusinessHours(TimeProvider.System),
        };
        #endregion
        await using var server = new RpcServer(options);
        await server.ListenAsync($"rpc+unix://{Path.GetTempPath()}rpc-{Guid.NewGuid():N}.sock");
        RemoteUri uri = server.Add<IOffice>(new Office(), "office");

        #region clientuse
        await using var client = new RpcClient(new RpcClientOptions { Handshake = new TokenByHost(new Dictionary<string, string> { ["office.example"] = "…" }) });
        #endregion
        try
        {
            Console.WriteLine(await client.Get<IOffice>(uri).GreetAsync());
        }
        catch (RpcException error)
        {
            Console.WriteLine(error.Message);
        }
    }

    public static async Task ObjectAsync()
    {
        #region objectroles
        await using var server = new RpcServer(new RpcServerOptions().RequireToken("one", "ali", "admin").RequireToken("two", "bea"));
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IGreeter>(new Greeter(), "greeter", new ObjectOptions { RequireRoles = ["admin"] });
        #endregion
        foreach (string token in new[] { "one", "two" })
        {
            await using var client = new RpcClient(new RpcClientOptions { Token = token });
            try
            {
                Console.WriteLine(client.Get<IGreeter>(uri).WelcomeMessage("Ali"));
            }
            catch (RpcException error)
            {
                Console.WriteLine(error.Status);
            }
        }
    }
}
