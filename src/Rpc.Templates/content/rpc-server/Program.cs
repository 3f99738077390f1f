using Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rpc;
using Rpc.Hosting;
using GreeterServer;

// Where it listens, who may connect and more is in appsettings.json, section Rpc:Server.
HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddRpcServer().AddRemote<IGreeter, Greeter>("greeter", InstanceMode.Single);
builder.Services.AddHealthChecks().AddRpcServer();
await builder.Build().RunAsync();
